package dev.lamarck.workloads.experiment;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.BusiestFunction;
import dev.lamarck.workloads.evolution.CacheFootprint;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.HostTime;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Published;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.Variant;
import dev.lamarck.workloads.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel's busiest function under the demo's load, with the group that the kernel's rule selects, placed anew while the load runs;
 * on the machine asked for and on {@code tiny}. Beside it the unchanged kernel, the same group copied in its old order, and random
 * orders of it: all from one state of the machine and over the same work.
 *
 * <p>Where I-cache stalls are below five percent of the cycles there is nothing to win, and a claim says so instead of a gain.
 */
public final class CodePositioning implements Experiment {
    private static final String SMALL = "tiny";
    private static final String SMALL_PREFIX = SMALL + ".";
    private static final int SETTLING_CALLS = 1000;
    private static final Scale WHOLE = new Scale(Loads.MIXED, 60, 120, 6000, 8, 30);
    private static final long SAMPLE_EVERY_CYCLES = 5_003;
    private static final String PLATFORM = "UltraSPARC, Solaris 7";

    private static final List<MeasureDefinition> MEASURES = List.of(
            new MeasureDefinition("endToEndReduction", "fraction", HIGHER, "of the cycles of the same work, once the layout is in force"),
            new MeasureDefinition("timeReduction", "fraction", HIGHER, "of the mean cycles of an uninterrupted call of the root"),
            new MeasureDefinition("icacheStallReduction", "fraction", HIGHER, "of the I-cache stall of such a call"),
            new MeasureDefinition("mispredictStallReduction", "fraction", HIGHER, "of the misprediction stall of such a call"),
            new MeasureDefinition("ipcBefore", "instructions a cycle", NONE, "during such calls"),
            new MeasureDefinition("ipcAfter", "instructions a cycle", NONE, "during such calls, positioned"),
            new MeasureDefinition("instructionsRatio", "ratio", LOWER, "instructions of such a call, after to before"),
            new MeasureDefinition("endToEndSecondsBefore", "s", LOWER, "the work measured"),
            new MeasureDefinition("endToEndSecondsAfter", "s", LOWER, "the same, positioned"),
            new MeasureDefinition("perCallSecondsBefore", "s", LOWER, "mean of uninterrupted calls of the root"),
            new MeasureDefinition("perCallSecondsAfter", "s", LOWER, "the same, positioned"),
            new MeasureDefinition("icacheStallSecondsBefore", "s", LOWER, "a call"),
            new MeasureDefinition("icacheStallSecondsAfter", "s", LOWER, "a call, positioned"),
            new MeasureDefinition("mispredictStallSecondsBefore", "s", LOWER, "a call"),
            new MeasureDefinition("mispredictStallSecondsAfter", "s", LOWER, "a call, positioned"),
            new MeasureDefinition("functions", "functions", NONE, "in the group"),
            new MeasureDefinition("hotBytes", "bytes", NONE, "of the group's hot parts"),
            new MeasureDefinition("coldBytes", "bytes", NONE, "of its cold parts"),
            new MeasureDefinition("randomLayoutMedianReduction", "fraction", NONE, "end to end, median of random orders of the group; each a sample"),
            new MeasureDefinition("randomLayoutsBeaten", "layouts", HIGHER, "of those, how many take more cycles than the group positioned"),
            new MeasureDefinition("placeboReduction", "fraction", NONE, "end to end, the group copied in its old order"),
            new MeasureDefinition("otherPlacesMedianReduction", "fraction", NONE,
                    "end to end, positioned at places that differ in the E-cache only, the kernel's choice the first; each a sample"),
            new MeasureDefinition("placeboOtherPlacesMedianReduction", "fraction", NONE, "the same, copied in its old order"),
            new MeasureDefinition("perfectIcacheReduction", "fraction", NONE, "end to end, as linked without any I-cache stall: the bound"),
            new MeasureDefinition("wholeLoadReduction", "fraction", HIGHER, "from the request to the load's end, all that evolving cost included"),
            new MeasureDefinition("evolvingSeconds", "s", LOWER, "from the request until the layout was in force, while the load ran on"));

    private static final Map<String, Double> PUBLISHED = Map.ofEntries(Map.entry("endToEndReduction", 0.07), Map.entry("timeReduction", 0.176),
            Map.entry("icacheStallReduction", 0.35), Map.entry("mispredictStallReduction", 0.47), Map.entry("ipcBefore", 0.28),
            Map.entry("ipcAfter", 0.38), Map.entry("endToEndSecondsBefore", 36.0), Map.entry("endToEndSecondsAfter", 33.6),
            Map.entry("perCallSecondsBefore", 6.6e-6), Map.entry("perCallSecondsAfter", 5.4e-6), Map.entry("icacheStallSecondsBefore", 2.4e-6),
            Map.entry("icacheStallSecondsAfter", 1.55e-6), Map.entry("mispredictStallSecondsBefore", 0.38e-6),
            Map.entry("mispredictStallSecondsAfter", 0.20e-6), Map.entry("functions", 22.0), Map.entry("hotBytes", 4260.0),
            Map.entry("coldBytes", 14624.0));

    private final Scale scale;

    /**
     * How much is done.
     *
     * @param runs          milliseconds after which the load runs: from then on busy functions are looked for, and in other worlds the group is profiled
     * @param sampled       milliseconds for which they are looked for
     * @param measuredCalls how many of the load's system calls are measured
     * @param places        for each layout but random ones
     */
    record Scale(Load load, int runs, int sampled, int measuredCalls, int places, int randomLayouts) {
    }

    public CodePositioning() {
        this(WHOLE);
    }

    CodePositioning(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "code-positioning";
    }

    @Override
    public String question() {
        return "Does a kernel get faster when its busiest function and what that calls are placed anew while it runs, and by how much?";
    }

    @Override
    public String source() {
        return "KernInst, slides \"Code Positioning\": tcp_rput_data, 36.0 to 33.6 s end to end, 17.6 % a call";
    }

    @Override
    public List<MeasureDefinition> measures() {
        return Stream.concat(MEASURES.stream(), MEASURES.stream().map(measure -> new MeasureDefinition(SMALL_PREFIX + measure.id(), measure.unit(),
                measure.better(), measure.meaning()))).toList();
    }

    @Override
    public Result run(Setting setting) {
        MachineConfiguration machine = timed(setting.job().machine());
        PositioningLoad measured = new PositioningLoad(scale.load().job(setting.job().on(machine), disk(setting), List.of()), scale.runs(),
                SETTLING_CALLS, scale.measuredCalls());
        String root = busiest(measured);
        setting.progress().accept("busiest function: " + root);
        PositioningComparison asked = compare(measured, root, setting);
        PositioningComparison small = machine.name().equals(SMALL) ? asked : compare(measured.on(small(machine)), root, setting);
        return result(measured.job(), asked, small);
    }

    /** The machine with small caches and the same clock. */
    private static MachineConfiguration small(MachineConfiguration asked) {
        String clock = ConfigurationKey.CLOCK_HERTZ.key();
        return timed(MachineConfiguration.named(SMALL)).with(clock, asked.keys().get(clock).toString());
    }

    /** Without stalls there is nothing to place for. */
    private static MachineConfiguration timed(MachineConfiguration machine) {
        return machine.with(ConfigurationKey.MODE.key(), "timing");
    }

    private static Content disk(Setting setting) {
        try {
            return setting.programs().install(new DiskImage()).content();
        } catch (CompilationException e) {
            throw new AssertionError("the programs that come with Lamarck do not compile", e);
        }
    }

    private String busiest(PositioningLoad load) {
        BusiestFunction samples = new BusiestFunction(new World(load.job(), Terminal.scripted(load.job().input())));
        samples.sample(load.profileFrom(0), load.profileFrom(scale.sampled()), SAMPLE_EVERY_CYCLES);
        return samples.name().orElseThrow(() -> new AssertionError("a load that never enters the kernel"));
    }

    private PositioningComparison compare(PositioningLoad load, String root, Setting setting) {
        PositioningComparison comparison = PositioningComparison.of(load, root, scale.places(), scale.randomLayouts());
        setting.progress().accept("%s: end to end %+.2f %% positioned, %+.2f %% copied, %+.2f %% in the median at random; bound %.2f %%".formatted(
                comparison.machine(), 100 * comparison.median("endToEndReduction"), 100 * comparison.median("placeboReduction"),
                100 * comparison.median("randomLayoutMedianReduction"), 100 * comparison.bound()));
        return comparison;
    }

    private static Result result(Job job, PositioningComparison asked, PositioningComparison small) {
        List<PositioningComparison> both = asked == small ? List.of(asked) : List.of(asked, small);
        List<Claim> claims = both.stream().flatMap(comparison -> comparison.claims().stream()).toList();
        List<Variant> variants = both.stream().flatMap(comparison -> comparison.variants().stream()).toList();
        Map<String, Measure> measures = new LinkedHashMap<>();
        measure(measures, "", asked);
        measure(measures, SMALL_PREFIX, small);
        String hashes = both.stream().flatMap(PositioningComparison::runs).map(PositioningRun::stateHash).collect(Collectors.joining());
        Result loadItself = asked.cost().evolved();
        return new Result(job, Outcome.EXITED, 0, pictures(job, both), variants.stream().mapToLong(Variant::instructions).sum(),
                variants.stream().mapToLong(Variant::cycles).sum(), Content.sha256(hashes.getBytes(US_ASCII)), variants, measures, List.of(), List.of(),
                footprints(both), List.of(), claims, loadItself.history(), HostTime.sinceProcessStart());
    }

    private static void measure(Map<String, Measure> measures, String prefix, PositioningComparison comparison) {
        for (MeasureDefinition definition : MEASURES) {
            double value = comparison.median(definition.id());
            List<Double> samples = comparison.samples(definition.id());
            Double published = prefix.isEmpty() ? PUBLISHED.get(definition.id()) : null;
            measures.put(prefix + definition.id(), new Measure(value, definition.unit(), definition.better(), samples, published == null ? null
                    : new Published(published, definition.unit(), null, null, "KernInst, slides \"Code Positioning\"", PLATFORM)));
        }
    }

    private static String pictures(Job job, List<PositioningComparison> both) {
        Map<Long, String> symbols = new World(job, Terminal.scripted(job.input())).kernelImage().file().symbols().stream()
                .filter(ElfSymbol::isFunction).collect(Collectors.toMap(ElfSymbol::address, ElfSymbol::name, (one, other) -> one));
        return both.stream().map(comparison -> comparison.picture(symbols::get)).collect(Collectors.joining("\n"));
    }

    private static Map<String, Long> footprints(List<PositioningComparison> both) {
        Map<String, Long> footprints = new LinkedHashMap<>();
        for (PositioningComparison comparison : both) {
            long bytes = comparison.job().machine().number(ConfigurationKey.ICACHE_BYTES);
            footprints.put(comparison.machine() + ", I-cache lines of the group's hot code as linked",
                    CacheFootprint.asLinked(comparison.chosen().versions(), bytes).bytes());
            footprints.put(comparison.machine() + ", positioned", CacheFootprint.asPlaced(comparison.chosen().versions(), bytes).bytes());
        }
        return footprints;
    }
}
