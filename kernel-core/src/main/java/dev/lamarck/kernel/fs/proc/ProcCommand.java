package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.TextBuffer;

/** {@code /proc/N/comm}: the program's name. */
final class ProcCommand extends ProcReport {
    ProcCommand(long number, int pid) {
        super(number, pid);
    }

    @Override
    void write(TextBuffer text, Proc process) {
        ProcStatus.name(text, process);
        text.line();
    }
}
