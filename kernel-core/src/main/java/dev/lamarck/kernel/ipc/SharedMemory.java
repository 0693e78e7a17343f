package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.Sched;

/** Segments of shared memory. One that is removed can still be found by its number as long as somebody has it mapped. */
public final class SharedMemory extends IpcKind {
    public static final SharedMemory ALL = new SharedMemory();
    /** As long as a file in memory may be. */
    private static final long LONGEST = 1L << 30;

    private SharedMemory() {}

    @Override
    IpcObject make(int key, int mode, long size) {
        SharedSegment made = new SharedSegment(key, mode, size);
        int error = made.prepare();
        if (error != 0) {
            made.release();
        }
        return error == 0 ? made : null;
    }

    @Override
    int sizeRefusal(IpcObject existing, long size) {
        boolean isGood = existing == null ? size > 0 && size <= LONGEST : size >= 0 && size <= ((SharedSegment) existing).size();
        return isGood ? 0 : -Errno.EINVAL;
    }

    /** The memory of a removed segment is nobody's any more. */
    void memoryFreed(SharedSegment segment) {
        Sched.disablePreemption();
        segment.loseMemory();
        if (table.find(segment.id) == segment) {
            table.remove(segment);
        }
        Sched.enablePreemption();
    }
}
