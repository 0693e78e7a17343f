package dev.lamarck.instrumentation.snippet;

import dev.lamarck.instrumentation.code.CodeBuffer;

/** Code to be spliced in at a point. */
public abstract class Snippet {
    /** How many integer registers it needs, at most {@link #MOST_REGISTERS}. */
    public abstract int registers();

    /** Emits the snippet. It may spoil the registers it is given, reads %g7 for the current thread, and touches nothing else. */
    public abstract void emit(CodeBuffer out, byte[] register);

    /**
     * Whether it reads registers of the point's window: then it gets registers that are dead there, never a window of its own, and
     * runs before all snippets that do not.
     */
    public boolean readsPoint() {
        return false;
    }

    /** Whether it belongs to the delay slot of the point's instruction: it runs only on the way on which that slot is executed. */
    public boolean isForSlot() {
        return false;
    }

    /** What a window of its own provides. */
    public static final int MOST_REGISTERS = 8;
}
