package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.Segment;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** What programs do to mappings besides making and ending them: move them, ask and say where their pages are, in memory or on a disk. A small kernel does without. */
final class MappingCalls {
    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_FIXED = 2;
    private static final int MREMAP_DONTUNMAP = 4;

    @Syscall(SyscallNumber.MREMAP)
    static long mremap(@Uva long start, long oldLength, long newLength, long flags, @Uva long wish) {
        boolean stays = flags == (MREMAP_MAYMOVE | MREMAP_DONTUNMAP);
        boolean areFlags = flags == 0 || (flags & ~MREMAP_FIXED) == MREMAP_MAYMOVE || stays && oldLength == newLength;
        boolean doubles = oldLength == 0 && flags == MREMAP_MAYMOVE;
        if (!areFlags || oldLength <= 0 && !doubles || newLength <= 0 || newLength > AddressSpace.HIGHEST) {
            return -Errno.EINVAL;
        }
        AddressSpace space = MemoryCalls.enter();
        boolean isAllowed = newLength <= oldLength && !stays || MemoryCalls.mayMap(space, stays ? newLength : newLength - oldLength);
        long result = isAllowed ? moveOrResize(space, start, oldLength, newLength, flags, wish) : -Errno.ENOMEM;
        space.leave();
        return result;
    }

    private static long moveOrResize(AddressSpace space, long start, long oldLength, long newLength, long flags, long wish) {
        if (oldLength == 0) {
            return space.duplicate(start, newLength);
        }
        return (flags & MREMAP_DONTUNMAP) != 0 ? space.moveContents(start, oldLength) : (flags & MREMAP_FIXED) != 0 ? space.relocate(start, oldLength, newLength, wish) : space.resize(start, oldLength, newLength, flags != 0);
    }

    private static final int MADV_DONTNEED = 4;
    private static final int MADV_DONTFORK = 10;
    private static final int MADV_DOFORK = 11;
    private static final int MADV_WIPEONFORK = 18;
    private static final int MADV_KEEPONFORK = 19;
    /** By bit, the numbers of {@code asm-generic/mman-common.h}, but for REMOVE, which would be more than advice. */
    private static final long ADVICE = 0x1F | 1 << 8 | 0x3_FC00 | 0xFC_0000;

    /** Advice is taken where it changes what the program sees. */
    @Syscall(SyscallNumber.MADVISE)
    static long madvise(@Uva long start, long length, long advice) {
        boolean isKnown = advice >= 0 && advice < Long.SIZE && (ADVICE >> advice & 1) != 0;
        if (!isKnown || length < 0 || (start & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        AddressSpace space = MemoryCalls.enter();
        long result = length == 0 ? 0 : advise(space, start, length, (int) advice);
        space.leave();
        return result;
    }

    private static long advise(AddressSpace space, @Uva long start, long length, int advice) {
        return switch (advice) {
            case MADV_DONTNEED -> space.discard(start, length);
            case MADV_DONTFORK -> space.setFate(start, length, Segment.LEFT_OUT);
            case MADV_WIPEONFORK -> space.setFate(start, length, Segment.CLEARED);
            case MADV_DOFORK, MADV_KEEPONFORK -> space.setFate(start, length, Segment.COPIED);
            default -> space.isMapped(start, length) ? 0 : -Errno.ENOMEM;
        };
    }

    /** What is locked stays in memory, as everything does that is not short of it. @return −ENOMEM where not all is mapped */
    @Syscall(SyscallNumber.MLOCK)
    static long mlock(@Uva long start, long length) {
        AddressSpace space = MemoryCalls.enter();
        // The range may begin and end within a page.
        long within = start & Pages.BYTES - 1;
        long result = length == 0 || space.isMapped(start - within, length + within) ? 0 : -Errno.ENOMEM;
        space.leave();
        return result;
    }

    private static final int MLOCK_ONFAULT = 1;

    @Syscall(SyscallNumber.MLOCK2)
    static long mlock2(@Uva long start, long length, long flags) {
        return (flags & ~MLOCK_ONFAULT) != 0 ? -Errno.EINVAL : mlock(start, length);
    }

    @Syscall(SyscallNumber.MUNLOCK)
    static long munlock(@Uva long start, long length) {
        return mlock(start, length);
    }

    /** Present and future mappings, and only once they are touched ({@code asm/mman.h}'s numbers). */
    private static final int LOCK_FLAGS = 0x2000 | 0x4000 | 0x8000;

    @Syscall(SyscallNumber.MLOCKALL)
    static long mlockall(long flags) {
        return flags == 0 || (flags & ~LOCK_FLAGS) != 0 ? -Errno.EINVAL : 0;
    }

    @Syscall(SyscallNumber.MUNLOCKALL)
    static long munlockall() {
        return 0;
    }

    private static final int MS_ASYNC = 1;
    private static final int MS_INVALIDATE = 2;
    private static final int MS_SYNC = 4;
    /** Pages that one look at a space tells of. */
    private static final int AT_ONCE = 256;

    /** What has been written to shared mappings of files is safe afterwards; {@code MS_ASYNC} leaves that to the next periodic {@code sync}. */
    @Syscall(SyscallNumber.MSYNC)
    static long msync(@Uva long start, long length, long flags) {
        boolean areFlags = (flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) == 0 && (flags & (MS_ASYNC | MS_SYNC)) != (MS_ASYNC | MS_SYNC);
        if (!areFlags || (start & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        if (length == 0) {
            return 0;
        }
        AddressSpace space = Proc.current().space;
        space.enter();
        long result = length < 0 || !space.isMapped(start, length) ? -Errno.ENOMEM : 0;
        int error = length > 0 && (flags & MS_SYNC) != 0 ? space.sync(start, length) : 0;
        space.leave();
        return result == 0 ? error : result;
    }

    @Syscall(SyscallNumber.MINCORE)
    static long mincore(@Uva long start, long length, @Uva long vector) {
        if ((start & Pages.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        if (length < 0 || length > AddressSpace.HIGHEST) {
            return -Errno.ENOMEM;
        }
        byte[] states = new byte[AT_ONCE];
        long pages = length + Pages.BYTES - 1 >> Pages.SHIFT;
        long error = 0;
        for (long done = 0; error == 0 && done < pages; done += AT_ONCE) {
            int count = (int) Math.min(AT_ONCE, pages - done);
            error = look(start + (done << Pages.SHIFT), count, states);
            error = error == 0 ? UserMemory.copyOut(states, 0, vector + done, count) : error;
        }
        Kmem.free(states);
        return error;
    }

    private static int look(long start, int count, byte[] states) {
        AddressSpace space = Proc.current().space;
        space.enter();
        int error = space.isMapped(start, (long) count << Pages.SHIFT) ? 0 : -Errno.ENOMEM;
        for (int i = 0; error == 0 && i < count; i++) {
            states[i] = (byte) (space.isInMemory(start + ((long) i << Pages.SHIFT)) ? 1 : 0);
        }
        space.leave();
        return error;
    }

    private MappingCalls() {}
}
