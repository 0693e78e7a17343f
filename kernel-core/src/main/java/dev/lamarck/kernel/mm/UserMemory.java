package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * Copies between kernel memory and the current process's. Every function returns −EFAULT for memory the user may not
 * touch so.
 */
@Magic
public final class UserMemory {
    /** @return 0 or −EFAULT, some of it then copied */
    @Symbol("copyin")
    public static int copyIn(@Uva long from, @Kva long to, long bytes) {
        AddressSpace space = current();
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
        AddressSpace space = current();
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
        AddressSpace space = current();
        int done = 0;
        while (done < bytes) {
            long at = space.resolve(from + done, AddressSpace.READ);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int end = done + (int) chunk(from + done, bytes - done);
            for (; done < end; done++, at++) {
                to[index + done] = Memory.load8(at);
            }
        }
        return 0;
    }

    /** From an array from an index on. @return 0 or −EFAULT */
    @Symbol("copyout_bytes")
    public static int copyOut(byte[] from, int index, @Uva long to, int bytes) {
        AddressSpace space = current();
        int done = 0;
        while (done < bytes) {
            long at = space.resolve(to + done, AddressSpace.WRITE);
            if (at == 0) {
                return -Errno.EFAULT;
            }
            int end = done + (int) chunk(to + done, bytes - done);
            for (; done < end; done++, at++) {
                Memory.store8(at, from[index + done]);
            }
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
        AddressSpace space = current();
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
        AddressSpace space = current();
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
        long at = (to & 7) == 0 ? current().resolve(to, AddressSpace.WRITE) : 0;
        if (at == 0) {
            return -Errno.EFAULT;
        }
        Memory.store64(at, value);
        return 0;
    }

    /** Stores a word at an aligned address. @return 0 or −EFAULT */
    @Symbol("suword32")
    public static int store32(@Uva long to, int value) {
        long at = (to & 3) == 0 ? current().resolve(to, AddressSpace.WRITE) : 0;
        if (at == 0) {
            return -Errno.EFAULT;
        }
        Memory.store32(at, value);
        return 0;
    }

    private static long chunk(long va, long wanted) {
        return Math.min(wanted, Pages.BYTES - (va & Pages.BYTES - 1));
    }

    private static AddressSpace current() {
        return KThread.current().proc.space;
    }

    private UserMemory() {}
}
