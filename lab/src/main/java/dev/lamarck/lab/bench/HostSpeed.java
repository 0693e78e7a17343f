package dev.lamarck.lab.bench;

import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Runs of one job on this host: the first finds the JVM cold, the last ones warm. */
public record HostSpeed(String load, String mode, long instructions, List<Double> seconds) {
    private static final double MILLION = 1e6;

    /** At least so many runs, and more until they have taken so many seconds: a short load ends before the JIT compiler does. */
    public static HostSpeed measure(Job job, int runs, double warmUp) {
        List<Double> seconds = new ArrayList<>();
        Result result = null;
        double total = 0;
        while (seconds.size() < runs || total < warmUp) {
            World world = new World(job, Terminal.scripted(Content.EMPTY));
            result = world.run();
            seconds.add(world.secondsExecuting());
            total += world.secondsExecuting();
            if (result.outcome() != Outcome.EXITED || result.exitStatus() != 0) {
                throw new IllegalStateException(job.load() + " did not end well: " + result.outcome() + " " + result.detail());
            }
        }
        return new HostSpeed(job.load(), job.mode().label(), result.instructions(), seconds);
    }

    public double firstMips() {
        return instructions / seconds.getFirst() / MILLION;
    }

    public double bestMips() {
        return instructions / seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow() / MILLION;
    }

    /** Of all runs, the cold ones included. */
    public double medianMips() {
        List<Double> ordered = seconds.stream().sorted().toList();
        int middle = ordered.size() / 2;
        double median = ordered.size() % 2 == 1 ? ordered.get(middle) : (ordered.get(middle - 1) + ordered.get(middle)) / 2;
        return instructions / median / MILLION;
    }

    /** What a set of loads has in common, none of them outweighing the others. */
    public static double geometricMean(List<HostSpeed> speeds, ToDoubleFunction<HostSpeed> figure) {
        return Math.exp(speeds.stream().mapToDouble(figure).map(Math::log).average().orElseThrow());
    }
}
