package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Entropy;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Text;
import dev.lamarck.toolchain.magic.Uva;

/** What the system is, whom it serves, what it grants. Groups are not kept: all belong to root's. */
final class SystemCalls {
    private static final long ROOT = 0;

    @Syscall(SyscallNumber.GETGID)
    static long getgid() {
        return ROOT;
    }

    @Syscall(SyscallNumber.GETEGID)
    static long getegid() {
        return ROOT;
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

    @Syscall(SyscallNumber.GETRANDOM)
    static long getrandom(@Uva long to, long length) {
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

    // asm/resource.h
    private static final int RLIMIT_STACK = 3;
    private static final int RLIMIT_NOFILE = 6;
    private static final int RLIMITS = 16;
    private static final long UNLIMITED = -1;
    private static final int LIMIT_BYTES = 16;

    @Syscall(SyscallNumber.GETRLIMIT)
    static long getrlimit(long resource, @Uva long to) {
        return prlimit64(0, resource, 0, to);
    }

    /** The limits are the kernel's own and cannot be changed. */
    @Syscall(SyscallNumber.PRLIMIT64)
    static long prlimit64(long pid, long resource, @Uva long wanted, @Uva long old) {
        if (resource < 0 || resource >= RLIMITS) {
            return -Errno.EINVAL;
        }
        if (wanted != 0 || (int) pid != 0 && (int) pid != Proc.current().pid) {
            return -Errno.EPERM;
        }
        if (old == 0) {
            return 0;
        }
        byte[] limits = new byte[LIMIT_BYTES];
        BigEndian.put64(limits, 0, limit((int) resource));
        BigEndian.put64(limits, 8, resource == RLIMIT_NOFILE ? ProcessFiles.MAX_DESCRIPTORS : UNLIMITED);
        int error = UserMemory.copyOut(limits, 0, old, LIMIT_BYTES);
        Kmem.free(limits);
        return error;
    }

    private static long limit(int resource) {
        if (resource == RLIMIT_STACK) {
            return AddressSpace.STACK_LIMIT;
        }
        return resource == RLIMIT_NOFILE ? ProcessFiles.MAX_DESCRIPTORS : UNLIMITED;
    }

    private SystemCalls() {}
}
