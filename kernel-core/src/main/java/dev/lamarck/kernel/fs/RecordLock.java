package dev.lamarck.kernel.fs;

/** A lock on a range of a file's bytes; see {@link RecordLocks}. */
final class RecordLock {
    /** A process, or an open file. */
    final Object owner;
    final boolean isExclusive;
    /** Of {@code flock}: these and the others do not know each other. */
    final boolean isWhole;
    /** From the first byte to the last one. */
    long first;
    long last;
    RecordLock next;

    RecordLock(Object owner, boolean isExclusive, boolean isWhole, long first, long last) {
        this.owner = owner;
        this.isExclusive = isExclusive;
        this.isWhole = isWhole;
        this.first = first;
        this.last = last;
    }

    boolean touches(long from, long to) {
        return first <= to && last >= from;
    }
}
