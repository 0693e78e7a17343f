package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.fs.tmp.TmpFile;

/** The memory of a shared segment, held by each of its mappings and, until it is removed, by the segment. */
public final class SegmentFile extends TmpFile {
    private final SharedSegment segment;

    SegmentFile(SharedSegment segment) {
        super(0);
        this.segment = segment;
    }

    public SharedSegment segment() {
        return segment;
    }

    /** One hold more, unless the last is gone. */
    boolean holdIfAlive() {
        return holdIfHeld();
    }

    @Override
    protected void inactive() {
        super.inactive();
        SharedMemory.ALL.memoryFreed(segment);
    }
}
