package dev.lamarck.lab.bench;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.lab.bench.Speed.Window;
import dev.lamarck.workloads.world.World;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Measures in this process: a program that does not end, for some CPU time, from the moment at which the kernel starts it; then one that ends. */
public final class Measuring {
    private static final long WINDOW_NANOS = 250_000_000;
    /** So few that a clock is read often, so many that reading it takes no time to speak of. */
    private static final long SLICE_INSTRUCTIONS = 2_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Window> windows = new ArrayList<>();

    private Measuring() {}

    public static Speed measure(BenchWorlds worlds, double seconds) {
        Measuring measuring = new Measuring();
        World endless = worlds.world(Integer.MAX_VALUE);
        if (!endless.runTo(World.BOOTED)) {
            throw new IllegalStateException("the kernel did not start " + worlds.program().name());
        }
        measuring.run(endless.machine(), seconds);
        return new Speed(BenchWorlds.finish(worlds.world(worlds.program().rounds())).stateHash(), measuring.windows);
    }

    private void run(Machine machine, double seconds) {
        long begun = threads.getCurrentThreadCpuTime();
        while (windows.isEmpty() || threads.getCurrentThreadCpuTime() - begun < seconds * 1e9) {
            windows.add(window(machine));
        }
    }

    private Window window(Machine machine) {
        long instructions = machine.instructions();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        do {
            Stop stop = machine.run(Limits.instructions(machine.instructions() + SLICE_INSTRUCTIONS));
            if (!(stop instanceof Stop.InstructionLimit)) {
                throw new IllegalStateException("a program that should not end has ended: " + stop);
            }
        } while (System.nanoTime() - wall < WINDOW_NANOS);
        return new Window(machine.instructions() - instructions, System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu);
    }
}
