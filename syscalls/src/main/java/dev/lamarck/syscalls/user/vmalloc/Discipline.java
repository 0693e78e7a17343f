package dev.lamarck.syscalls.user.vmalloc;

/** Where the memory of regions comes from, and what is done when one gets into trouble. */
public abstract class Discipline {
    /** What a region tells its discipline. */
    public enum Event {
        /** No memory of that many bytes could be had. */
        NO_MEMORY,
        /** Not the address of a block in use was given back or asked about. */
        BAD_ADDRESS,
        /** Somebody wrote before or behind the block at that address. */
        OVERWRITTEN
    }

    private final long round;

    /** Requests will be multiples of this, a power of two and at least 16. */
    protected Discipline(long round) {
        this.round = round;
    }

    final long rounded(long bytes) {
        return bytes + round - 1 & -round;
    }

    /** New memory at a multiple of 16; 0 if there is none. */
    public abstract long obtain(long bytes);

    /** Whether memory obtained here could be made longer where it is. */
    public abstract boolean extend(long address, long bytes, long newBytes);

    /** Takes back what was obtained, and extended, here. */
    public abstract void release(long address, long bytes);

    /**
     * The region is as if it had not been called.
     *
     * @return whether what failed for want of memory is to be tried again
     */
    public boolean exception(Region region, Event event, long about) {
        return false;
    }
}
