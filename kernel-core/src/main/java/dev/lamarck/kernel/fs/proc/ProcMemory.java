package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.TextBuffer;

/** {@code /proc/N/statm}: pages mapped and in memory. What of them is shared, text or data is not told apart: the other five fields are 0. */
final class ProcMemory extends ProcReport {
    ProcMemory(long number, int pid) {
        super(number, pid);
    }

    @Override
    void write(TextBuffer text, Proc process) {
        text.decimal(mapped(process) >> Pages.SHIFT).character(' ').decimal(resident(process) >> Pages.SHIFT).text(" 0 0 0 0 0").line();
    }
}
