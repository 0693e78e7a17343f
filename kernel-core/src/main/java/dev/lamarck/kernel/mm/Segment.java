package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.kmem.Kmem;

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
    /** Its pages are the source's own, not copies. */
    boolean shared;
    /** Shared, and the file was not opened for writing: it will never be writable. */
    boolean isReadOnly;
    /** There is nothing behind the source's end but the rest of its last page. */
    boolean endsWithSource;
    Segment next;

    Segment(long start, long end, int protection) {
        this.start = start;
        this.end = end;
        this.protection = protection;
    }

    /** Gives it an origin, which may be null. */
    Segment from(PageSource origin, long sourceOffset, long bytes) {
        if (origin != null) {
            origin.hold();
            source = origin;
            offset = sourceOffset;
            sourceBytes = bytes;
        }
        return this;
    }

    /** Moves the end up; what a mapping of a file shows goes with it. */
    void lengthen(long newEnd) {
        if (endsWithSource) {
            sourceBytes += newEnd - end;
        }
        end = newEnd;
    }

    boolean contains(long va) {
        return va >= start && va < end;
    }

    /** Whether the page at an address is, until it is written to, just what the source has. */
    boolean mayShowSources(long va) {
        return source != null && source.sharesPages() && (endsWithSource || va - start + Pages.BYTES <= sourceBytes) && (offset & Pages.BYTES - 1) == 0;
    }

    /** A program has written to the source's page at an address, and will not again unnoticed. @return whether the source took note, so that the page may be forgotten */
    boolean changed(long va) {
        return source.changed(offset + (va - start));
    }

    /** The same origin for another range inside this one. */
    Segment slice(long from, long to) {
        Segment slice = new Segment(from, to, protection)
                .from(source, offset + (from - start), Math.max(0, sourceBytes - (from - start)));
        slice.grows = grows && from == start;
        slice.shared = shared;
        slice.isReadOnly = isReadOnly;
        slice.endsWithSource = endsWithSource;
        return slice;
    }

    /** Frees it. */
    void dispose() {
        if (source != null) {
            source.release();
        }
        Kmem.free(this);
    }
}
