package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.snippet.TimeSource;
import dev.lamarck.kernel.sched.AnnotatedThread;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** The pairs of words that timers have in every thread: which are taken, and where they are. */
@Magic
final class ThreadTimers {
    static final int NONE = -1;
    /** The clock of timers that stand still while their thread does not run. */
    static final TimeSource RUNNING =
            TimeSource.running(Address.offsetOf(KThread.class, "cycles"), Address.offsetOf(KThread.class, "switchedIn"));
    private static final int TIMERS = 8;
    private static final int TIMER_BYTES = 16;

    private int taken;

    /** Takes a timer, stopped in every thread; NONE if all are taken. */
    int take() {
        int timer = Integer.numberOfTrailingZeros(~taken);
        if (timer >= TIMERS) {
            return NONE;
        }
        taken |= 1 << timer;
        Sched.disablePreemption();
        for (KThread thread = Sched.threads(); thread != null; thread = thread.next) {
            stop(thread, timer);
        }
        Sched.enablePreemption();
        return timer;
    }

    private static void stop(AnnotatedThread thread, int timer) {
        long words = Address.of(thread) + offset(timer);
        Memory.store64(words, 0);
        Memory.store64(words + 8, 0);
    }

    /** Whether a thread has started the timer and not stopped it. */
    boolean isRunning(int timer) {
        boolean running = false;
        Sched.disablePreemption();
        for (KThread thread = Sched.threads(); thread != null; thread = thread.next) {
            running |= Memory.load64(Address.of(thread) + offset(timer)) != 0;
        }
        Sched.enablePreemption();
        return running;
    }

    void give(int timer) {
        taken &= ~(1 << timer);
    }

    /** From the thread's address. */
    static int offset(int timer) {
        return Address.offsetOf(AnnotatedThread.class, "annotation0") + timer * TIMER_BYTES;
    }
}
