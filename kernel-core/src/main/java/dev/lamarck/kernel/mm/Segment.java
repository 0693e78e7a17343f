package dev.lamarck.kernel.mm;

/** A range of an address space with one protection and one origin. Bounds are multiples of the page size. */
public final class Segment {
    long start;
    long end;
    int protection;
    /** Its pages come from here; null for cleared pages. */
    PageSource source;
    /** Offset in the source of the segment's start, and up to where the source counts; beyond, cleared bytes. */
    long offset;
    long sourceBytes;
    /** A stack: may grow downwards. */
    boolean grows;
    Segment next;

    Segment(long start, long end, int protection) {
        this.start = start;
        this.end = end;
        this.protection = protection;
    }

    boolean contains(long va) {
        return va >= start && va < end;
    }

    /** The same origin for another range inside this one. */
    Segment slice(long from, long to) {
        Segment slice = new Segment(from, to, protection);
        slice.grows = grows && from == start;
        if (source != null) {
            source.hold();
            slice.source = source;
            slice.offset = offset + (from - start);
            slice.sourceBytes = Math.max(0, sourceBytes - (from - start));
        }
        return slice;
    }

    void dispose() {
        if (source != null) {
            source.release();
        }
    }
}
