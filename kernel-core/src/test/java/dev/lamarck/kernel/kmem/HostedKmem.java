package dev.lamarck.kernel.kmem;

/** Gives a new hosted machine caches without slabs: those of the machine before lie in memory that is gone. */
public final class HostedKmem {
    public static void reset() {
        KmemCache[] sizes = Kmem.sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = new KmemCache().ofSize(sizes[i].bufferBytes());
        }
    }

    private HostedKmem() {}
}
