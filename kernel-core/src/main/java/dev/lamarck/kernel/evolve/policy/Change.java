package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/**
 * A change of this kernel that is complete in memory and can be put in force and taken out again at the price of a few words. Made by the
 * {@link Workbench}; what could not be made says why.
 */
public abstract class Change {
    /** Why it could not be made; null if it could. */
    public abstract Refusal refusal();

    /** Puts it in force; null, or why not, and then it is gone. */
    public abstract Refusal install();

    /** Takes it out of force; it stays ready. Null, or why not now. */
    public abstract Refusal withdraw();

    /** Gives it up; it is not in force. */
    public abstract void discard();

    /** Cycles that {@link #settle} will take, about. */
    public long dues() {
        return 0;
    }

    /** It has been kept: does what a trial would not see. */
    public void settle() {}

    /** Tells the ledger what the trial found. */
    public abstract void judge(boolean kept, Trial trial);
}
