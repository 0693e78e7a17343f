package dev.lamarck.kernel.paging;

import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.Swap;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/vmstat}: free pages and watermarks, slots, what has gone out and come in, and how many processes had to end. */
final class VmstatFile extends SystemFile {
    private static final int NUMBER = 7;

    private final PageOut pager;

    VmstatFile(PageOut pager) {
        super(Text.bytes("vmstat"), NUMBER);
        this.pager = pager;
    }

    @Override
    protected void write(TextBuffer text) {
        Swap swap = pager.swap();
        text.text("pages ").decimal(Pages.total()).text(" free ").decimal(Pages.free()).text(" low ").decimal(Pages.low()).text(" high ").decimal(Pages.high()).line();
        text.text("slots ").decimal(swap.slots()).text(" used ").decimal(swap.inUse()).line();
        text.text("written ").decimal(swap.written()).text(" read ").decimal(swap.read()).line();
        text.text("ended ").decimal(pager.endedProcesses()).line();
    }
}
