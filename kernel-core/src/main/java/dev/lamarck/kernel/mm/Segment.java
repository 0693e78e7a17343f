package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.TextBuffer;

/** A range of an address space with one protection and one origin. Bounds are multiples of the page size. */
public final class Segment {
    /** At least so many of an address are written. */
    private static final int ADDRESS_DIGITS = 8;

    long start;
    long end;
    int protection;
    /** Its pages come from here; null for cleared pages. */
    PageSource source;
    /** Offset in the source of the segment's start, and up to where the source counts; beyond, cleared bytes. */
    long offset;
    long sourceBytes;
    /** Of a stack, which grows downwards: how long it may get; else 0. */
    long growsTo;
    /** Its pages are the source's own, not copies. */
    boolean shared;
    /** Shared, and the file was not opened for writing: it will never be writable. */
    boolean isReadOnly;
    /** There is nothing behind the source's end but the rest of its last page. */
    boolean endsWithSource;
    /** What the child of a {@code fork} has of it: {@link #COPIED}, {@link #LEFT_OUT}, {@link #CLEARED}. */
    int fate;
    public static final int COPIED = 0;
    public static final int LEFT_OUT = 1;
    public static final int CLEARED = 2;
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

    /** Where its pages come from, held as long as it is there; null for cleared pages. */
    public PageSource source() {
        return source;
    }

    public boolean isStack() {
        return growsTo != 0;
    }

    /** Appends its bounds, what it permits, whether it is shared or private, and where in the source it begins: the first fields of a line of {@code /proc/N/maps}. */
    public void describe(TextBuffer text) {
        text.padded(start, ADDRESS_DIGITS).character('-').padded(end, ADDRESS_DIGITS).character(' ');
        text.character((protection & AddressSpace.READ) != 0 ? 'r' : '-').character((protection & AddressSpace.WRITE) != 0 ? 'w' : '-');
        text.character((protection & AddressSpace.EXECUTE) != 0 ? 'x' : '-').character(shared ? 's' : 'p');
        text.character(' ').padded(source == null ? 0 : offset, ADDRESS_DIGITS);
    }

    /** Where in the source an address is. */
    long offset(long va) {
        return offset + (va - start);
    }

    /** Where an offset of the source is, if it is not below this one's first; from {@link #end} on it is not in it. */
    long address(long sourceOffset) {
        return start + Math.max(0, sourceOffset - offset);
    }

    /** The same origin for another range inside this one. */
    Segment slice(long from, long to) {
        Segment slice = new Segment(from, to, protection)
                .from(source, offset + (from - start), Math.max(0, sourceBytes - (from - start)));
        slice.growsTo = from == start ? growsTo : 0;
        slice.shared = shared;
        slice.fate = fate;
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
