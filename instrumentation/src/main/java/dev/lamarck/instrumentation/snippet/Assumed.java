package dev.lamarck.instrumentation.snippet;

/**
 * Something that specialized code takes for granted: that a piece of memory keeps its value or, if it has no size, that the object at
 * an address is not freed. A list.
 */
public final class Assumed {
    /** The field's number in the table of stores; -1 for an object that must live. */
    public final int field;
    public final long address;
    /** 1, 2, 4 or 8; 0 for an object that must live. */
    public final int bytes;
    /** Where a doubleword holds the value in its low bytes, below 4 GB. */
    public final long valueAt;
    public final Assumed next;

    public Assumed(int field, long address, int bytes, long valueAt, Assumed next) {
        this.field = field;
        this.address = address;
        this.bytes = bytes;
        this.valueAt = valueAt;
        this.next = next;
    }
}
