package dev.lamarck.instrumentation.snippet;

import dev.lamarck.instrumentation.code.CodeBuffer;

/** Code to be spliced in at a point. */
public abstract class Snippet {
    /** How many integer registers it needs, at most {@link #MOST_REGISTERS}. */
    public abstract int registers();

    /** Emits the snippet. It may spoil the registers it is given, reads %g7 for the current thread, and touches nothing else. */
    public abstract void emit(CodeBuffer out, byte[] register);

    /** What a window of its own provides. */
    public static final int MOST_REGISTERS = 8;
}
