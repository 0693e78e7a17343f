package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The program's memory. Mappings are private: there are no shared ones. */
final class MemoryCalls {
    private static final int PROTECTION = AddressSpace.READ | AddressSpace.WRITE | AddressSpace.EXECUTE;
    private static final int MAP_TYPE = 0xF;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;

    @Syscall(SyscallNumber.BRK)
    static long brk(@Uva long end) {
        return space().brk(end);
    }

    @Syscall(SyscallNumber.MMAP)
    static long mmap(@Uva long wish, long length, long protection, long flags, long descriptor, long offset) {
        if (length <= 0 || length > AddressSpace.HIGHEST || offset < 0 || (offset & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        if ((flags & MAP_TYPE) != MAP_PRIVATE) {
            return -Errno.ENODEV;
        }
        Vnode file = null;
        if ((flags & MAP_ANONYMOUS) == 0) {
            OpenFile open = Proc.current().files.get((int) descriptor);
            int error = refusal(open);
            if (error != 0) {
                return error;
            }
            file = open.vnode();
        }
        long at = place(wish, length, (flags & MAP_FIXED) != 0);
        if (Errno.isError(at)) {
            return at;
        }
        long fromFile = file == null ? 0 : Math.max(0, Math.min(length, file.size() - offset));
        int error = space().mapSource(at, length, (int) protection & PROTECTION, file, offset, fromFile);
        return error == 0 ? at : error;
    }

    private static int refusal(OpenFile open) {
        if (open == null) {
            return -Errno.EBADF;
        }
        if ((open.flags() & OpenFlags.ACCESS) == OpenFlags.WRITE_ONLY) {
            return -Errno.EACCES;
        }
        return open.vnode().kind() == FileMode.REGULAR ? 0 : -Errno.ENODEV;
    }

    /** Where a mapping goes: exactly there, whatever was mapped before, or wherever there is room. */
    private static long place(@Uva long wish, long length, boolean exactly) {
        if (!exactly) {
            return space().findRoom(length);
        }
        int error = space().unmap(wish, length);
        return error == 0 ? wish : error;
    }

    @Syscall(SyscallNumber.MUNMAP)
    static long munmap(@Uva long start, long length) {
        return length <= 0 ? -Errno.EINVAL : space().unmap(start, length);
    }

    @Syscall(SyscallNumber.MPROTECT)
    static long mprotect(@Uva long start, long length, long protection) {
        if (length == 0) {
            return (start & Pages.BYTES - 1) == 0 ? 0 : -Errno.EINVAL;
        }
        return length < 0 ? -Errno.ENOMEM : space().protect(start, length, (int) protection & PROTECTION);
    }

    @Syscall(SyscallNumber.GETPAGESIZE)
    static long getpagesize() {
        return Pages.BYTES;
    }

    private static AddressSpace space() {
        return Proc.current().space;
    }

    private MemoryCalls() {}
}
