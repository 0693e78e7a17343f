package dev.lamarck.workloads.policy;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.History;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A load on every seed with policies and without.
 *
 * @param job      machine, kernel with the policies in it, seeds
 * @param compiler of residuals for the job's kernel
 * @param policies by name; none is a study of the kernel as it was linked
 * @param budget   cycles that the policies may spend beside their share; 0 for the kernel's default
 */
public record PolicyStudy(Job job, Supplier<Specializer> compiler, Content disk, Load load, List<String> policies, long budget,
        Consumer<String> progress) {
    /** When the requests for the policies arrive: during boot, so they are found when the manager starts. */
    private static final long REQUEST_CYCLE = 1;
    /** Of a machine that are held at once: its own, and two to undo everything from. */
    private static final int STATES = 3;

    /** Runs all worlds, as many at a time as the host can; pairs in order of seeds. */
    public List<EvolvedPair> run() {
        List<Callable<EvolvedRun>> tasks = new ArrayList<>();
        List<Long> seeds = LongStream.range(job.seed(), job.seed() + job.seeds()).boxed().toList();
        for (long seed : seeds) {
            tasks.add(() -> run(load.job(job, disk, List.of()).ofSeed(seed)));
            tasks.add(() -> run(withPolicies().ofSeed(seed)));
        }
        List<EvolvedRun> runs = Workers.run(tasks, STATES * job.machine().number(ConfigurationKey.RAM_BYTES));
        return IntStream.range(0, seeds.size())
                .mapToObj(i -> new EvolvedPair(seeds.get(i), runs.get(2 * i), runs.get(2 * i + 1))).toList();
    }

    private EvolvedRun run(Job one) {
        EvolvedRun run = one.policies().isEmpty() ? EvolvedRun.of(one, compiler) : EvolvedRun.andUndoing(one, compiler);
        progress.accept("seed %d %s policies: %,d cycles".formatted(one.seed(), one.messages().isEmpty() ? "without" : "with", run.loadCycles()));
        return run;
    }

    private Job withPolicies() {
        return load.job(job, disk, requests(policies, budget));
    }

    /** What the lab tells a kernel that shall be evolved by these policies. */
    public static List<Job.Message> requests(List<String> policies, long budget) {
        return IntStream.range(0, policies.size())
                .mapToObj(i -> EvolutionRequest.evolve(i + 1, policies.get(i), budget).at(REQUEST_CYCLE)).toList();
    }

    /** All that was measured, as one result. */
    public Result result(List<EvolvedPair> pairs) {
        List<Claim> claims = claims(pairs);
        EvolvedPair first = pairs.getFirst();
        boolean allRight = pairs.stream().allMatch(pair -> pair.without().isRight() && pair.with().isRight());
        Result shown = pairs.stream().flatMap(pair -> Stream.of(pair.without(), pair.with())).filter(run -> !run.isRight()).findFirst()
                .orElse(first.with()).result();
        return new Result(withPolicies(), allRight ? Outcome.EXITED : shown.outcome(), shown.exitStatus(), shown.detail(),
                pairs.stream().mapToLong(pair -> pair.with().result().instructions()).sum(),
                first.with().result().cycles() == null ? null : pairs.stream().mapToLong(pair -> pair.with().result().cycles()).sum(),
                Content.sha256(String.join("", pairs.stream().map(pair -> pair.with().result().stateHash()).toList()).getBytes(US_ASCII)),
                List.of(named("without", first.without()), named("with", first.with())), measures(pairs), List.of(first.saved()), List.of(), Map.of(),
                List.of(), claims, history(first.with()), pairs.getLast().with().result().hostSeconds());
    }

    /** What happened in a run, and what was left when all was undone. */
    private static History history(EvolvedRun run) {
        History history = run.result().history();
        return new History(history.events(), history.ledger(), run.undoing().flatMap(Undoing::left).stream().toList(), history.console());
    }

    private static Variant named(String name, EvolvedRun run) {
        Variant variant = run.result().variants().getFirst();
        return new Variant(name, variant.instructions(), variant.cycles(), variant.issueCycles(), variant.icacheStallCycles(),
                variant.dataStallCycles(), variant.mispredictStallCycles(), variant.tlbTrapCycles(), variant.counters());
    }

    private List<Claim> claims(List<EvolvedPair> pairs) {
        Claim right = new Claim("the load's results are right on every seed, with policies and without",
                pairs.stream().allMatch(pair -> pair.without().isRight() && pair.with().isRight()));
        return policies.isEmpty() ? List.of(right) : List.of(right,
                new Claim("what no trial kept is out of the text, on every seed", pairs.stream().allMatch(pair -> pair.with().isReverted())),
                new Claim("everything was undone under load, on every seed: text word for word as linked, heaps empty, kmem balance zero",
                        pairs.stream().flatMap(pair -> pair.with().undoing().stream()).allMatch(Undoing::isComplete)));
    }

    private static Map<String, Measure> measures(List<EvolvedPair> pairs) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put("loadCycles", Measure.mean("cycles", LOWER, samples(pairs, pair -> pair.with().loadCycles())));
        measures.put("loadCyclesWithout", Measure.mean("cycles", LOWER, samples(pairs, pair -> pair.without().loadCycles())));
        measures.put("gain", Measure.mean("share", HIGHER, samples(pairs, EvolvedPair::gain)));
        measures.put("worstGain", Measure.least("share", HIGHER, samples(pairs, EvolvedPair::gain)));
        measures.put("tried", Measure.sum("changes", NONE, samples(pairs, pair -> pair.with().verdicts().size())));
        measures.put("kept", Measure.sum("changes", NONE, samples(pairs, pair -> pair.with().kept())));
        measures.put("reverted", Measure.sum("changes", NONE, samples(pairs, pair -> pair.with().reverted())));
        return measures;
    }

    private static List<Double> samples(List<EvolvedPair> pairs, ToDoubleFunction<EvolvedPair> sample) {
        return pairs.stream().map(pair -> sample.applyAsDouble(pair)).toList();
    }
}
