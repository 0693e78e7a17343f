package dev.lamarck.toolchain.ir;

/** What an op does besides giving a value; each includes none of the others but {@code ANY}, which includes all. */
public enum Effect {
    /** Nothing: may be moved, merged, removed. */
    PURE,
    /** May trap: must stay where it is relative to other effects, but an equal one it is dominated by makes it void. */
    TRAP,
    /** Reads memory at its location. */
    READ,
    /** Writes memory at its location. */
    WRITE,
    /** Calls, allocates, or touches processor state: nothing is known. */
    ANY
}
