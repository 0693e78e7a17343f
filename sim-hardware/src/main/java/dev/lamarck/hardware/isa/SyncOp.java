package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;
import static dev.lamarck.hardware.isa.Trait.ORDERS;

/**
 * Ordering and hints: what they do to memory and caches shows in no register.
 */
public enum SyncOp implements Op {
    /** A.20: fetches by this processor see earlier stores to this doubleword. */
    FLUSH    ("10 00000 111011 rs1:5 @src2",           "flush [ {addr} ]", ORDERS, MAY_TRAP),
    /** A.32. */
    MEMBAR   ("10 00000 101000 01111 1 000000 mask:7", "membar {mask}", ORDERS),
    /** A.50, the V8 form of {@code membar #StoreStore}. */
    STBAR    ("10 00000 101000 01111 0 0000000000000", "stbar", ORDERS),
    /** A.42. Functions 5 to 15 are illegal. */
    PREFETCH ("11 fcn:5 101101 rs1:5 @src2",           "prefetch [ {addr} ], {fcn}"),
    PREFETCHA("11 fcn:5 111101 rs1:5 @asi",            "prefetcha [ {addr} ] {space}, {fcn}", MAY_TRAP);

    private final Row row;

    SyncOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}
