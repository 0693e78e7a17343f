package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A machine in the middle of a load, just after the group of a root has been profiled and the last counter's memory given back: its
 * text is as it was linked, the manager has nothing to do and knows the group. From this one state every layout of the group goes on.
 */
record PositioningStage(PositioningLoad load, Job job, String root, byte[] state) {
    private static final long PROFILE = 1;

    /** Runs a load and has a root's group profiled. */
    static PositioningStage of(PositioningLoad load, String root) {
        Job job = load.job().running(load.job().load(), load.job().disk(), load.job().boot(),
                List.of(EvolutionRequest.profileGroup(PROFILE, root, 0).at(load.profileFrom(0))));
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Set<Integer> held = new HashSet<>();
        log.onChange(change -> {
            if (change.state() != State.RECLAIMED) {
                held.add(change.id());
            } else if (held.remove(change.id()) && held.isEmpty()) {
                world.machine().requestStop();
            }
        });
        if (!world.runUntilStopped()) {
            throw new InvalidInput("on %s the load ended before the group of %s was profiled".formatted(job.machine().name(), root));
        }
        return new PositioningStage(load, job, root, world.machine().snapshot());
    }
}
