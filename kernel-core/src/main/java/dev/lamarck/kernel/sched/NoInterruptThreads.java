package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Inline;

/** Stands in for {@link InterruptThreads}: handlers run on the interrupted thread's stack, as the clock's does, and may not block. */
final class NoInterruptThreads {
    public static final int LOCK_LEVEL = 9;

    public static void prepare(int level) {}

    @Inline
    public static void handle(int level) {
        Interrupts.serve(level);
    }

    static boolean unpin(KThread self) {
        return false;
    }

    private NoInterruptThreads() {}
}
