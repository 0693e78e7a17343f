package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.sched.Processor;

/** Gives a new hosted machine caches without slabs: those of the machine before lie in memory that is gone. */
public final class HostedKmem {
    public static void reset() {
        KmemAudit.stop();
        KmemCache[] sizes = Kmem.sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = new KmemCache().ofSize(sizes[i].bufferBytes());
        }
        MagazineLayer.start(Processor.MOST);
    }

    /** Has what is allocated from now on audited. */
    static void audit() {
        KmemAudit.start();
        KmemCache[] sizes = Kmem.sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = new KmemCache().ofSlabs(sizes[i].bufferBytes()).audited();
        }
    }

    private HostedKmem() {}
}
