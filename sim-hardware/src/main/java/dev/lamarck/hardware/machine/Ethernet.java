package dev.lamarck.hardware.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * Machines on one wire: what one sends arrives at all others. They take turns of no more cycles than the wire's latency, so that whatever is sent
 * in a turn arrives in a later one; the outcome does not depend on the order of the turns. Their clocks are equally fast.
 */
public final class Ethernet {
    private final List<Machine> machines;
    private final List<Stop> stops = new ArrayList<>();
    private final long turn;

    /** Machines at their reset, each with an address of its own. */
    public Ethernet(List<Machine> machines) {
        this.machines = List.copyOf(machines);
        turn = machines.stream().mapToLong(machine -> machine.configuration().number(ConfigurationKey.NET_LATENCY)).min().orElseThrow();
        for (Machine machine : machines) {
            stops.add(null);
            machine.connect((cycle, frame) -> spread(machine, cycle, frame));
        }
    }

    private void spread(Machine sender, long cycle, byte[] frame) {
        for (Machine each : machines) {
            if (each != sender) {
                each.station().arrive(cycle, frame.clone());
            }
        }
    }

    /** Runs until every machine has stopped for good, or to a number of cycles; how each stopped, in their order. */
    public List<Stop> run(long cycles) {
        long now = 0;
        while (now < cycles && stops.contains(null)) {
            now = Math.min(now + turn, cycles);
            for (int i = 0; i < machines.size(); i++) {
                if (stops.get(i) == null) {
                    Stop stop = machines.get(i).run(Limits.cycles(now));
                    boolean goesOn = stop instanceof Stop.CycleLimit || stop instanceof Stop.Asleep;
                    stops.set(i, goesOn ? null : stop);
                }
            }
        }
        return stops.stream().map(stop -> stop == null ? new Stop.CycleLimit(cycles) : stop).toList();
    }
}
