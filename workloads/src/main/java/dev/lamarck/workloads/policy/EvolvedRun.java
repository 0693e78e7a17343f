package dev.lamarck.workloads.policy;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Stop;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One world in which policies may evolve the kernel, or none.
 *
 * @param refusals requests that were not carried out: policies that the kernel does not have
 * @param versions the code of all versions that were tried
 * @param progress the cycle of every {@link Progress#STEP}th system call
 * @param undoing  of all that the policies changed, shortly before the end; none if there are none, or nobody asked for it
 */
public record EvolvedRun(Result result, List<Sighting> sightings, List<EvolutionLog.Refused> refusals, List<VersionCode> versions,
        List<Long> progress, Optional<Undoing> undoing) {
    /** Of a second: so long before the end, at least, and at most twice as long, everything is undone in a fork. */
    private static final int UNDOING_PART = 8;

    /** Runs it; {@code compiler} makes residuals, if the kernel asks for one. */
    public static EvolvedRun of(Job job, Supplier<Specializer> compiler) {
        return run(job, compiler, World::run);
    }

    /** The same of a job with policies, and undoes what they did. */
    static EvolvedRun andUndoing(Job job, Supplier<Specializer> compiler) {
        RecentStates states = new RecentStates();
        EvolvedRun run = run(job, compiler, world -> {
            world.runTo(World.BOOTED);
            Function<Limits, Stop> runner = world.runner();
            return world.run(limits -> states.keep(world.machine(), runner, limits, job));
        });
        return new EvolvedRun(run.result, run.sightings, run.refusals, run.versions, run.progress,
                Optional.of(Undoing.from(states.earlier, job, compiler)));
    }

    private static EvolvedRun run(Job job, Supplier<Specializer> compiler, Function<World, Result> runner) {
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(new ResidualCompiler(world, compiler, log));
        Progress progress = new Progress();
        world.machine().addTracer(progress);
        Result result = runner.apply(world);
        return new EvolvedRun(result, log.sightings(), log.refusals(), log.versions(), progress.cycles(), Optional.empty());
    }

    /** The last two of the states of a machine that were kept while it ran; or the only one. */
    private static final class RecentStates {
        private byte[] earlier;
        private byte[] later;

        /** Runs a machine, and keeps its state every so often. */
        Stop keep(Machine machine, Function<Limits, Stop> runner, Limits limits, Job job) {
            long stretch = job.machine().number(ConfigurationKey.CLOCK_HERTZ) / UNDOING_PART;
            Stop stop;
            do {
                byte[] state = machine.snapshot();
                earlier = later == null ? state : later;
                later = state;
                stop = runner.apply(new Limits(limits.instructions(), Math.min(limits.cycles(), machine.cycles() + stretch)));
            } while (stop instanceof Stop.CycleLimit && machine.cycles() < limits.cycles());
            return stop;
        }
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
