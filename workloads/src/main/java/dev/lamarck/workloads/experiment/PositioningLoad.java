package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.world.Job;

/**
 * What {@link CodePositioning} measures on: a load on a machine, and its stretches.
 *
 * @param profileFromMilliseconds when the kernel is asked to profile, by when the load runs
 * @param settlingCalls           system calls from then, once the profile has ended, until measuring begins
 * @param measuredCalls           and how many are measured
 */
record PositioningLoad(Job job, int profileFromMilliseconds, int settlingCalls, int measuredCalls) {
    PositioningLoad on(MachineConfiguration machine) {
        return new PositioningLoad(job.on(machine), profileFromMilliseconds, settlingCalls, measuredCalls);
    }

    /** The cycle so many milliseconds after profiling may begin. */
    long profileFrom(int later) {
        return job.machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000 * (profileFromMilliseconds + later);
    }
}
