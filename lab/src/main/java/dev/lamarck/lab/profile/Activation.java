package dev.lamarck.lab.profile;

/**
 * A function being executed by a thread.
 *
 * @param returnTo    where its caller goes on; of a trap, the instruction that trapped or was about to be executed
 * @param returnAfter the same if the trap completes the instruction; else as {@code returnTo}
 * @param stack       the caller's stack pointer, which it is again when the caller goes on
 */
record Activation(CallNode node, long returnTo, long returnAfter, long stack, Activation below) {
    boolean endsAt(long pc, long stackPointer) {
        return stackPointer == stack && (pc == returnTo || pc == returnAfter);
    }
}
