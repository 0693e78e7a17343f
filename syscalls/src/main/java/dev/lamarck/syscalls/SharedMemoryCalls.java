package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.ipc.IpcObject;
import dev.lamarck.kernel.ipc.SegmentFile;
import dev.lamarck.kernel.ipc.SharedMemory;
import dev.lamarck.kernel.ipc.SharedSegment;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.PageSource;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** System V shared memory. */
final class SharedMemoryCalls {
    private static final int READ_ONLY = 0x1000;
    private static final int ROUND = 0x2000;
    private static final int REMAP = 0x4000;
    private static final int EXECUTABLE = 0x8000;
    /** Addresses of attachments are multiples of it ({@code SHMLBA}). */
    private static final long ALIGNMENT = 16384;

    // struct shmid64_ds
    private static final int STATUS_BYTES = 112;
    private static final int ATTACHED_AT = 48;
    private static final int DETACHED_AT = 56;
    private static final int CHANGED_AT = 64;
    private static final int SIZE = 72;
    private static final int MAKER = 80;
    private static final int LAST_USER = 84;
    private static final int ATTACHMENTS = 88;

    @Syscall(SyscallNumber.SHMGET)
    static long shmget(long key, long size, long flags) {
        return SharedMemory.ALL.get((int) key, size, (int) flags);
    }

    @Syscall(SyscallNumber.SHMAT)
    static long shmat(long id, @Uva long wish, long flags) {
        IpcObject found = SharedMemory.ALL.begin((int) id);
        if (found == null) {
            return -Errno.EINVAL;
        }
        SharedSegment segment = (SharedSegment) found;
        boolean isReadOnly = (flags & READ_ONLY) != 0;
        SegmentFile memory = segment.permits(isReadOnly ? IpcObject.READ : IpcObject.READ | IpcObject.WRITE) ? segment.memory() : null;
        long result = -Errno.EACCES;
        if (memory != null) {
            AddressSpace space = MemoryCalls.enter();
            result = attach(space, memory, segment.size(), wish, (int) flags);
            space.leave();
            memory.release();
            if (!Errno.isError(result)) {
                segment.noteAttached();
            }
        }
        SharedMemory.ALL.finish(found);
        return result;
    }

    private static long attach(AddressSpace space, SegmentFile memory, long size, @Uva long wish, int flags) {
        long at = place(space, size, wish, flags);
        if (Errno.isError(at)) {
            return at;
        }
        int protection = AddressSpace.READ | ((flags & READ_ONLY) != 0 ? 0 : AddressSpace.WRITE) | ((flags & EXECUTABLE) != 0 ? AddressSpace.EXECUTE : 0);
        int error = MemoryCalls.mayMap(space, size) ? space.mapFile(at, size, protection, memory, 0, true) : -Errno.ENOMEM;
        if (error == 0 && (flags & READ_ONLY) != 0) {
            space.keepReadOnly(at);
        }
        return error == 0 ? at : error == -Errno.EEXIST ? -Errno.EINVAL : error;
    }

    private static long place(AddressSpace space, long size, @Uva long wish, int flags) {
        if (wish == 0) {
            return (flags & REMAP) != 0 ? -Errno.EINVAL : space.findRoom(size);
        }
        long at = (flags & ROUND) != 0 ? wish & -ALIGNMENT : wish;
        if ((at & ALIGNMENT - 1) != 0) {
            return -Errno.EINVAL;
        }
        int error = (flags & REMAP) != 0 ? space.unmap(at, size) : 0;
        return error == 0 ? at : error;
    }

    @Syscall(SyscallNumber.SHMDT)
    static long shmdt(@Uva long address) {
        AddressSpace space = MemoryCalls.enter();
        PageSource source = space.sourceAt(address);
        SegmentFile memory = source instanceof SegmentFile ? (SegmentFile) source : null;
        if (memory != null) {
            memory.hold();
            memory.segment().noteDetached();
            space.detach(address, memory);
        }
        space.leave();
        if (memory != null) {
            memory.release();
        }
        return memory == null ? -Errno.EINVAL : 0;
    }

    private static final int LOCK = 11;
    private static final int UNLOCK = 12;

    /** Of the object at a place in the table, whose number is the result: how {@code ipcs} finds all. */
    private static final int STATUS_OF_PLACE = 13;

    @Syscall(SyscallNumber.SHMCTL)
    static long shmctl(long id, long command, @Uva long structure) {
        boolean isPlace = IpcStructures.command(command) == STATUS_OF_PLACE;
        IpcObject found = IpcStructures.begin(SharedMemory.ALL, id, isPlace);
        if (found == null) {
            return -Errno.EINVAL;
        }
        long result = switch (IpcStructures.command(command)) {
            case IpcStructures.REMOVE -> IpcStructures.remove(SharedMemory.ALL, found);
            case IpcStructures.SET -> IpcStructures.set(found, structure);
            case IpcStructures.STATUS, STATUS_OF_PLACE -> status((SharedSegment) found, structure);
            // It stays in memory anyway, or what of it does not comes back.
            case LOCK, UNLOCK -> found.changeRefusal();
            default -> -Errno.EINVAL;
        };
        result = isPlace && result == 0 ? found.id() : result;
        SharedMemory.ALL.finish(found);
        return result;
    }

    private static int status(SharedSegment segment, @Uva long to) {
        int error = IpcStructures.readRefusal(segment);
        if (error != 0) {
            return error;
        }
        byte[] status = new byte[STATUS_BYTES];
        IpcStructures.putPermissions(status, segment);
        BigEndian.put64(status, ATTACHED_AT, segment.attachedAt());
        BigEndian.put64(status, DETACHED_AT, segment.detachedAt());
        BigEndian.put64(status, CHANGED_AT, segment.changed());
        BigEndian.put64(status, SIZE, segment.size());
        BigEndian.put32(status, MAKER, segment.maker());
        BigEndian.put32(status, LAST_USER, segment.lastUser());
        BigEndian.put64(status, ATTACHMENTS, segment.attachments());
        return IpcStructures.give(status, to);
    }

    private SharedMemoryCalls() {}
}
