package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/** The calls of one function that have ended since it was timed, and the cycles that their threads ran in them. */
public interface Stopwatch {
    /** Why the function cannot be timed; null if it is. */
    Refusal refusal();

    long calls();

    long cycles();

    /** Takes the timers out of the text; last of all. */
    void stop();
}
