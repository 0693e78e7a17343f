package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.text.TextBuffer;

/** A file about any process that everybody may read, its text put together from figures. */
abstract class ProcReport extends ProcText {
    private static final int READABLE = 0x124;
    private static final int LONGEST = 1024;

    ProcReport(long number, int pid) {
        super(FileMode.REGULAR | READABLE, number, pid);
    }

    /** Appends the text. The process table is locked. */
    abstract void write(TextBuffer text, Proc process);

    @Override
    final byte[] text(Proc process) {
        TextBuffer text = new TextBuffer(0, LONGEST);
        write(text, process);
        byte[] exact = new byte[text.kept()];
        Bytes.copy(text.array(), 0, exact, 0, exact.length);
        text.free();
        return exact;
    }

    /** Bytes of its mappings; none once it has ended. */
    static long mapped(Proc process) {
        Sched.disablePreemption();
        AddressSpace space = process.space;
        long bytes = space == null ? 0 : space.mapped();
        Sched.enablePreemption();
        return bytes;
    }

    /** Bytes of its pages that are in memory. */
    static long resident(Proc process) {
        Sched.disablePreemption();
        AddressSpace space = process.space;
        long pages = space == null ? 0 : space.resident();
        Sched.enablePreemption();
        return pages << Pages.SHIFT;
    }
}
