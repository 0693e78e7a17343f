package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The memory that a region has from its discipline: a list of segments, the newest first, each beginning with the next one's address and its own length. Only
 * the newest grows. Segments are known by their addresses.
 */
@Magic
final class Segments {
    private static final int NEXT = 0;
    private static final int BYTES = 8;
    static final int HEADER_BYTES = 16;

    private final Discipline discipline;
    private long newest;

    Segments(Discipline discipline) {
        this.discipline = discipline;
    }

    /** 0 if there is none. */
    long newest() {
        return newest;
    }

    /** The one before; 0 after the first. */
    long next(long segment) {
        return Memory.load64(segment + NEXT);
    }

    /** Where what belongs to the method begins, a multiple of 16. */
    long content(long segment) {
        return segment + HEADER_BYTES;
    }

    long end(long segment) {
        return segment + Memory.load64(segment + BYTES);
    }

    /** Makes a new newest one with room for so many bytes; false if there is no memory. */
    boolean add(long contentBytes) {
        long bytes = discipline.rounded(contentBytes + HEADER_BYTES);
        long segment = discipline.obtain(bytes);
        if (segment == 0) {
            return false;
        }
        Memory.store64(segment + NEXT, newest);
        Memory.store64(segment + BYTES, bytes);
        newest = segment;
        return true;
    }

    /** Makes the newest longer by so many bytes at least; false if it cannot be. */
    boolean extend(long more) {
        if (newest == 0) {
            return false;
        }
        long bytes = Memory.load64(newest + BYTES);
        long newBytes = bytes + discipline.rounded(more);
        if (!discipline.extend(newest, bytes, newBytes)) {
            return false;
        }
        Memory.store64(newest + BYTES, newBytes);
        return true;
    }

    /** Gives one back. */
    void release(long segment) {
        if (segment == newest) {
            newest = next(segment);
        } else {
            long before = newest;
            while (next(before) != segment) {
                before = next(before);
            }
            Memory.store64(before + NEXT, next(segment));
        }
        discipline.release(segment, Memory.load64(segment + BYTES));
    }

    void releaseAll() {
        while (newest != 0) {
            release(newest);
        }
    }

    /** The one that an address lies in, 0 if none. */
    long containing(long address) {
        long segment = newest;
        while (segment != 0 && (address < content(segment) || address >= end(segment))) {
            segment = next(segment);
        }
        return segment;
    }

    /** Puts their number and sum into it. */
    void count(RegionStatistics statistics) {
        for (long segment = newest; segment != 0; segment = next(segment)) {
            statistics.segments++;
            statistics.extent += Memory.load64(segment + BYTES);
        }
    }
}
