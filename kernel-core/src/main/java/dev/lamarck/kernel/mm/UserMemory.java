package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Atomic;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * Copies between kernel memory and the current process's. Every function returns −EFAULT for memory the user may not
 * touch so. The space is entered for the whole copy: no other thread takes a page away between looking it up and using it.
 */
@Magic
public final class UserMemory {
    /** @return 0 or −EFAULT, some of it then copied */
    @Symbol("copyin")
    public static int copyIn(@Uva long from, @Kva long to, long bytes) {
        AddressSpace space = enter();
        int result = moveIn(space, from, to, bytes);
        space.leave();
        return result;
    }

    private static int moveIn(AddressSpace space, @Uva long from, @Kva long to, long bytes) {
        long done = 0;
        while (done < bytes) {
            long at = space.resolve(from + done, AddressSpace.READ);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            long chunk = chunk(from + done, bytes - done);
            Blocks.copy(at, to + done, chunk);
            done += chunk;
        }
        return 0;
    }

    /** @return 0 or −EFAULT, some of it then copied */
    @Symbol("copyout")
    public static int copyOut(@Kva long from, @Uva long to, long bytes) {
        AddressSpace space = enter();
        int result = moveOut(space, from, to, bytes);
        space.leave();
        return result;
    }

    private static int moveOut(AddressSpace space, @Kva long from, @Uva long to, long bytes) {
        long done = 0;
        while (done < bytes) {
            long at = space.resolve(to + done, AddressSpace.WRITE);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            long chunk = chunk(to + done, bytes - done);
            Blocks.copy(from + done, at, chunk);
            done += chunk;
        }
        return 0;
    }

    /** Into an array from an index on. @return 0 or −EFAULT */
    @Symbol("copyin_bytes")
    public static int copyIn(@Uva long from, byte[] to, int index, int bytes) {
        AddressSpace space = enter();
        int result = moveInBytes(space, from, to, index, bytes);
        space.leave();
        return result;
    }

    private static int moveInBytes(AddressSpace space, @Uva long from, byte[] to, int index, int bytes) {
        int done = 0;
        while (done < bytes) {
            long at = space.resolve(from + done, AddressSpace.READ);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int chunk = (int) chunk(from + done, bytes - done);
            Blocks.copyTo(at, to, index + done, chunk);
            done += chunk;
        }
        return 0;
    }

    /** From an array from an index on. @return 0 or −EFAULT */
    @Symbol("copyout_bytes")
    public static int copyOut(byte[] from, int index, @Uva long to, int bytes) {
        AddressSpace space = enter();
        int result = moveOutBytes(space, from, index, to, bytes);
        space.leave();
        return result;
    }

    private static int moveOutBytes(AddressSpace space, byte[] from, int index, @Uva long to, int bytes) {
        int done = 0;
        while (done < bytes) {
            long at = space.resolve(to + done, AddressSpace.WRITE);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int chunk = (int) chunk(to + done, bytes - done);
            Blocks.copyFrom(from, index + done, at, chunk);
            done += chunk;
        }
        return 0;
    }

    /**
     * A NUL-terminated string.
     *
     * @return its length without the NUL, −EFAULT, or −ENAMETOOLONG if the array cannot hold it with the NUL
     */
    @Symbol("copyinstr")
    public static int copyInString(@Uva long from, byte[] to) {
        AddressSpace space = enter();
        int result = moveInString(space, from, to);
        space.leave();
        return result;
    }

    private static int moveInString(AddressSpace space, @Uva long from, byte[] to) {
        int length = 0;
        while (length < to.length) {
            long at = space.resolve(from + length, AddressSpace.READ);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int end = length + (int) chunk(from + length, to.length - length);
            for (; length < end; length++, at++) {
                byte each = Memory.load8(at);
                to[length] = each;
                if (each == 0) {
                    return length;
                }
            }
        }
        return -Errno.ENAMETOOLONG;
    }

    /**
     * Length of a NUL-terminated string.
     *
     * @return −EFAULT, or −ENAMETOOLONG if there is no NUL among the first {@code limit} bytes
     */
    @Symbol("ustrlen")
    public static int stringLength(@Uva long from, int limit) {
        AddressSpace space = enter();
        int result = measure(space, from, limit);
        space.leave();
        return result;
    }

    private static int measure(AddressSpace space, @Uva long from, int limit) {
        int length = 0;
        while (length < limit) {
            long at = space.resolve(from + length, AddressSpace.READ);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int end = length + (int) chunk(from + length, limit - length);
            for (; length < end; length++, at++) {
                if (Memory.load8(at) == 0) {
                    return length;
                }
            }
        }
        return -Errno.ENAMETOOLONG;
    }

    /** Stores a doubleword at an aligned address. @return 0 or −EFAULT */
    @Symbol("suword64")
    public static int store64(@Uva long to, long value) {
        AddressSpace space = enter();
        long at = (to & 7) == 0 ? space.resolve(to, AddressSpace.WRITE) : 0;
        if (at != 0) {
            Memory.store64(at, value);
        }
        space.leave();
        return at == 0 ? -Errno.EFAULT : 0;
    }

    /** Stores a word at an aligned address. @return 0 or −EFAULT */
    @Symbol("suword32")
    public static int store32(@Uva long to, int value) {
        AddressSpace space = enter();
        long at = (to & 3) == 0 ? space.resolve(to, AddressSpace.WRITE) : 0;
        if (at != 0) {
            Memory.store32(at, value);
        }
        space.leave();
        return at == 0 ? -Errno.EFAULT : 0;
    }

    /** Whether a doubleword can be read: it is aligned and there. Another thread may take it away. */
    public static boolean isReadable(@Uva long from) {
        AddressSpace space = enter();
        boolean isReadable = (from & 7) == 0 && space.resolve(from, AddressSpace.READ) != 0;
        space.leave();
        return isReadable;
    }

    /** The doubleword at an aligned address; 0 if it cannot be read. */
    @Symbol("fuword64")
    public static long load64(@Uva long from) {
        AddressSpace space = enter();
        long at = (from & 7) == 0 ? space.resolve(from, AddressSpace.READ) : 0;
        long value = at == 0 ? 0 : Memory.load64(at);
        space.leave();
        return value;
    }

    /** The word at an aligned address; 0 if it cannot be read. */
    @Symbol("fuword32")
    public static int load32(@Uva long from) {
        AddressSpace space = enter();
        long at = (from & 3) == 0 ? space.resolve(from, AddressSpace.READ) : 0;
        int value = at == 0 ? 0 : Memory.load32(at);
        space.leave();
        return value;
    }

    /** Stores a word if it has a value, as one step for the programs. @return false if it had another; a word that cannot be stored counts as done */
    public static boolean replace32(@Uva long at, int expected, int replacement) {
        AddressSpace space = enter();
        long word = (at & 3) == 0 ? space.resolve(at, AddressSpace.WRITE) : 0;
        boolean isDone = word == 0 || Atomic.compareAndSwap32(word, expected, replacement) == expected;
        space.leave();
        return isDone;
    }

    /** A program's access that trapped: see {@link AddressSpace#fault}. */
    public static int fault(@Uva long va, int access) {
        AddressSpace space = enter();
        int result = space.fault(va, access);
        space.leave();
        return result;
    }

    private static long chunk(long va, long wanted) {
        return Math.min(wanted, Pages.BYTES - (va & Pages.BYTES - 1));
    }

    private static AddressSpace enter() {
        AddressSpace space = KThread.current().proc.space;
        space.enter();
        return space;
    }

    private UserMemory() {}
}
