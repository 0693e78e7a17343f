package dev.lamarck.lab.sweep;

import java.util.function.IntConsumer;

/** Has the open jobs of a plan run, wherever and by whomever. */
interface SweepRunner {
    /**
     * Returns when every job is finished or given up.
     *
     * @param ended told how many more jobs have ended; by any thread, one at a time
     */
    void run(SweepPlan plan, SweepDirectory directory, IntConsumer ended);
}
