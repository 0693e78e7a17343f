package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The program's memory. What is shared without a file belongs to a file without a name. */
final class MemoryCalls {
    private static final int PROTECTION = AddressSpace.READ | AddressSpace.WRITE | AddressSpace.EXECUTE;
    private static final int MAP_TYPE = 0xF;
    private static final int MAP_SHARED = 1;
    private static final int MAP_SHARED_VALIDATE = 3;
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
        int type = (int) flags & MAP_TYPE;
        if (type != MAP_PRIVATE && type != MAP_SHARED && type != MAP_SHARED_VALIDATE) {
            return -Errno.EINVAL;
        }
        boolean shared = type != MAP_PRIVATE;
        Vnode file = null;
        if ((flags & MAP_ANONYMOUS) == 0) {
            OpenFile open = Proc.current().files.get((int) descriptor);
            int error = refusal(open, shared && (protection & AddressSpace.WRITE) != 0);
            if (error != 0) {
                return error;
            }
            file = open.vnode();
        }
        long at = place(wish, length, (flags & MAP_FIXED) != 0);
        if (Errno.isError(at)) {
            return at;
        }
        int error = map(at, length, (int) protection & PROTECTION, file, offset, shared);
        return error == 0 ? at : error;
    }

    private static int map(long at, long length, int protection, Vnode file, long offset, boolean shared) {
        if (file != null) {
            return space().mapFile(at, length, protection, file, offset, shared);
        }
        return shared ? mapUnnamed(at, length, protection) : space().map(at, length, protection);
    }

    private static int mapUnnamed(long at, long length, int protection) {
        TmpFile file = new TmpFile(0);
        int error = file.truncate(length);
        if (error == 0) {
            error = space().mapFile(at, length, protection, file, 0, true);
        }
        file.release();
        return error == -Errno.EINVAL ? -Errno.ENOMEM : error;
    }

    private static int refusal(OpenFile open, boolean toBeWritten) {
        if (open == null) {
            return -Errno.EBADF;
        }
        if (!OpenFlags.reads(open.flags()) || toBeWritten && !OpenFlags.writes(open.flags())) {
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

    private static final int MREMAP_MAYMOVE = 1;

    /** To an address of the caller's choice nothing is moved. */
    @Syscall(SyscallNumber.MREMAP)
    static long mremap(@Uva long start, long oldLength, long newLength, long flags) {
        if ((flags & ~MREMAP_MAYMOVE) != 0 || oldLength <= 0 || newLength <= 0 || newLength > AddressSpace.HIGHEST) {
            return -Errno.EINVAL;
        }
        return space().resize(start, oldLength, newLength, flags != 0);
    }

    private static final int MADV_DONTNEED = 4;

    /** Advice is taken where it changes what the program sees. */
    @Syscall(SyscallNumber.MADVISE)
    static long madvise(@Uva long start, long length, long advice) {
        if (length < 0) {
            return -Errno.EINVAL;
        }
        return advice == MADV_DONTNEED && length > 0 ? space().discard(start, length) : 0;
    }

    /** Shared pages are the file's own: nothing is behind. */
    @Syscall(SyscallNumber.MSYNC)
    static long msync(@Uva long start, long length, long flags) {
        return (start & Pages.BYTES - 1) == 0 ? 0 : -Errno.EINVAL;
    }

    /** Nothing is ever paged out. */
    @Syscall(SyscallNumber.MLOCK)
    static long mlock(@Uva long start, long length) {
        return 0;
    }

    @Syscall(SyscallNumber.MUNLOCK)
    static long munlock(@Uva long start, long length) {
        return 0;
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
