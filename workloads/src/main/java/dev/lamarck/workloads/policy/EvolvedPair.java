package dev.lamarck.workloads.policy;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.workloads.world.Series;
import java.util.List;
import java.util.stream.IntStream;

/** The same world without policies and with them. */
public record EvolvedPair(long seed, EvolvedRun without, EvolvedRun with) {
    /** The share of the load's cycles that the policies saved, all that evolving cost taken off; negative if they lost. */
    public double gain() {
        return 1 - (double) with.loadCycles() / without.loadCycles();
    }

    /**
     * What the policies have saved by a moment of the world with them: how much later the other world had come as far, that is, made
     * as many system calls.
     */
    public Series saved() {
        double millisecond = with.result().job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000.0;
        int steps = Math.min(without.progress().size(), with.progress().size());
        List<Series.Point> points = IntStream.range(0, steps).mapToObj(i -> {
            long evolved = with.progress().get(i) - with.bootCycle();
            return new Series.Point(evolved / millisecond, without.progress().get(i) - without.bootCycle() - evolved);
        }).toList();
        return new Series("cycles saved by then, seed " + seed, "ms", "cycles", points);
    }
}
