package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Phys;

/** MMU context numbers 1…8191, handed out lowest first; 0 is the kernel's. */
@Magic
final class Contexts {
    private static final int COUNT = 8192;
    private static final SpinLock LOCK = new SpinLock();
    private static final long[] USED = used();

    /**
     * The physical root that says "no user page anywhere": a miss handler finds its first doubleword 0. It is page 0,
     * never used.
     */
    static final @Phys long EMPTY_ROOT = 0;

    private static long[] used() {
        long[] bits = new long[COUNT / 64];
        bits[0] = 1;
        return bits;
    }

    /** @return 0 if all are in use */
    static int allocate() {
        LOCK.acquire();
        int context = firstFree();
        if (context != 0) {
            USED[context >> 6] |= 1L << (context & 63);
        }
        LOCK.release();
        return context;
    }

    private static int firstFree() {
        for (int word = 0; word < USED.length; word++) {
            if (USED[word] != -1L) {
                return (word << 6) + Long.numberOfTrailingZeros(~USED[word]);
            }
        }
        return 0;
    }

    static void free(int context) {
        LOCK.acquire();
        USED[context >> 6] &= ~(1L << (context & 63));
        LOCK.release();
    }

    private Contexts() {}
}
