package dev.lamarck.lab.bench;

import dev.lamarck.workloads.bench.BenchProgram;
import dev.lamarck.workloads.world.Mode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Measures programs alone, then several times at once: what independent machines give together. */
public final class ParallelBench {
    /** What a machine among others must reach of its speed alone. */
    private static final double LEAST_SHARE_OF_ALONE = 0.9;

    private final SpeedBench.Plan plan;
    private final int count;

    public ParallelBench(SpeedBench.Plan plan, int count) {
        this.plan = plan;
        this.count = count;
    }

    /** Prints a row a program, engine and mode. @return whether all together come near enough to so many times one */
    public boolean run(PrintWriter out) {
        out.printf("%-12s %-10s %-11s %12s %16s %8s%n", "program", "engine", "mode", "alone MIPS", count + " at once MIPS", "times");
        List<Double> times = new ArrayList<>();
        for (BenchProgram program : plan.programs()) {
            for (Mode mode : plan.machines().keySet()) {
                for (String engine : plan.engines()) {
                    List<String> arguments = plan.arguments().measuring(program.name(), engine, mode);
                    double alone = SeparateProcess.measure(arguments).medianWallMips();
                    double together = SeparateProcess.measureTogether(count, arguments).stream().mapToDouble(Speed::medianWallMips).sum();
                    times.add(together / alone);
                    out.printf("%-12s %-10s %-11s %12.1f %16.1f %8.2f%n", program.name(), engine, mode.label(), alone, together, together / alone);
                    out.flush();
                }
            }
        }
        double mean = Speed.geometricMean(times, Double::doubleValue);
        out.printf("%-12s %-10s %-11s %12s %16s %8.2f%n", "geom. mean", "", "", "", "", mean);
        return mean >= LEAST_SHARE_OF_ALONE * count;
    }
}
