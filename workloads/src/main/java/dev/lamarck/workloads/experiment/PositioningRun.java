package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.evolution.CallCosts;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A fork of a {@link PositioningStage}, on through its load. What is measured lies between two of the load's system calls, counted from
 * the stage: behind the first a layout that was asked for is in force and the manager idle, so that all forks do the same work.
 *
 * @param hasSucceeded whether what was asked for was in force in time and the work was done, to the load's own satisfaction if it ended
 * @param stretch      what the machine counted meanwhile
 * @param calls        of the root meanwhile that were not interrupted, and their sum
 * @param versions     the code that stood for the group's members
 */
record PositioningRun(String stateHash, boolean hasSucceeded, Counters stretch, long calls, Counters callSum, List<VersionCode> versions) {
    private static final long PLACE = 2;

    /** The stage's world as it is, to the load's end. */
    static PositioningRun unchanged(PositioningStage stage) {
        return run(stage, Optional.empty(), true);
    }

    /** The stage's world with its group placed; {@code toEnd}, or as far as is measured. */
    static PositioningRun placed(PositioningStage stage, int layout, int seed, boolean toEnd) {
        return run(stage, Optional.of(EvolutionRequest.placeGroup(PLACE, stage.root(), layout, seed)), toEnd);
    }

    private static PositioningRun run(PositioningStage stage, Optional<EvolutionRequest> layout, boolean toEnd) {
        World world = new World(stage.job(), Terminal.scripted(stage.job().input()));
        world.machine().restore(stage.state());
        Observer observer = new Observer(world, stage, layout.isPresent());
        layout.ifPresent(request -> world.machine().post(world.machine().cycles(), request.at(0).content().bytes()));
        boolean isDone = world.runUntilStopped();
        if (isDone && toEnd) {
            Result result = world.run();
            isDone = result.outcome() == Outcome.EXITED && result.exitStatus() == 0;
        }
        return observer.result(isDone);
    }

    /** What the machine counted of the root's calls, by call. */
    double perCall(ToLongFunction<Counters> counted) {
        return calls == 0 ? 0 : (double) counted.applyAsLong(callSum) / calls;
    }

    Variant variant(String name) {
        return Variant.of(name, stretch);
    }

    /** What sees the fork run; it holds the whole machine and is dropped with it. */
    private static final class Observer implements Tracer {
        private static final int SYSTEM_CALL_TRAP = 0x16D;

        private final World world;
        private final EvolutionLog log = new EvolutionLog();
        private final CallCosts calls;
        private final int measuredFrom;
        private final int measuredTo;
        private boolean isSettled;
        private boolean wasSettled;
        private int systemCalls;
        private Counters before;
        private Counters stretch;

        Observer(World world, PositioningStage stage, boolean wantsLayout) {
            this.world = world;
            measuredFrom = stage.load().settlingCalls();
            measuredTo = measuredFrom + stage.load().measuredCalls();
            isSettled = !wantsLayout;
            world.answerChannel(log);
            log.onChange(this::follow);
            before = world.machine().counters();
            stretch = before.since(before);
            calls = new CallCosts(world, world.kernelImage().address(stage.root()));
            world.machine().addTracer(this);
        }

        /** The manager reports the entry of the whole last. */
        private void follow(LedgerChange change) {
            isSettled |= change.cause() == PLACE && change.parent() == 0 && change.state() == State.INSTALLED;
        }

        @Override
        public void trap(long cycle, int trapType, int trapLevel, long pc) {
            if (trapType != SYSTEM_CALL_TRAP) {
                return;
            }
            systemCalls++;
            if (systemCalls == measuredFrom) {
                wasSettled = isSettled;
                before = world.machine().counters();
                calls.begin();
            } else if (systemCalls == measuredTo) {
                stretch = world.machine().counters().since(before);
                calls.end();
                world.machine().requestStop();
            }
        }

        PositioningRun result(boolean isDone) {
            return new PositioningRun(world.machine().stateHash(), isDone && wasSettled && log.refusals().isEmpty(), stretch, calls.calls(),
                    calls.sum().orElse(stretch.since(stretch)), log.versions());
        }
    }
}
