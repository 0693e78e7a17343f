package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Sched;

/** A segment of shared memory. */
public final class SharedSegment extends IpcObject {
    private static final int REMOVED = 0x200;

    /** Null once it is gone. */
    private SegmentFile file = new SegmentFile(this);
    private final long size;
    private final int maker = Proc.current().pid;
    private int lastUser;
    private long attachedAt;
    private long detachedAt;

    SharedSegment(int key, int mode, long size) {
        super(key, mode);
        this.size = size;
    }

    /** Gives the memory its length. @return 0 or an error */
    int prepare() {
        return file.truncate(size);
    }

    /** The memory, with a hold; null if it is gone. */
    public SegmentFile memory() {
        Sched.disablePreemption();
        SegmentFile held = file != null && file.holdIfAlive() ? file : null;
        Sched.enablePreemption();
        return held;
    }

    void loseMemory() {
        file = null;
    }

    @Override
    boolean isFoundWhenRemoved() {
        return true;
    }

    @Override
    void removed() {
        file.release();
    }

    public long size() {
        return size;
    }

    @Override
    public int mode() {
        return super.mode() | (isRemoved() ? REMOVED : 0);
    }

    public int maker() {
        return maker;
    }

    /** How many mappings there are. */
    public int attachments() {
        Sched.disablePreemption();
        int count = file == null ? 0 : file.holders() - (isRemoved() ? 0 : 1);
        Sched.enablePreemption();
        return count;
    }

    public int lastUser() {
        return lastUser;
    }

    public long attachedAt() {
        return attachedAt;
    }

    public long detachedAt() {
        return detachedAt;
    }

    /** The current process has mapped it. */
    public void noteAttached() {
        lastUser = Proc.current().pid;
        attachedAt = TimeOfDay.seconds();
    }

    /** The current process has unmapped it. */
    public void noteDetached() {
        lastUser = Proc.current().pid;
        detachedAt = TimeOfDay.seconds();
    }

    @Override
    void free() {
        if (file != null) {
            file.release();
        }
        Kmem.free(this);
    }
}
