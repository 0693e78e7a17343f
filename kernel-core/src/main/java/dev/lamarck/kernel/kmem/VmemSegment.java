package dev.lamarck.kernel.kmem;

/** The boundary tag of a range of an arena: free or handed out, and which are the ranges before and behind it. */
final class VmemSegment {
    long start;
    long end;
    boolean isFree;
    /** By address, within the range that the arena was given; null at its ends. */
    VmemSegment below;
    VmemSegment above;
    /** On the free list of its size, or in the bucket of its address. */
    VmemSegment next;
    VmemSegment previous;

    VmemSegment(long start, long end) {
        this.start = start;
        this.end = end;
    }

    long bytes() {
        return end - start;
    }

    /** Cuts off what lies from an address on. @return the tag of that */
    VmemSegment cut(long at) {
        VmemSegment rest = new VmemSegment(at, end);
        end = at;
        rest.below = this;
        rest.above = above;
        if (above != null) {
            above.below = rest;
        }
        above = rest;
        return rest;
    }

    /** Takes in the range above, whose tag is free after that. */
    void absorb() {
        VmemSegment gone = above;
        end = gone.end;
        above = gone.above;
        if (above != null) {
            above.below = this;
        }
        Kmem.free(gone);
    }

    /** Puts it before another on a list; null for none. @return itself: the list's first */
    VmemSegment link(VmemSegment first) {
        next = first;
        previous = null;
        if (first != null) {
            first.previous = this;
        }
        return this;
    }

    /** Takes it off a list of which one is the first. @return which is it now */
    VmemSegment unlink(VmemSegment first) {
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        }
        return previous == null ? next : first;
    }
}
