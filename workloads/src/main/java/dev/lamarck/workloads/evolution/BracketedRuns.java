package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machine counts between pairs of one system call, by which a program brackets what is to be measured. The first such call
 * opens nothing. Seen from outside, at no cost to the guest: a run begins and ends with the trap instruction of its brackets.
 */
public final class BracketedRuns implements Tracer {
    private static final int SYSTEM_CALL_TRAP = 0x16D;
    /** %g1 holds the number of a system call. */
    private static final int NUMBER = 1;

    private final Machine machine;
    private final int bracket;
    private final List<Counters> readings = new ArrayList<>();

    public BracketedRuns(Machine machine, int bracket) {
        this.machine = machine;
        this.bracket = bracket;
        machine.addTracer(this);
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (trapType == SYSTEM_CALL_TRAP && machine.registers().integer(NUMBER) == bracket) {
            readings.add(machine.counters());
        }
    }

    /** Of each run that has ended. */
    public List<Counters> runs() {
        List<Counters> runs = new ArrayList<>();
        for (int i = 2; i < readings.size(); i += 2) {
            runs.add(readings.get(i).since(readings.get(i - 1)));
        }
        return runs;
    }

    /** The cycle at which the first run began; the end of time if none did. */
    public long began() {
        return readings.size() < 2 ? Long.MAX_VALUE : readings.get(1).cycles();
    }
}
