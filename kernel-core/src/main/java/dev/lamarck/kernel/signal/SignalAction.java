package dev.lamarck.kernel.signal;

import dev.lamarck.toolchain.magic.QuasiInvariant;

/** What a process wants done about one signal: {@code sigaction}'s fields. */
public final class SignalAction {
    public static final long DEFAULT = 0;
    public static final long IGNORE = 1;

    // sa_flags of Linux/sparc64
    public static final long NO_CHILD_STOP = 0x8;
    public static final long ON_STACK = 0x1;
    public static final long RESTART = 0x2;
    public static final long RESET_HAND = 0x4;
    public static final long NO_DEFER = 0x20;
    public static final long NO_CHILD_WAIT = 0x100;

    @QuasiInvariant
    public long handler;
    public long flags;
    public long mask;
    /** Where the handler returns to, minus 8, as {@code retl} adds it. */
    public long restorer;

    void set(SignalAction from) {
        handler = from.handler;
        flags = from.flags;
        mask = from.mask;
        restorer = from.restorer;
    }
}
