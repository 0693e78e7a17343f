package dev.lamarck.hardware.isa;

/** What an instruction does beyond reading and writing the operands that its pattern names. */
public enum Trait {
    /** Reads the carry or the condition codes in %icc without naming them in an operand. */
    READS_ICC,
    /** Writes %icc and %xcc together. */
    SETS_CC,
    READS_CCR,
    WRITES_CCR,
    /** Reads %fcc0 without naming it. */
    READS_FCC0,
    WRITES_FCC0,
    /** Reads all four floating-point condition codes. */
    READS_FCC,
    WRITES_FCC,
    READS_Y,
    WRITES_Y,
    READS_ASI,
    WRITES_ASI,
    READS_FPRS,
    WRITES_FPRS,
    READS_GSR,
    WRITES_GSR,
    READS_FSR,
    WRITES_FSR,
    /** Reads machine state that has no bit of its own: counters, privileged and ancillary registers. */
    READS_STATE,
    WRITES_STATE,
    LOADS,
    STORES,
    /** Orders memory or changes what instruction fetch sees; never to be moved or dropped. */
    ORDERS,
    /** rd names an even-odd pair: rd even, both halves read or written. An odd rd is an illegal instruction. */
    PAIR,
    /** Writes %o7 with its own address. */
    LINKS,
    /** Later register names mean the next window; the destination is written there. */
    WINDOW_DOWN,
    /** Later register names mean the previous window; the destination is written there. */
    WINDOW_UP,
    /** Has a delay slot. */
    DELAYED,
    /** A floating-point operation: needs %fprs.fef and may raise an IEEE or unfinished trap. */
    FLOATING,
    /** Raises a trap unless PSTATE.priv is set. */
    PRIVILEGED,
    /** May trap for a reason of its own data: division by zero, tag overflow, window, condition, address. */
    MAY_TRAP
}
