package dev.lamarck.hardware.isa;

/** The place of an operand in an {@link Insn}, whatever its width or kind in the pattern. */
enum Slot {
    RS1,
    RS2,
    RD,
    IMMEDIATE,
    CONDITION,
    ANNUL,
    PREDICT,
    CC,
    ASI,
    /** Names a state register, a membar mask or a prefetch function. */
    SELECTOR;

    static final int COUNT = values().length;
}
