package dev.lamarck.workloads.experiment;

import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;

/**
 * What positioning a group costs and gives over a whole load: cycles from the request to the load's end, all that evolving took
 * included, beside those of the same load that is left alone.
 *
 * @param evolved  the load that was evolved
 * @param evolving cycles from the request until the layout was in force, profile included
 */
record EvolutionCost(Result evolved, long without, long with, long evolving, boolean hasSucceeded) {
    private static final long POSITION = 1;

    static EvolutionCost of(PositioningLoad measured, String root) {
        Job load = measured.job();
        long from = measured.profileFrom(0);
        Result alone = new World(load, Terminal.scripted(load.input())).run();
        World world = new World(load.running(load.load(), load.disk(), load.boot(),
                List.of(EvolutionRequest.position(POSITION, root, Placement.CHAINS, 0, 0).at(from))), Terminal.scripted(load.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Result evolved = world.run();
        int whole = log.placements().isEmpty() ? 0 : log.placements().getFirst().id();
        long inForce = log.ledger().stream().filter(change -> change.id() == whole).mapToLong(change -> change.cycle()).findFirst().orElse(from);
        return new EvolutionCost(evolved, alone.cycles() - from, evolved.cycles() - from, inForce - from, hasEnded(alone) && hasEnded(evolved) && whole != 0);
    }

    private static boolean hasEnded(Result result) {
        return result.outcome() == Outcome.EXITED && result.exitStatus() == 0;
    }
}
