package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.DELAYED;
import static dev.lamarck.hardware.isa.Trait.LINKS;
import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;
import static dev.lamarck.hardware.isa.Trait.WINDOW_UP;

/**
 * Unconditional jumps that are not branches.
 */
public enum JumpOp implements Op {
    /** A.8. */
    CALL  ("01 disp:30",                  "call {disp}", LINKS, DELAYED),
    /** A.24. rd receives its own address. */
    JMPL  ("10 rd:5 111000 rs1:5 @src2",  "jmpl {addr}, {rd}", DELAYED, MAY_TRAP),
    /** A.44. Like RESTORE, but its address is formed in the old window. */
    RETURN("10 00000 111001 rs1:5 @src2", "return {addr}", WINDOW_UP, DELAYED, MAY_TRAP);

    private final Row row;

    JumpOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}
