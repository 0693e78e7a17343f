package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Limits;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The program's memory. What is shared without a file belongs to a file without a name. */
final class MemoryCalls {
    private static final int PROTECTION = AddressSpace.READ | AddressSpace.WRITE | AddressSpace.EXECUTE;
    private static final int ANYBODY_MAY_READ_AND_WRITE = 0x1FF;
    private static final int MAP_TYPE = 0xF;
    private static final int MAP_SHARED = 1;
    private static final int MAP_SHARED_VALIDATE = 3;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_FIXED_NOREPLACE = 0x10_0000;

    @Syscall(SyscallNumber.BRK)
    static long brk(@Uva long end) {
        AddressSpace space = enter();
        long now = space.brk(0);
        boolean isAllowed = end <= now || mayMap(space, end - now) && Limits.ofCurrent().allows(Limits.DATA, space.heapUpTo(end));
        long result = isAllowed ? space.brk(end) : now;
        space.leave();
        return result;
    }

    @Syscall(SyscallNumber.MMAP)
    static long mmap(@Uva long wish, long length, long protection, long flags, long descriptor, long offset) {
        if (length > AddressSpace.HIGHEST) {
            return -Errno.ENOMEM;
        }
        if (length <= 0 || offset < 0 || (offset & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        int type = (int) flags & MAP_TYPE;
        if (type != MAP_PRIVATE && type != MAP_SHARED && type != MAP_SHARED_VALIDATE) {
            return -Errno.EINVAL;
        }
        boolean shared = type != MAP_PRIVATE;
        ProcessFiles files = Proc.current().files;
        OpenFile open = (flags & MAP_ANONYMOUS) == 0 ? files.get((int) descriptor) : null;
        long result = (flags & MAP_ANONYMOUS) == 0 ? refusal(open, shared && (protection & AddressSpace.WRITE) != 0) : 0;
        if (result == 0) {
            AddressSpace space = enter();
            result = place(space, wish, length, (int) flags);
            if (!Errno.isError(result)) {
                int error = mayMap(space, length) ? map(space, result, length, (int) protection & PROTECTION, open, offset, shared) : -Errno.ENOMEM;
                result = error == 0 ? result : error;
            }
            space.leave();
        }
        files.release(open);
        return result;
    }

    /** Whether the process may have so many more bytes mapped. */
    static boolean mayMap(AddressSpace space, long more) {
        return Limits.ofCurrent().allows(Limits.SPACE, space.mapped() + more);
    }

    private static int map(AddressSpace space, long at, long length, int protection, OpenFile open, long offset, boolean shared) {
        if (open == null || open.vnode().isZeros()) {
            return shared ? mapUnnamed(space, at, length, protection) : space.map(at, length, protection);
        }
        int error = space.mapFile(at, length, protection, open.vnode(), offset, shared && open.vnode().sharesPages());
        if (error == 0 && shared && !OpenFlags.writes(open.flags())) {
            space.keepReadOnly(at);
        }
        return error;
    }

    private static int mapUnnamed(AddressSpace space, long at, long length, int protection) {
        TmpFile file = new TmpFile(0);
        int error = file.truncate(length);
        if (error == 0) {
            error = space.mapFile(at, length, protection, file, 0, true);
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
        boolean isMappable = toBeWritten ? open.vnode().sharesPages() : open.vnode().kind() == FileMode.REGULAR;
        return isMappable || open.vnode().isZeros() ? 0 : -Errno.ENODEV;
    }

    /** Where a mapping goes: exactly there, whatever was mapped before or only if nothing was, or wherever there is room. */
    private static long place(AddressSpace space, @Uva long wish, long length, int flags) {
        if ((flags & MAP_FIXED_NOREPLACE) != 0) {
            return (wish & Pages.BYTES - 1) == 0 ? wish : -Errno.EINVAL;
        }
        if ((flags & MAP_FIXED) == 0) {
            return space.findRoom(length);
        }
        int error = space.unmap(wish, length);
        return error == 0 ? wish : error;
    }

    @Syscall(SyscallNumber.MUNMAP)
    static long munmap(@Uva long start, long length) {
        AddressSpace space = enter();
        long result = length <= 0 ? -Errno.EINVAL : space.unmap(start, length);
        space.leave();
        return result;
    }

    /** Read, write, execute, and for atomic operations, which all memory is. */
    private static final int KNOWN_PROTECTION = 0xF;

    @Syscall(SyscallNumber.MPROTECT)
    static long mprotect(@Uva long start, long length, long protection) {
        if (((int) protection & ~KNOWN_PROTECTION) != 0) {
            return -Errno.EINVAL;
        }
        if (length == 0) {
            return (start & Pages.BYTES - 1) == 0 ? 0 : -Errno.EINVAL;
        }
        AddressSpace space = enter();
        long result = length < 0 ? -Errno.ENOMEM : space.protect(start, length, (int) protection & PROTECTION);
        space.leave();
        return result;
    }

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int LONGEST_NAME = 250;

    /** A file of memory without a name; the one given is for people who look. */
    @Syscall(SyscallNumber.MEMFD_CREATE)
    static long memfdCreate(@Uva long name, long flags) {
        byte[] given = new byte[LONGEST_NAME];
        int length = UserMemory.copyInString(name, given);
        Kmem.free(given);
        if ((flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING)) != 0 || length == -Errno.ENAMETOOLONG) {
            return -Errno.EINVAL;
        }
        if (length < 0 || !Pages.mayGive(1)) {
            return length < 0 ? length : -Errno.ENOMEM;
        }
        TmpFile file = new TmpFile(ANYBODY_MAY_READ_AND_WRITE);
        int descriptor = FileOpen.openUnnamed(Proc.current().files, file, (flags & MFD_CLOEXEC) != 0 ? OpenFlags.CLOSE_ON_EXEC : 0);
        if (descriptor < 0) {
            file.release();
        }
        return descriptor;
    }

    @Syscall(SyscallNumber.GETPAGESIZE)
    static long getpagesize() {
        return Pages.BYTES;
    }

    /** What has to be made for a mapping shall not fail because pages have not been taken away in time. */
    static AddressSpace enter() {
        Pager.installed.makeRoom(1);
        AddressSpace space = Proc.current().space;
        space.enter();
        return space;
    }

    private MemoryCalls() {}
}
