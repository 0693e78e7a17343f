package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;
import static dev.lamarck.hardware.isa.Trait.PRIVILEGED;
import static dev.lamarck.hardware.isa.Trait.STORES;
import static dev.lamarck.hardware.isa.Trait.WRITES_ASI;
import static dev.lamarck.hardware.isa.Trait.WRITES_CCR;
import static dev.lamarck.hardware.isa.Trait.WRITES_STATE;

/**
 * Instructions without register operands that change the processor's state.
 */
public enum ControlOp implements Op {
    /** A.46: a window was spilled. */
    SAVED   ("10 00000 110001 00000 00000000000000", "saved", WRITES_STATE, PRIVILEGED),
    /** A.46: a window was filled. */
    RESTORED("10 00001 110001 00000 00000000000000", "restored", WRITES_STATE, PRIVILEGED),
    /** A.21: spills every window but the current one, by traps. */
    FLUSHW  ("10 00000 101011 00000 00000000000000", "flushw", STORES, WRITES_STATE, MAY_TRAP),
    /** A.16: back to after the trapped instruction. */
    DONE    ("10 00000 111110 0000000000000000000",  "done", WRITES_CCR, WRITES_ASI, WRITES_STATE, PRIVILEGED),
    /** A.16: back to the trapped instruction. */
    RETRY   ("10 00001 111110 0000000000000000000",  "retry", WRITES_CCR, WRITES_ASI, WRITES_STATE, PRIVILEGED),
    /** A.50: software-initiated reset; does nothing outside privileged mode. */
    SIR     ("10 01111 110000 00000 1 simm:13",      "sir {simm}", MAY_TRAP);

    private final Row row;

    ControlOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}
