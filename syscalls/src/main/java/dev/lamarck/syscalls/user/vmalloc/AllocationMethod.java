package dev.lamarck.syscalls.user.vmalloc;

/** How a region's memory is cut into blocks. An object of it serves one region. Sizes are positive and were found small enough to be added to. */
public abstract class AllocationMethod {
    /** A block's address, a multiple of 16; 0 if there is no memory. */
    abstract long allocate(Region region, long size);

    /** The same at a multiple of a power of two larger than 16. */
    abstract long align(Region region, long size, long alignment);

    /**
     * Makes a block longer or shorter; where it is, or by {@code MOVE} and {@code COPY} elsewhere. What is new is not cleared.
     *
     * @return where it is now; 0 if it cannot be, and is as it was
     */
    abstract long resize(Region region, long address, long size, int flags);

    /** Whether there was such a block. */
    abstract boolean free(Region region, long address);

    /** Bytes that may be used of a block; −1 if there is no such block. */
    abstract long sizeOf(Region region, long address);

    /** The block in use that an address lies in; 0 if none. */
    abstract long blockAt(Region region, long address);

    /** Gives segments that nothing is in back to the discipline. */
    abstract void compact(Region region);

    /** All blocks are gone, and so will be the segments. */
    abstract void clear();

    abstract void count(Region region, RegionStatistics statistics);
}
