package dev.lamarck.toolchain.link;

import dev.lamarck.toolchain.ir.FieldRef;

/** The instruction at {@code offset} of a function writes the field, of whatever object; {@code flags} are the store table's. */
public record FieldStore(int offset, FieldRef field, int flags) {
    public static final int IN_DELAY_SLOT = 1;
    /** A compare-and-swap, which may leave the field as it was. */
    public static final int CONDITIONAL = 2;
}
