package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.kmem.KmemCache;
import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code /proc/kmem}: free pages, bytes in use, failures injected, and a line a cache: what it is of, its buffers' size, how many are in use. Magazines are emptied first, so that what is free is counted as free.
 */
final class KmemFile extends SystemFile {
    KmemFile() {
        super(Text.bytes("kmem"), 0);
    }

    @Override
    protected void write(TextBuffer text) {
        Kmem.reap();
        text.text("pages ").decimal(Pages.total()).text(" free ").decimal(Pages.free()).line();
        text.text("bytes ").decimal(Kmem.bytesInUse()).line();
        if (AllocationFailures.isOn()) {
            text.text("asked ").decimal(AllocationFailures.asked()).text(" refused ").decimal(AllocationFailures.refused()).line();
        }
        KmemCache[] sizes = Kmem.sizes();
        for (int i = 0; i < sizes.length; i++) {
            text.text("any ");
            amounts(text, sizes[i]);
        }
        for (KmemCache cache = Kmem.cachesOfClasses(); cache != null; cache = cache.next()) {
            byte[] name = cache.className();
            text.bytes(name, name.length).character(' ');
            amounts(text, cache);
        }
    }

    private static void amounts(TextBuffer text, KmemCache cache) {
        text.decimal(cache.bufferBytes()).character(' ').decimal(cache.inUse()).line();
    }
}
