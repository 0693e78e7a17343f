package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.TimerClock;

/**
 * The interface's clocks. All count the machine's cycles: since reset, to which real time adds the configured date, or those that a process or a thread
 * has used. A negative number is the processor clock of a process or thread: its number's complement, shifted by three, whether it is a thread's (4), and
 * of which of its times (2 for all; 0 and 1, of what it used in which mode, are not told apart and mean the same).
 */
final class Clocks {
    private static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    private static final int PROCESS_CPUTIME = 2;
    private static final int THREAD_CPUTIME = 3;
    private static final int REALTIME_COARSE = 5;
    private static final int BOOTTIME = 7;

    private static final int NUMBER_SHIFT = 3;
    private static final int OF_THREAD = 4;
    private static final int WHICH_TIME = 3;

    /** Whether there is such a clock. */
    static boolean exists(int clock) {
        if (clock >= 0) {
            return clock <= BOOTTIME;
        }
        return (clock & WHICH_TIME) != WHICH_TIME && cycles(clock) >= 0;
    }

    static boolean isRealTime(int clock) {
        return clock == REALTIME || clock == REALTIME_COARSE;
    }

    static boolean isCpu(int clock) {
        return clock < 0 || clock == PROCESS_CPUTIME || clock == THREAD_CPUTIME;
    }

    /** What a timer by this clock counts, which may be the caller's own time only; null for what a timer cannot count. */
    static TimerClock ofTimer(int clock) {
        boolean isOwn = clock >= 0 || clock >> NUMBER_SHIFT == ~0;
        if (!exists(clock) || !isOwn) {
            return null;
        }
        boolean isThread = clock == THREAD_CPUTIME || clock < 0 && (clock & OF_THREAD) != 0;
        return isRealTime(clock) ? TimerClock.REAL_TIME : !isCpu(clock) ? TimerClock.SINCE_RESET : isThread ? TimerClock.THREAD : TimerClock.PROCESS;
    }

    /** What a clock shows, in cycles; real time without its date. −ESRCH if it counted for someone who is gone. */
    static long cycles(int clock) {
        return switch (clock) {
            case PROCESS_CPUTIME -> Proc.current().cycles();
            case THREAD_CPUTIME -> KThread.current().usedCycles();
            default -> clock < 0 ? used(~(clock >> NUMBER_SHIFT), (clock & OF_THREAD) != 0) : TimeOfDay.cycles();
        };
    }

    /** By a process, or a thread of the current one; number 0 is oneself. */
    private static long used(int number, boolean ofThread) {
        if (number == 0) {
            return ofThread ? KThread.current().usedCycles() : Proc.current().cycles();
        }
        Proc.TABLE.acquire();
        Sched.disablePreemption();
        KThread thread = ofThread ? Proc.current().findThread(number) : null;
        Proc process = ofThread ? null : Proc.find(number);
        long cycles = thread != null ? thread.usedCycles() : process != null ? process.cycles() : -Errno.ESRCH;
        Sched.enablePreemption();
        Proc.TABLE.release();
        return cycles;
    }

    /** A moment in cycles, given with the date or without; never 0. */
    static long moment(boolean withDate, long seconds, long nanoseconds) {
        return Math.max(1, Times.cycles(Math.max(0, seconds - (withDate ? TimeOfDay.secondsAtReset() : 0)), nanoseconds));
    }

    private Clocks() {}
}
