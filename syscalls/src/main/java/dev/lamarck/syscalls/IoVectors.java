package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Uva;

/** The pieces of memory that {@code readv} and {@code writev} name ({@code struct iovec}). */
final class IoVectors {
    static final int MAX = 1024;
    private static final int BYTES = 16;
    private static final int LENGTH = 8;
    private static final long MOST_GATHERED = 1 << 17;

    private byte[] vectors;
    /** The bytes of all pieces one behind the other, where an operation wants them so. */
    private @Kva long gathered;

    /** @return 0, −EFAULT or −ENOMEM */
    int get(@Uva long from, int count) {
        vectors = Kmem.bytes(count * BYTES);
        return vectors == null ? -Errno.ENOMEM : UserMemory.copyIn(from, vectors, 0, vectors.length);
    }

    @Uva long start(int index) {
        return BigEndian.get64(vectors, index * BYTES);
    }

    long length(int index) {
        return BigEndian.get64(vectors, index * BYTES + LENGTH);
    }

    /** All pieces' bytes as one; null if they are too many or cannot be read. */
    Uio gather(int count) {
        Uio whole = room(count);
        long at = gathered;
        for (int i = 0; whole != null && i < count; i++) {
            if (UserMemory.copyIn(start(i), at, length(i)) != 0) {
                dropGathered(whole);
                whole = null;
            } else {
                at += length(i);
            }
        }
        return whole;
    }

    /** Room for all pieces' bytes as one; null if they are too many. */
    Uio room(int count) {
        long bytes = 0;
        boolean isGood = true;
        for (int i = 0; i < count && isGood; i++) {
            isGood = length(i) >= 0 && length(i) <= MOST_GATHERED;
            bytes += length(i);
        }
        if (!isGood || bytes > MOST_GATHERED || !Pages.mayGive((int) (bytes >>> Pages.SHIFT) + 1)) {
            return null;
        }
        gathered = Kmem.alloc(Math.max(1, bytes));
        return gathered == 0 ? null : Uio.kernel(gathered, bytes);
    }

    /** So many bytes of what was put into {@link #room} to the pieces. @return 0 or −EFAULT */
    int scatter(int count, int bytes) {
        int error = 0;
        long done = 0;
        for (int i = 0; i < count && error == 0 && done < bytes; i++) {
            long n = Math.min(length(i), bytes - done);
            error = UserMemory.copyOut(gathered + done, start(i), n);
            done += n;
        }
        return error;
    }

    void dropGathered(Uio whole) {
        Kmem.free(gathered);
        Kmem.free(whole);
        gathered = 0;
    }

    void free() {
        if (vectors != null) {
            Kmem.free(vectors);
        }
        Kmem.free(this);
    }
}
