package dev.lamarck.syscalls;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Uva;

/** The pieces of memory that {@code readv} and {@code writev} name ({@code struct iovec}). */
final class IoVectors {
    static final int MAX = 1024;
    private static final int BYTES = 16;
    private static final int LENGTH = 8;

    private byte[] vectors;

    /** @return 0 or −EFAULT */
    int get(@Uva long from, int count) {
        vectors = new byte[count * BYTES];
        return UserMemory.copyIn(from, vectors, 0, vectors.length);
    }

    @Uva long start(int index) {
        return BigEndian.get64(vectors, index * BYTES);
    }

    long length(int index) {
        return BigEndian.get64(vectors, index * BYTES + LENGTH);
    }

    void free() {
        Kmem.free(vectors);
        Kmem.free(this);
    }
}
