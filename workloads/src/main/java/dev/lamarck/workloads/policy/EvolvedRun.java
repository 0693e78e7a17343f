package dev.lamarck.workloads.policy;

import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.ResidualCompiler;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.world.History.Event;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Sighting;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.function.Supplier;

/**
 * One world in which policies may evolve the kernel, or none.
 *
 * @param refusals requests that were not carried out: policies that the kernel does not have
 * @param versions the code of all versions that were tried
 * @param progress the cycle of every {@link Progress#STEP}th system call
 */
public record EvolvedRun(Result result, List<Sighting> sightings, List<EvolutionLog.Refused> refusals, List<VersionCode> versions,
        List<Long> progress) {

    /** Runs it; {@code compiler} makes residuals, if the kernel asks for one. */
    public static EvolvedRun of(Job job, Supplier<Specializer> compiler) {
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(new ResidualCompiler(world, compiler, log));
        Progress progress = new Progress();
        world.machine().addTracer(progress);
        Result result = world.run();
        return new EvolvedRun(result, log.sightings(), log.refusals(), log.versions(), progress.cycles());
    }

    public boolean isRight() {
        return result.outcome() == Outcome.EXITED && result.exitStatus() == 0 && refusals.isEmpty();
    }

    /** From the first program's start to its end. */
    public long loadCycles() {
        return result.history().events().getLast().cycle() - bootCycle();
    }

    public long bootCycle() {
        return result.history().events().stream().filter(event -> event.name().equals(World.BOOTED)).mapToLong(Event::cycle).findFirst()
                .orElse(0);
    }

    /** The trials' verdicts, in order. */
    public List<LedgerChange> verdicts() {
        return result.history().ledger().stream().filter(change -> change.verdict() != null).toList();
    }

    public long kept() {
        return verdicts().stream().filter(change -> change.state() == LedgerChange.State.KEPT).count();
    }

    public long reverted() {
        return verdicts().size() - kept();
    }

    /** Whether every change that no trial kept is out of the text at the end. */
    public boolean isReverted() {
        return verdicts().stream().filter(change -> change.state() == LedgerChange.State.REFUSED).allMatch(this::isOut);
    }

    private boolean isOut(LedgerChange refused) {
        List<LedgerChange> later = result.history().ledger().stream().filter(change -> change.id() == refused.id() && change.verdict() == null)
                .toList();
        return later.isEmpty() || later.getLast().state() != LedgerChange.State.INSTALLED;
    }
}
