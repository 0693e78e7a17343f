package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Uva;

/** The segments of an address space: in ascending order, none overlapping. */
final class Segments {
    private Segment first;

    Segment first() {
        return first;
    }

    /** The segment that holds an address, or null. */
    Segment find(@Uva long va) {
        Segment at = firstEndingAbove(va);
        return at != null && at.start <= va ? at : null;
    }

    /** The lowest segment that ends above an address, or null. */
    Segment firstEndingAbove(@Uva long va) {
        Segment each = first;
        while (each != null && each.end <= va) {
            each = each.next;
        }
        return each;
    }

    boolean overlap(long start, long end) {
        Segment at = firstEndingAbove(start);
        return at != null && at.start < end;
    }

    /** Whether every address of a range is in some segment. */
    boolean cover(long start, long end) {
        return covered(start, end) >= end;
    }

    /** Up to where every address of a range is in some segment, or beyond its end. */
    long covered(long start, long end) {
        long at = start;
        for (Segment each = first; each != null && at < end; each = each.next) {
            if (each.contains(at)) {
                at = each.end;
            }
        }
        return at;
    }

    /** Whether no segment of a range forbids writing for good. */
    boolean mayBeWritable(long start, long end) {
        Segment each = firstEndingAbove(start);
        while (each != null && each.start < end && !each.isReadOnly) {
            each = each.next;
        }
        return each == null || each.start >= end;
    }

    /** The first address from one on that has so much room above it. */
    long room(long from, long bytes) {
        long at = from;
        for (Segment each = first; each != null; each = each.next) {
            if (each.end > at) {
                if (each.start >= at + bytes) {
                    break;
                }
                at = each.end;
            }
        }
        return at;
    }

    void insert(Segment segment) {
        Segment before = null;
        for (Segment each = first; each != null && each.start < segment.start; each = each.next) {
            before = each;
        }
        if (before == null) {
            segment.next = first;
            first = segment;
        } else {
            segment.next = before.next;
            before.next = segment;
        }
    }

    /** Whether an address is in a segment and not its start. */
    boolean isInside(@Uva long va) {
        Segment segment = find(va);
        return segment != null && segment.start < va;
    }

    /** Makes an address a segment's bound if it is inside one. */
    void splitAt(@Uva long va) {
        if (isInside(va)) {
            Segment segment = find(va);
            Segment upper = segment.slice(va, segment.end);
            upper.next = segment.next;
            segment.next = upper;
            segment.end = va;
        }
    }

    /** Takes away the segments in a range, at whose ends the segments are split. */
    void remove(long start, long end) {
        Segment before = null;
        Segment each = first;
        while (each != null && each.start < end) {
            Segment next = each.next;
            if (each.start < start) {
                before = each;
            } else {
                unlink(before, each);
            }
            each = next;
        }
    }

    private void unlink(Segment before, Segment gone) {
        if (before == null) {
            first = gone.next;
        } else {
            before.next = gone.next;
        }
        gone.dispose();
    }
}
