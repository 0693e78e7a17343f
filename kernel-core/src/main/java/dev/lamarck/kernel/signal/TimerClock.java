package dev.lamarck.kernel.signal;

/** By what a timer's moments are counted, in cycles: the machine's time since reset, or the processor's time that its process or one thread of it has used. */
public enum TimerClock {
    /** The machine's time; programs give its moments with the date. */
    REAL_TIME,
    SINCE_RESET,
    PROCESS,
    THREAD;

    /** Whether it stands still while its process does. */
    boolean isOfUse() {
        return this == PROCESS || this == THREAD;
    }
}
