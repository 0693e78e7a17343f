package dev.lamarck.hardware.translate;

/**
 * A way out of a region: where execution goes on, and what has been counted too much, because a block counts all its
 * instructions when it is entered.
 *
 * @param pc the next instruction
 * @param npc the one after it
 * @param reason what is to be done there
 * @param instructions to be taken back
 * @param cycles the same of issue cycles
 * @param group the issue group before the next instruction
 * @param events the same of {@link Events}
 */
public record Exit(long pc, long npc, Reason reason, int instructions, int cycles, int group, long events) {
    /** What to do at the next instruction. */
    public enum Reason {
        /** Whatever goes on there. */
        GO_ON,
        /** The interpreter executes it: it traps, misses, or is too rare. */
        INTERPRET,
        /** The cycles left might not suffice for what comes. */
        NEAR_HORIZON,
        /** The same as GO_ON, at {@link ProcessorPort#target}. */
        JUMP,
        /** The same as INTERPRET, in the delay slot of a jump to {@link ProcessorPort#target}. */
        INTERPRET_SLOT
    }
}
