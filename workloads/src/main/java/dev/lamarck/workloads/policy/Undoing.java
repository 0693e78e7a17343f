package dev.lamarck.workloads.policy;

import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.evolution.LinkedText;
import dev.lamarck.workloads.evolution.ResidualCompiler;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.TextComparison;
import dev.lamarck.workloads.world.World;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The last part of a run once more, in a fork: there all that evolving has changed is undone while the load goes on. What it costs is
 * in no figure of the run.
 *
 * @param asked    the cycle at which it was asked for
 * @param left     the kernel's own account of what is left of its changes, once nothing is under way; none if the load ended before
 * @param isLinked whether text was at the load's end, seen from outside, word for word what the linker wrote
 * @param isRight  whether the load's result was right
 */
public record Undoing(long asked, Optional<TextComparison> left, boolean isLinked, boolean isRight) {
    private static final long UNDO = 1L << 32;
    private static final long COMPARE = UNDO + 1;

    /** Goes on from a state of the job's world. */
    static Undoing from(byte[] state, Job job, Supplier<Specializer> compiler) {
        World world = new World(job, Terminal.scripted(job.input()));
        world.machine().restore(state);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(new ResidualCompiler(world, compiler, log));
        long asked = world.machine().cycles();
        world.machine().post(asked, EvolutionRequest.undoAll(UNDO).at(asked).content().bytes());
        world.machine().post(asked + 1, EvolutionRequest.compareText(COMPARE).at(asked + 1).content().bytes());
        Result result = world.run();
        return new Undoing(asked, log.comparisons().stream().findFirst(), LinkedText.isIntact(world),
                result.outcome() == Outcome.EXITED && result.exitStatus() == 0);
    }

    /** Whether nothing was left while the load was still running, and the load was none the worse. */
    public boolean isComplete() {
        return isRight && isLinked && left.isPresent() && left.get().allUndone();
    }
}
