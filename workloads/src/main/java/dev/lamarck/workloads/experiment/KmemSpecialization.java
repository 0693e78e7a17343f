package dev.lamarck.workloads.experiment;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.kernel.kmem.KmemCache;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.ArgumentCalls.Call;
import dev.lamarck.workloads.evolution.CodeText;
import dev.lamarck.workloads.evolution.EvolutionRequest;
import dev.lamarck.workloads.evolution.PassedConstants;
import dev.lamarck.workloads.evolution.ValueHistogram;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Histogram;
import dev.lamarck.workloads.world.Histogram.Bucket;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Result.CodeListing;
import dev.lamarck.workloads.world.Variant;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code kmem_alloc} specialized to a size in the running kernel. A first run counts the sizes; then two versions are made from the
 * machine code: one for the hottest size, behind an entry test, and one for the hottest of the sizes that call sites pass as a constant,
 * to which those sites are bound. All calls are measured from outside; those that were interrupted are left out of every mean.
 *
 * <p>"Inlined only" is a kernel in which the compiler has put the cache's allocation into {@code kmem_alloc}, with no size known.
 */
public final class KmemSpecialization implements Experiment {
    static final String FUNCTION = "kmem_alloc";
    private static final String INLINED_METHOD = "allocate";
    private static final Load LOAD = new Load("kmem-specialization", List.of("mixedload", "2", "160"),
            "four processes, 640 rounds: files, a pipe, memory, a signal to a partner and one back");
    private static final int INSTALL_MILLISECONDS = 30;
    private static final int REMOVE_MILLISECONDS = 300;

    // Numbers of the requests.
    static final long PROFILE = 1;
    private static final long SPECIALIZE_CONSTANT = 2;
    private static final long SPECIALIZE_HOT = 3;
    private static final long REMOVE_FIRST = 4;
    private static final long REMOVE_SECOND = 5;
    private static final long COMPARE = 6;

    /** The worlds of one seed, and the two sizes that the first of them showed. */
    private record Seed(KmemRun profiled, KmemRun generic, KmemRun inlined, KmemRun specialized, long hot, long constant) {
        Stream<KmemRun> runs() {
            return Stream.of(profiled, generic, inlined, specialized);
        }

        double sample(String id) {
            ValueHistogram sizes = profiled.histogram();
            return switch (id) {
                case "hotSize" -> hot;
                case "hotShare" -> (double) sizes.counts().get(hot) / sizes.calls();
                case "genericCycles" -> generic.meanCycles(of(hot));
                case "inlinedOnlyCycles" -> inlined.meanCycles(of(hot));
                case "specializedCycles" -> specialized.meanCycles(of(hot));
                case "otherSizeCycles" -> specialized.meanCycles(isOther());
                case "patchedSites" -> specialized.boundCalls();
                case "patchedSiteExtraInstructions" -> specialized.extraInstructions();
                default -> throw new AssertionError(id);
            };
        }

        private Predicate<Call> isOther() {
            return call -> call.value() != hot && call.value() != constant;
        }

        List<Variant> variants() {
            return Stream.of(generic.variant("generic, hot size " + hot, of(hot)), inlined.variant("inlined only, hot size " + hot, of(hot)),
                    specialized.variant("specialized by entry test, hot size " + hot, of(hot)),
                    generic.variant("generic, constant size " + constant, of(constant)),
                    inlined.variant("inlined only, constant size " + constant, of(constant)),
                    specialized.variant("specialized, patched call sites, constant size " + constant, of(constant).and(Call::isBound)),
                    generic.variant("generic, other sizes", isOther()), specialized.variant("specialized, other sizes", isOther())).flatMap(Optional::stream).toList();
        }
    }

    private static Predicate<Call> of(long size) {
        return call -> call.value() == size;
    }

    @Override
    public String name() {
        return "kmem-specialization";
    }

    @Override
    public String question() {
        return "What does kmem_alloc cost when it is specialized, from its machine code, to the sizes that are asked for most?";
    }

    @Override
    public String source() {
        return "KernInst, slides \"Code specialization\": kmem_alloc by size; no run-time cost at patched calls";
    }

    @Override
    public List<MeasureDefinition> measures() {
        return List.of(
                new MeasureDefinition("hotSize", "bytes", NONE, "the size asked for most, by the histogram spliced in at the entry"),
                new MeasureDefinition("hotShare", "fraction", NONE, "of all calls while the histogram was there"),
                new MeasureDefinition("genericCycles", "cycles", LOWER, "a call for the hot size, function as linked"),
                new MeasureDefinition("inlinedOnlyCycles", "cycles", LOWER,
                        "the same in a kernel compiled with the cache's allocation inlined, no size known"),
                new MeasureDefinition("specializedCycles", "cycles", LOWER, "the same with the versions in force, entry test included"),
                new MeasureDefinition("otherSizeCycles", "cycles", LOWER,
                        "a call for any other size with the versions in force, both entry tests included"),
                new MeasureDefinition("patchedSites", "sites", HIGHER,
                        "calls that pass the hottest constant size and were bound to its version, behind the test"),
                new MeasureDefinition("patchedSiteExtraInstructions", "instructions", LOWER,
                        "the most executed between a patched call with its slot and the specialized code"));
    }

    @Override
    public Result run(Setting setting) {
        Job job = LOAD.job(setting.job(), disk(setting), List.of());
        List<Seed> seeds = setting.seeds().mapToObj(number -> seed(setting, job.ofSeed(number))).toList();
        return result(job, seeds);
    }

    private static Seed seed(Setting setting, Job job) {
        KmemRun profiled = run(job, List.of(EvolutionRequest.profileArgument(PROFILE, FUNCTION, 0)),
                List.of(EvolutionRequest.remove(REMOVE_FIRST, PROFILE)));
        ValueHistogram sizes = profiled.histogram();
        long hot = sizes.hottest();
        long constant = PassedConstants.of(profiled.kernel(), FUNCTION, 0).keySet().stream()
                .filter(size -> size != hot).max(Comparator.comparing(size -> sizes.counts().getOrDefault(size, 0L))).orElseThrow();
        KmemRun generic = run(job, List.of(), List.of());
        KmemRun inlined = run(inlining(setting, job), List.of(), List.of());
        KmemRun specialized = run(job,
                List.of(EvolutionRequest.specialize(SPECIALIZE_CONSTANT, FUNCTION, 0, constant),
                        EvolutionRequest.specialize(SPECIALIZE_HOT, FUNCTION, 0, hot)),
                List.of(EvolutionRequest.remove(REMOVE_FIRST, SPECIALIZE_HOT), EvolutionRequest.remove(REMOVE_SECOND, SPECIALIZE_CONSTANT)));
        Seed seed = new Seed(profiled, generic, inlined, specialized, hot, constant);
        setting.progress().accept("seed %d: hot size %d, %.1f cycles generic, %.1f specialized; constant size %d, %d sites".formatted(
                job.seed(), hot, seed.sample("genericCycles"), seed.sample("specializedCycles"), constant, specialized.boundCalls()));
        return seed;
    }

    /** A world in which the manager is asked for these things, to undo them later, and then to compare the text. */
    private static KmemRun run(Job job, List<EvolutionRequest> install, List<EvolutionRequest> remove) {
        long millisecond = job.machine().number(ConfigurationKey.CLOCK_HERTZ) / 1000;
        Stream<Job.Message> installs = install.stream().map(request -> request.at(INSTALL_MILLISECONDS * millisecond));
        Stream<Job.Message> removes = Stream.concat(remove.stream(), Stream.of(EvolutionRequest.compareText(COMPARE)))
                .map(request -> request.at(REMOVE_MILLISECONDS * millisecond));
        return new KmemRun(job.running(job.load(), job.disk(), job.boot(), Stream.concat(installs, removes).toList()));
    }

    private static Job inlining(Setting setting, Job job) {
        try {
            return job.on(setting.kernels().inlining(KmemCache.class, INLINED_METHOD));
        } catch (CompilationException e) {
            throw new AssertionError("the kernel does not compile with " + INLINED_METHOD + " inlined", e);
        }
    }

    private static Content disk(Setting setting) {
        try {
            return setting.programs().install(new DiskImage()).content();
        } catch (CompilationException e) {
            throw new AssertionError("the programs that come with Lamarck do not compile", e);
        }
    }

    private Result result(Job job, List<Seed> seeds) {
        List<KmemRun> runs = seeds.stream().flatMap(Seed::runs).toList();
        Seed first = seeds.getFirst();
        Result run = first.specialized().result();
        List<Claim> claims = claims(seeds, runs);
        boolean allHold = claims.stream().allMatch(Claim::holds);
        Map<String, Measure> measures = new LinkedHashMap<>();
        for (MeasureDefinition definition : measures()) {
            measures.put(definition.id(), Measure.mean(definition.unit(), definition.better(),
                    seeds.stream().map(seed -> seed.sample(definition.id())).toList()));
        }
        return new Result(job, allHold ? Outcome.EXITED : run.outcome(), allHold ? Integer.valueOf(0) : run.exitStatus(), run.detail(),
                runs.stream().mapToLong(each -> each.result().instructions()).sum(), cycles(runs),
                Content.sha256(String.join("", runs.stream().map(each -> each.result().stateHash()).toList()).getBytes(US_ASCII)),
                first.variants(), measures, List.of(), List.of(histogram(first.profiled().histogram())), Map.of(), listings(first), claims,
                run.history(), runs.getLast().result().hostSeconds());
    }

    private static Long cycles(List<KmemRun> runs) {
        return runs.getFirst().result().cycles() == null ? null : runs.stream().mapToLong(run -> run.result().cycles()).sum();
    }

    private static List<Claim> claims(List<Seed> seeds, List<KmemRun> runs) {
        return List.of(
                new Claim("the load found every result right, whatever stood for kmem_alloc, on every seed",
                        runs.stream().allMatch(KmemRun::isComplete)),
                new Claim("the histogram holds exactly the sizes seen from outside, on every seed",
                        seeds.stream().allMatch(seed -> seed.profiled().histogram().counts().equals(seed.profiled().valuesAtLauncher())
                                && seed.profiled().histogram().others() == 0)),
                new Claim("calls that arrived behind the entry test passed the size of that version, on every seed",
                        seeds.stream().allMatch(seed -> seed.specialized().calls(Call::isBound).stream().allMatch(of(seed.constant())))),
                new Claim("a patched call executes nothing between itself and the specialized code, on every seed",
                        seeds.stream().allMatch(seed -> seed.specialized().boundCalls() > 0 && seed.specialized().extraInstructions() == 0)),
                new Claim("all undone: text word for word as linked, no entry in force, patch heap empty, kmem balance 0, on every seed",
                        runs.stream().allMatch(KmemRun::isTextRestored)));
    }

    private static Histogram histogram(ValueHistogram sizes) {
        return new Histogram("sizes asked of kmem_alloc, first seed", "bytes", sizes.counts().entrySet().stream()
                .map(entry -> new Bucket(entry.getKey(), entry.getKey() + 1, entry.getValue())).toList());
    }

    private static List<CodeListing> listings(Seed seed) {
        CodeText text = new CodeText(seed.specialized().kernel());
        VersionCode hot = seed.specialized().version(SPECIALIZE_HOT);
        VersionCode constant = seed.specialized().version(SPECIALIZE_CONSTANT);
        return List.of(new CodeListing("as linked: " + FUNCTION, text.linked(List.of(FUNCTION))),
                new CodeListing("for the constant size " + seed.constant(), text.words(constant.start(), bytes(constant))),
                new CodeListing("for the hot size " + seed.hot() + ", above it", text.words(hot.start(), bytes(hot))));
    }

    private static byte[] bytes(VersionCode version) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * version.words().size());
        version.words().forEach(bytes::putInt);
        return bytes.array();
    }
}
