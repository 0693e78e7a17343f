package dev.lamarck.toolchain.link;

/**
 * Where a trap handler, from some instruction on, keeps the context that it interrupted: in the trap registers, or in a trap frame
 * ({@code docs/platform.md}, "Traps beyond the manual's"), whose address is in a register, before or after the handler's {@code save}. In an
 * assembly text a label of this name, in lower case, says so.
 */
public enum Interrupted {
    INTERRUPTED_AT_TPC,
    INTERRUPTED_IN_G6,
    INTERRUPTED_IN_G6_BEHIND_SAVE,
    INTERRUPTED_IN_L0_BEHIND_SAVE
}
