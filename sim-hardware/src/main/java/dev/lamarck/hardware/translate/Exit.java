package dev.lamarck.hardware.translate;

/**
 * A way out of a region: where execution goes on, and what has been counted too much, because a block counts all its
 * instructions when it is entered.
 *
 * @param pc the next instruction
 * @param npc the one after it
 * @param isJump one of these is {@link ProcessorPort#target} instead: after a jump pc, in its delay slot npc
 * @param reason what is to be done there
 * @param passed to be taken back, as {@link Passed}
 * @param group the issue group before the next instruction
 * @param events to be taken back, as {@link Events}
 * @param word the next instruction, if the region has come to it and it is left to others; else 0
 * @param issue the cycles that it takes to issue in timing mode, which it has if it traps
 * @param groupBehind the issue group behind it
 */
public record Exit(long pc, long npc, boolean isJump, Reason reason, long passed, int group, long events, int word, int issue, int groupBehind) {
    /** What to do at a place that the region has not looked at. */
    Exit(long pc, long npc, boolean isJump, Reason reason, long passed, int group, long events) {
        this(pc, npc, isJump, reason, passed, group, events, 0, 0, group);
    }

    /** What to do at the next instruction. */
    public enum Reason {
        /** Whatever goes on there. */
        GO_ON,
        /** The same; but what a region goes by may have changed: the address spaces, the translation of its page, whether an interrupt waits. */
        ANEW,
        /** The cycles left might not suffice for what comes. */
        NEAR_HORIZON,
        /** The interpreter executes it: it traps, misses, or is too rare. */
        INTERPRET,
        /** It needs a window that the processor does not have: SAVE, or RESTORE or RETURN. It has issued. */
        SAVE_TRAP, RESTORE_TRAP,
        /** It is RETRY or DONE. In timing mode it has issued. */
        RETRY, DONE,
        /** It is a trap on no condition. In timing mode it has issued. */
        SOFTWARE_TRAP
    }
}
