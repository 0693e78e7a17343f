package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;

/**
 * The other end of a read or write: memory of the current process or of the kernel, used up from its beginning. Each move returns 0 or
 * −EFAULT, and then has moved nothing or a part that does not count.
 */
@Magic
public final class Uio {
    private final boolean user;
    private long address;
    private long residual;
    private int flags;

    private Uio(boolean user, long address, long length) {
        this.user = user;
        this.address = address;
        this.residual = length;
    }

    public static Uio user(long address, long length) {
        return new Uio(true, address, length);
    }

    public static Uio kernel(@Kva long address, long length) {
        return new Uio(false, address, length);
    }

    /** The flags of the open file that it goes through. */
    void setFlags(int openFlags) {
        flags = openFlags;
    }

    /** Whether an operation that would have to wait shall fail instead. */
    public boolean isNonblocking() {
        return (flags & OpenFlags.NONBLOCKING) != 0;
    }

    /** Bytes still to be moved. */
    public long residual() {
        return residual;
    }

    /** Lets no more than so many bytes be moved. */
    void limit(long bytes) {
        residual = Math.min(residual, bytes);
    }

    /** From a file's memory to the reader. */
    public int moveOut(@Kva long from, int length) {
        int error = 0;
        if (user) {
            error = UserMemory.copyOut(from, address, length);
        } else {
            Blocks.copy(from, address, length);
        }
        return advance(error, length);
    }

    /** From an array to the reader. */
    public int moveOutBytes(byte[] from, int at, int length) {
        int error = 0;
        if (user) {
            error = UserMemory.copyOut(from, at, address, length);
        } else {
            Blocks.copyFrom(from, at, address, length);
        }
        return advance(error, length);
    }

    /** From the writer to a file's memory. */
    public int moveIn(@Kva long to, int length) {
        int error = 0;
        if (user) {
            error = UserMemory.copyIn(address, to, length);
        } else {
            Blocks.copy(address, to, length);
        }
        return advance(error, length);
    }

    /** From the writer to an array. */
    public int moveInBytes(byte[] to, int at, int length) {
        int error = 0;
        if (user) {
            error = UserMemory.copyIn(address, to, at, length);
        } else {
            Blocks.copyTo(address, to, at, length);
        }
        return advance(error, length);
    }

    private int advance(int error, int length) {
        assert length <= residual;
        if (error != 0) {
            return -Errno.EFAULT;
        }
        address += length;
        residual -= length;
        return 0;
    }
}
