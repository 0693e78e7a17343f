package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.evolution.ArgumentCalls;
import dev.lamarck.workloads.evolution.ArgumentCalls.Call;
import dev.lamarck.workloads.evolution.BoundCallCost;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.LinkedText;
import dev.lamarck.workloads.evolution.ValueHistogram;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One world of {@link KmemSpecialization}: what was asked of it, and its calls of {@code kmem_alloc} seen from outside. */
final class KmemRun {
    // What the log has to say is taken over: its observers hold the whole machine, and a run is kept until all seeds have run.
    private final Result result;
    private final Image kernel;
    private final List<Call> calls;
    private final List<LedgerChange> ledger;
    private final List<VersionCode> versions;
    private final Optional<ValueHistogram> histogram;
    private final int boundCalls;
    private final long extraInstructions;
    private final boolean isAnswered;
    private final boolean isTextRestored;

    KmemRun(Job job) {
        World world = new World(job, Terminal.scripted(job.input()));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        kernel = world.kernelImage();
        ArgumentCalls observed = new ArgumentCalls(world, kernel.address(KmemSpecialization.FUNCTION), 0);
        BoundCallCost cost = new BoundCallCost(world);
        log.onChange(observed::follow);
        log.onChange(cost::follow);
        result = world.run();
        calls = observed.calls();
        ledger = log.ledger();
        versions = log.versions();
        histogram = log.histogram(KmemSpecialization.PROFILE);
        boundCalls = cost.sites();
        extraInstructions = cost.extraInstructions();
        isAnswered = log.refusals().isEmpty();
        isTextRestored = LinkedText.isIntact(world) && log.comparisons().size() == 1 && log.comparisons().getFirst().allUndone();
    }

    Result result() {
        return result;
    }

    Image kernel() {
        return kernel;
    }

    /** Whether the load did its work and all that was asked of the manager was done. */
    boolean isComplete() {
        return result.outcome() == Outcome.EXITED && result.exitStatus() == 0 && isAnswered;
    }

    boolean isTextRestored() {
        return isTextRestored;
    }

    ValueHistogram histogram() {
        return histogram.orElseThrow();
    }

    /** The calls by value that executed the histogram's launcher, as {@link ValueHistogram#counts} has them. */
    SortedMap<Long, Long> valuesAtLauncher() {
        int launcher = ledger.stream().filter(LedgerChange::changesText).findFirst().orElseThrow().wordAfter();
        return calls.stream().filter(call -> call.word() == launcher)
                .collect(Collectors.groupingBy(Call::value, TreeMap::new, Collectors.counting()));
    }

    int boundCalls() {
        return boundCalls;
    }

    long extraInstructions() {
        return extraInstructions;
    }

    /** The version for a value, by the number of the request that led to it. */
    VersionCode version(long request) {
        int id = ledger.stream().filter(change -> change.cause() == request && change.patch() != 0).findFirst().orElseThrow().id();
        return versions.stream().filter(version -> version.id() == id).findFirst().orElseThrow();
    }

    /** When all that was asked for was in force, and when the first of it was no more; all the time if nothing was asked for. */
    private long inForceFrom() {
        return ledger.stream().filter(change -> change.state() == State.INSTALLED).mapToLong(LedgerChange::cycle).max().orElse(0);
    }

    private long inForceTo() {
        return ledger.stream().filter(change -> change.state() == State.REMOVED).mapToLong(LedgerChange::cycle).min().orElse(Long.MAX_VALUE);
    }

    /** The calls made while all that was asked for was in force, without those that were interrupted. */
    List<Call> calls(Predicate<Call> which) {
        long from = inForceFrom();
        long to = inForceTo();
        return calls.stream().filter(call -> call.isWhole() && call.began() >= from && call.began() < to).filter(which).toList();
    }

    double meanCycles(Predicate<Call> which) {
        return calls(which).stream().mapToLong(call -> call.cost().cycles()).average().orElse(0);
    }

    /** Where the cycles of some calls went; nothing if there were none. */
    Optional<Variant> variant(String name, Predicate<Call> which) {
        List<Call> chosen = calls(which);
        return chosen.stream().map(Call::cost).reduce(Counters::plus)
                .map(sum -> Variant.of("%s, %,d calls".formatted(name, chosen.size()), sum));
    }
}
