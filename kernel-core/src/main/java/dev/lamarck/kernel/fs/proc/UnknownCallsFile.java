package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.kernel.trap.UnknownCalls;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/unknown_calls}: system calls that programs made and this kernel has not, a line each: number and how often. */
final class UnknownCallsFile extends SystemFile {
    UnknownCallsFile() {
        super(Text.bytes("unknown_calls"), 1);
    }

    @Override
    protected void write(TextBuffer text) {
        for (int number = 0; number < UnknownCalls.NUMBERS; number++) {
            if (UnknownCalls.made(number) != 0) {
                text.decimal(number).character(' ').decimal(UnknownCalls.made(number)).line();
            }
        }
        if (UnknownCalls.beyond() != 0) {
            text.text("beyond ").decimal(UnknownCalls.beyond()).line();
        }
    }
}
