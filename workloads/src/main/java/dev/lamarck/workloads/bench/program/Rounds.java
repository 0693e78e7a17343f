package dev.lamarck.workloads.bench.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.toolchain.magic.Text;

/** How long to work, and what came of it. */
final class Rounds {
    private Rounds() {
    }

    static int of(String[] args) {
        byte[] text = Text.bytes(args[0]);
        return (int) Bytes.number(text, 0, text.length, 10);
    }

    static void report(long checkSum) {
        Output.STANDARD.text("check sum ").decimal(checkSum).line();
    }
}
