package dev.lamarck.syscalls.user.vmalloc;

/** What a region holds, in blocks and bytes: those in use, those to be had, the largest of each, and the memory they lie in. */
public final class RegionStatistics {
    public long busyBlocks;
    public long busyBytes;
    public long largestBusy;
    public long freeBlocks;
    public long freeBytes;
    public long largestFree;
    public long segments;
    /** Bytes of all segments, headers included. */
    public long extent;

    void busy(long bytes) {
        busyBlocks++;
        busyBytes += bytes;
        largestBusy = Math.max(largestBusy, bytes);
    }

    void free(long bytes) {
        freeBlocks++;
        freeBytes += bytes;
        largestFree = Math.max(largestFree, bytes);
    }
}
