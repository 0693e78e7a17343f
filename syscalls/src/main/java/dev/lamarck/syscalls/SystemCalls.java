package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Entropy;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Limits;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Text;
import dev.lamarck.toolchain.magic.Uva;

/** What the system is and what it grants. */
final class SystemCalls {
    // struct sysinfo
    private static final int INFO_BYTES = 112;
    private static final int TOTAL_MEMORY = 32;
    private static final int FREE_MEMORY = 40;
    private static final int PROCESSES = 80;
    private static final int UNIT = 104;

    @Syscall(SyscallNumber.SYSINFO)
    static long sysinfo(@Uva long to) {
        byte[] info = new byte[INFO_BYTES];
        BigEndian.put64(info, 0, TimeOfDay.nanoseconds() / Times.NANOSECONDS);
        BigEndian.put64(info, TOTAL_MEMORY, Pages.total());
        BigEndian.put64(info, FREE_MEMORY, Pages.free());
        BigEndian.put16(info, PROCESSES, Proc.count());
        BigEndian.put32(info, UNIT, Pages.BYTES);
        int error = UserMemory.copyOut(info, 0, to, INFO_BYTES);
        Kmem.free(info);
        return error;
    }

    private static boolean exists(int pid) {
        Proc.TABLE.acquire();
        boolean exists = pid == 0 || Proc.find(pid) != null || Proc.anyThread(pid) != null;
        Proc.TABLE.release();
        return exists;
    }

    /** Each field of {@code struct new_utsname}. */
    private static final int NAME_BYTES = 65;
    private static final int NAMES = 6;

    /** The interface is Linux's, and the release is one that glibc accepts. */
    @Syscall(SyscallNumber.UNAME)
    static long uname(@Uva long to) {
        byte[] names = new byte[NAME_BYTES * NAMES];
        Bytes.append(names, 0, Text.bytes("Linux"));
        Bytes.append(names, NAME_BYTES, Text.bytes("lamarck"));
        Bytes.append(names, 2 * NAME_BYTES, Text.bytes("6.1.0-lamarck"));
        Bytes.append(names, 3 * NAME_BYTES, Text.bytes("#1"));
        Bytes.append(names, 4 * NAME_BYTES, Text.bytes("sparc64"));
        Bytes.append(names, 5 * NAME_BYTES, Text.bytes("(none)"));
        int error = UserMemory.copyOut(names, 0, to, names.length);
        Kmem.free(names);
        return error;
    }

    private static final int RANDOM_CHUNK = 256;

    /** GRND_NONBLOCK, GRND_RANDOM, GRND_INSECURE: all the same, but nothing else. */
    private static final long RANDOM_FLAGS = 7;

    @Syscall(SyscallNumber.GETRANDOM)
    static long getrandom(@Uva long to, long length, long flags) {
        if ((flags & ~RANDOM_FLAGS) != 0) {
            return -Errno.EINVAL;
        }
        byte[] chunk = new byte[RANDOM_CHUNK];
        int error = 0;
        long done = 0;
        while (error == 0 && done < length) {
            for (int i = 0; i < RANDOM_CHUNK; i += 8) {
                BigEndian.put64(chunk, i, Entropy.next());
            }
            int n = (int) Math.min(RANDOM_CHUNK, length - done);
            error = UserMemory.copyOut(chunk, 0, to + done, n);
            done += n;
        }
        Kmem.free(chunk);
        return error == 0 ? Math.max(0, length) : error;
    }

    private static final int LIMIT_BYTES = 16;

    @Syscall(SyscallNumber.GETRLIMIT)
    static long getrlimit(long resource, @Uva long to) {
        return prlimit64(0, resource, 0, to);
    }

    @Syscall(SyscallNumber.SETRLIMIT)
    static long setrlimit(long resource, @Uva long from) {
        return prlimit64(0, resource, from, 0);
    }

    /** Of the current process only. */
    @Syscall(SyscallNumber.PRLIMIT64)
    static long prlimit64(long pid, long resource, @Uva long wanted, @Uva long old) {
        if (resource < 0 || resource >= Limits.COUNT) {
            return -Errno.EINVAL;
        }
        if ((int) pid != 0 && (int) pid != Proc.current().pid) {
            return exists((int) pid) ? -Errno.EPERM : -Errno.ESRCH;
        }
        Limits limits = Proc.current().limits;
        byte[] both = new byte[LIMIT_BYTES];
        byte[] before = new byte[LIMIT_BYTES];
        BigEndian.put64(before, 0, limits.soft((int) resource));
        BigEndian.put64(before, 8, limits.hard((int) resource));
        long error = wanted == 0 ? 0 : UserMemory.copyIn(wanted, both, 0, LIMIT_BYTES);
        if (error == 0 && wanted != 0) {
            error = set(limits, (int) resource, BigEndian.get64(both, 0), BigEndian.get64(both, 8));
        }
        if (error == 0 && old != 0) {
            error = UserMemory.copyOut(before, 0, old, LIMIT_BYTES);
        }
        Kmem.free(both);
        Kmem.free(before);
        return error;
    }

    /** Only the superuser raises a hard limit, and that of descriptors nobody. */
    private static long set(Limits limits, int resource, long soft, long hard) {
        if (Long.compareUnsigned(soft, hard) > 0) {
            return -Errno.EINVAL;
        }
        boolean isRaised = Long.compareUnsigned(hard, limits.hard(resource)) > 0;
        boolean isBeyondTable = resource == Limits.DESCRIPTORS && Long.compareUnsigned(hard, ProcessFiles.MAX_DESCRIPTORS) > 0;
        if (isBeyondTable || isRaised && !Proc.current().isSuperuser()) {
            return -Errno.EPERM;
        }
        limits.set(resource, soft, hard);
        if (resource == Limits.DESCRIPTORS) {
            Proc.current().files.limit((int) soft);
        } else if (resource == Limits.STACK) {
            AddressSpace space = Proc.current().space;
            space.enter();
            space.limitStack(soft);
            space.leave();
        }
        return 0;
    }

    private SystemCalls() {}
}
