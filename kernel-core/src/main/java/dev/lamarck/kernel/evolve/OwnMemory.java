package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.kmem.KmemCache;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/**
 * What evolution holds of the kernel's heap, by the allocator's own books: the objects of its classes. Everything else that it allocates
 * hangs from one of them and is freed in the same step.
 */
final class OwnMemory {
    private static final String MANAGER = "dev.lamarck.kernel.evolve.";
    private static final String INSTRUMENTATION = "dev.lamarck.instrumentation.";

    /** Objects that are there for good: the files in {@code /proc}. */
    private static long lasting;

    private OwnMemory() {}

    /** What there is now stays. */
    static void start() {
        lasting = objects();
    }

    static long objects() {
        long objects = -lasting;
        for (KmemCache cache = Kmem.cachesOfClasses(); cache != null; cache = cache.next()) {
            if (begins(cache.className(), Text.bytes(MANAGER)) || begins(cache.className(), Text.bytes(INSTRUMENTATION))) {
                objects += cache.inUse();
            }
        }
        return objects;
    }

    private static boolean begins(byte[] name, byte[] with) {
        return name.length >= with.length && Bytes.equal(name, 0, with, 0, with.length);
    }
}
