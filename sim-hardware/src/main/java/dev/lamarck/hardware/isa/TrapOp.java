package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;

/**
 * Software traps.
 */
public enum TrapOp implements Op {
    /** A.61. Trap type is 0x100 plus the sum modulo 128. */
    TCC("10 0 cond:4 111010 rs1:5 @trap", "t{cond} {icc}, {addr}", MAY_TRAP);

    private final Row row;

    TrapOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}
