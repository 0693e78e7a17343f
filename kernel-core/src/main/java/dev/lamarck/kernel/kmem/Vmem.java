package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * An arena: ranges of numbers, addresses or others, of which any part may be taken and given back (Bonwick and Adams, "Magazines and Vmem", USENIX 2001). It never looks at what it hands out. What is free and what is not
 * is told by {@link VmemSegment boundary tags} from the heap: a range that comes back finds its free neighbours by its own. Free ones are on lists by the power of two of their size, so that a fit is
 * found at once; those in use are found by a hash of their address. Everything is in units of the quantum, a power of two. For threads: preemption is off meanwhile.
 */
public final class Vmem {
    /** In place of an address: there is no room. No arena has it. */
    public static final long NONE = 0;

    private static final int FEWEST_BUCKETS = 16;
    /** More tags a bucket than that, and there are to be more buckets. */
    private static final int LOAD = 2;

    private final long quantum;
    /** List i: sizes from 2^i to less than twice that. */
    private final VmemSegment[] free = new VmemSegment[Long.SIZE];
    /** Bit i: list i is not empty. */
    private long freeMap;
    private VmemSegment[] buckets;
    private int allocated;
    private long inUse;

    /** Without anything to hand out. */
    @Symbol("vmem_create")
    public Vmem(long quantum) {
        this.quantum = quantum;
    }

    /** The quanta that are wholly in a range, which begins behind 0, are the arena's from now on. */
    @Symbol("vmem_add")
    public void add(long start, long end) {
        Sched.disablePreemption();
        if (buckets == null) {
            buckets = new VmemSegment[FEWEST_BUCKETS];
        }
        long first = roundUp(start);
        assert first > 0;
        if (first < (end & -quantum)) {
            toFree(new VmemSegment(first, end & -quantum));
        }
        Sched.enablePreemption();
    }

    /** So much from anywhere. @return {@link #NONE} if it has no such range, or there is no memory for tags */
    @Symbol("vmem_alloc")
    public long alloc(long size) {
        Sched.disablePreemption();
        long bytes = roundUp(size);
        VmemSegment from = Pages.mayGive(1) ? instantFit(bytes) : null;
        long start = from == null ? NONE : take(from, from.start, bytes);
        Sched.enablePreemption();
        return start;
    }

    /** So much from an address that differs from {@code phase} by a multiple of {@code align}, a power of two. */
    @Symbol("vmem_xalloc")
    public long xalloc(long size, long align, long phase) {
        Sched.disablePreemption();
        long bytes = roundUp(size);
        VmemSegment from = Pages.mayGive(1) ? alignedFit(bytes, align, phase & -quantum) : null;
        long start = from == null ? NONE : take(from, aligned(from.start, align, phase & -quantum), bytes);
        Sched.enablePreemption();
        return start;
    }

    /** Takes back what was handed out, whole. */
    @Symbol("vmem_free")
    public void free(long start, long size) {
        Sched.disablePreemption();
        VmemSegment segment = fromBucket(start);
        assert segment.bytes() == roundUp(size);
        inUse -= segment.bytes();
        if (segment.above != null && segment.above.isFree) {
            fromFree(segment.above);
            segment.absorb();
        }
        VmemSegment below = segment.below;
        if (below != null && below.isFree) {
            fromFree(below);
            below.absorb();
            segment = below;
        }
        toFree(segment);
        Sched.enablePreemption();
    }

    public long inUse() {
        return inUse;
    }

    /** Of the first list on which all suffice, any; if they are empty, of the list on which some may, one that does. */
    private VmemSegment instantFit(long bytes) {
        int atLeast = log(bytes - 1) + 1;
        long suffice = freeMap & -1L << atLeast;
        if (suffice != 0) {
            return free[Long.numberOfTrailingZeros(suffice)];
        }
        return firstFit(log(bytes), bytes, quantum, 0);
    }

    private VmemSegment alignedFit(long bytes, long align, long phase) {
        for (long lists = freeMap & -1L << log(bytes); lists != 0; lists &= lists - 1) {
            VmemSegment found = firstFit(Long.numberOfTrailingZeros(lists), bytes, align, phase);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private VmemSegment firstFit(int list, long bytes, long align, long phase) {
        VmemSegment segment = free[list];
        while (segment != null && segment.end - aligned(segment.start, align, phase) < bytes) {
            segment = segment.next;
        }
        return segment;
    }

    /** The first address from one on that differs from a phase by a multiple of a power of two. */
    private static long aligned(long start, long align, long phase) {
        return start + (phase - start & align - 1);
    }

    /** Hands out a part of a free range; what is before and behind stays free. */
    private long take(VmemSegment from, long start, long bytes) {
        fromFree(from);
        VmemSegment taken = from;
        if (start > from.start) {
            taken = from.cut(start);
            toFree(from);
        }
        if (taken.bytes() > bytes) {
            toFree(taken.cut(start + bytes));
        }
        inUse += bytes;
        toBucket(taken);
        return start;
    }

    private void toFree(VmemSegment segment) {
        int list = log(segment.bytes());
        segment.isFree = true;
        free[list] = segment.link(free[list]);
        freeMap |= 1L << list;
    }

    private void fromFree(VmemSegment segment) {
        int list = log(segment.bytes());
        segment.isFree = false;
        free[list] = segment.unlink(free[list]);
        if (free[list] == null) {
            freeMap &= ~(1L << list);
        }
    }

    private void toBucket(VmemSegment segment) {
        if (++allocated > LOAD * buckets.length && Kmem.hasRoom(2L * buckets.length * Long.BYTES)) {
            rescale(2 * buckets.length);
        }
        int bucket = bucket(segment.start);
        buckets[bucket] = segment.link(buckets[bucket]);
    }

    private VmemSegment fromBucket(long start) {
        int bucket = bucket(start);
        VmemSegment segment = buckets[bucket];
        while (segment.start != start) {
            segment = segment.next;
        }
        buckets[bucket] = segment.unlink(buckets[bucket]);
        if (--allocated < buckets.length / LOAD && buckets.length > FEWEST_BUCKETS && Kmem.hasRoom(buckets.length / 2L * Long.BYTES)) {
            rescale(buckets.length / 2);
        }
        return segment;
    }

    private void rescale(int count) {
        VmemSegment[] old = buckets;
        buckets = new VmemSegment[count];
        for (int i = 0; i < old.length; i++) {
            VmemSegment each = old[i];
            while (each != null) {
                VmemSegment next = each.next;
                int bucket = bucket(each.start);
                buckets[bucket] = each.link(buckets[bucket]);
                each = next;
            }
        }
        Kmem.free(old);
    }

    private int bucket(long start) {
        return (int) (start / quantum) & buckets.length - 1;
    }

    private long roundUp(long size) {
        return size + quantum - 1 & -quantum;
    }

    /** Of the highest one; −1 of 0. */
    private static int log(long number) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
    }
}
