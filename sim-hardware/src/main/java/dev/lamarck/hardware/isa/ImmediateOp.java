package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;

/**
 * Instructions whose operand is a 22-bit constant.
 */
public enum ImmediateOp implements Op {
    /** A.48. With rd = %g0 it does nothing; {@code sethi 0, %g0} is the nop. */
    SETHI  ("00 rd:5 100 imm22:22",    "sethi {imm22}, {rd}"),
    /** A.22: always an illegal_instruction trap. */
    ILLTRAP("00 00000 000 const22:22", "illtrap {const22}", MAY_TRAP);

    private final Row row;

    ImmediateOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}
