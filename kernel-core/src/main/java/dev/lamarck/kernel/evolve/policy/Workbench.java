package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/** What the evolution manager does for policies and their trials. Functions are linked functions by number. */
public interface Workbench {
    /** Lets the clock tick once; the manager's other duties are done meanwhile. */
    void pass();

    /** Whether the attempt under way is to be given up: all is about to be undone. */
    boolean isCalledOff();

    /** The cycles that the manager has run since the system started. */
    long spentCycles();

    /** Cycles of simulated time since the system started, and in a second. */
    long now();

    long cyclesASecond();

    /** Between two ticks of the clock. */
    long cyclesATick();

    /** Bytes of code memory in use for patches and versions. */
    long codeBytes();

    /** The function of a name; −1 if none is linked under it. */
    int function(String symbol);

    /** The size of a linked function. */
    int bytes(int function);

    /** Whether a version stands for a linked function. */
    boolean isReplaced(int function);

    /** Times the calls of a function. */
    Stopwatch time(int function);

    /** Counts the values of one of a function's first six arguments, by its number from 0 on. */
    ValueCounts count(int function, int argument);

    /** No change, and why. */
    Change refused(Refusal reason);

    /** A version of a function that waits for so many turns of a loop before it goes on in the function. */
    Change delayed(int function, int turns);

    /** Cycles that {@link #positioned} costs for a root: by its size, and by that of its group if that has been seen. */
    long priceOfPosition(int root);

    /**
     * A function and its hot callees placed anew: its blocks are counted for a while, so that this takes some ticks. Hot paths are laid out
     * in a row, cold blocks elsewhere, calls within the group go straight. Refused once the group is seen to be too dear for the attempt.
     */
    Change positioned(int root);

    /**
     * The alternatives that are linked and not executed, in the places of their functions: a function {@code f_cached} for {@code f}, if the
     * suffix is {@code _cached}; all of one suffix together.
     */
    Change alternatives(String suffix);

    /**
     * A version of a function for one value of an argument, behind a test of it. Once it is kept, calls that pass the value as a constant are
     * bound to it.
     */
    Change specialized(int function, int argument, long value);

    /**
     * A residual of what stands for {@code kill_proc}, for the process that repeats itself most in sending; which that is takes some ticks to
     * find out. The code comes from outside, a channel's latency later, and stands behind guards.
     */
    Change signalPath(int killProc);

    /** The attempt has ended: all changes, stopwatches and counts that it was given are gone. */
    void over();

    /** Tells the lab what a policy saw in a function, and of its proposal why there is none; null if there is one. */
    void saw(Evidence evidence, int function, Change proposal);
}
