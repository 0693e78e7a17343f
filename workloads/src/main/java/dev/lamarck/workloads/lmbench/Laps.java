package dev.lamarck.workloads.lmbench;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Machine;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the machine counted between the beginning and the end of each task's shortest lap, by the tasks' indices. */
final class Laps {
    private static final int FIRST_ARGUMENT = 8;

    private final SortedMap<Integer, Counters> counted = new TreeMap<>();
    private int task;
    private Counters before;

    /** Watches a program, which alone has code at these addresses: those of its {@code lap_begin} and {@code lap_end}. */
    Laps(Machine machine, long begin, long end) {
        RegisterView registers = machine.registers();
        machine.watch(begin, (cycle, pc) -> {
            if (!registers.isPrivileged()) {
                task = (int) registers.integer(FIRST_ARGUMENT);
                before = machine.counters();
            }
        });
        machine.watch(end, (cycle, pc) -> {
            if (!registers.isPrivileged()) {
                counted.merge(task, machine.counters().since(before), (one, other) -> one.cycles() <= other.cycles() ? one : other);
            }
        });
    }

    SortedMap<Integer, Counters> counted() {
        return counted;
    }
}
