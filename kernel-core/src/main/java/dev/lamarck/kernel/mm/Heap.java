package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Uva;

/** The range of a space that {@code brk} makes longer and shorter. Whoever changes it has entered the space. */
final class Heap {
    private final AddressSpace space;
    private long start;
    private long end;

    Heap(AddressSpace space) {
        this.space = space;
    }

    /** It is empty, at a multiple of the page size. */
    void begin(@Uva long at) {
        start = at;
        end = at;
    }

    /** It is where another space's is. */
    void copy(Heap other) {
        start = other.start;
        end = other.end;
    }

    /** How long it would be if it ended there. */
    long upTo(@Uva long wish) {
        return wish - start;
    }

    boolean contains(@Uva long va) {
        return va >= start && va < end;
    }

    /** Moves the end; an address that cannot be leaves it. @return the end */
    @Uva long moveEnd(@Uva long wish) {
        if (wish < start || wish > AddressSpace.MAPPINGS) {
            return end;
        }
        long oldTop = AddressSpace.pageUp(end);
        long newTop = AddressSpace.pageUp(wish);
        if (newTop > oldTop) {
            if (!grow(oldTop, newTop)) {
                return end;
            }
        } else if (newTop < oldTop && space.unmap(newTop, oldTop - newTop) != 0) {
            return end;
        }
        end = wish;
        return wish;
    }

    private boolean grow(long oldTop, long newTop) {
        if (space.segments.overlap(oldTop, newTop)) {
            return false;
        }
        Segment last = oldTop > start ? space.segments.find(oldTop - 1) : null;
        if (last != null && last.source == null && last.protection == (AddressSpace.READ | AddressSpace.WRITE)) {
            last.end = newTop;
            return true;
        }
        return space.map(oldTop, newTop - oldTop, AddressSpace.READ | AddressSpace.WRITE) == 0;
    }
}
