package dev.lamarck.workloads.experiment;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.workloads.evolution.CacheFootprint;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One machine's runs of {@link CodePositioning}, all from the same state and of the same work.
 *
 * @param positioned   at the place that the kernel chooses for it, then at others that are the same to the I-cache only
 * @param copied       the group in its old order at those places
 * @param cost         of evolving: whole loads without and with it
 */
record PositioningComparison(Job job, String root, PositioningRun before, List<PositioningRun> positioned, List<PositioningRun> copied,
        List<PositioningRun> random, EvolutionCost cost) {
    private static final double NOTHING_TO_WIN = 0.05;
    /** Ways of the I-cache in an E-cache: places that only the larger cache tells apart. Odd steps among them differ in a small one too. */
    private static final int ECACHE_PLACES = 64;

    /** Has the group of a root profiled and measures all its layouts, as many at a time as there are processors. */
    static PositioningComparison of(PositioningLoad load, String root, int places, int randomLayouts) {
        PositioningStage stage = PositioningStage.of(load, root);
        List<Supplier<PositioningRun>> work = new ArrayList<>(List.of(() -> PositioningRun.unchanged(stage)));
        for (int layout : List.of(Placement.CHAINS, Placement.ORIGINAL)) {
            IntStream.range(0, places).map(place -> place * (ECACHE_PLACES / places + 1))
                    .forEach(place -> work.add(() -> PositioningRun.placed(stage, layout, place, place == 0)));
        }
        IntStream.rangeClosed(1, randomLayouts).forEach(seed -> work.add(() -> PositioningRun.placed(stage, Placement.RANDOM, seed, false)));
        List<PositioningRun> runs = work.parallelStream().map(Supplier::get).toList();
        return new PositioningComparison(stage.job(), root, runs.getFirst(), runs.subList(1, 1 + places), runs.subList(1 + places, 1 + 2 * places),
                runs.subList(1 + 2 * places, runs.size()), EvolutionCost.of(load, root));
    }

    /** As the kernel would have it. */
    PositioningRun chosen() {
        return positioned.getFirst();
    }

    String machine() {
        return job.machine().name();
    }

    /** The share of the cycles, idle ones included, that another run does not need. */
    double reduction(PositioningRun other) {
        return reduction(Counters::cycles, other);
    }

    private double reduction(ToLongFunction<Counters> of, PositioningRun other) {
        return saved(of.applyAsLong(before.stretch()), of.applyAsLong(other.stretch()));
    }

    private double reductionACall(ToLongFunction<Counters> of) {
        return saved(before.perCall(of), chosen().perCall(of));
    }

    private static double saved(double before, double after) {
        return before == 0 ? 0 : 1 - after / before;
    }

    /** What there is to win: cycles add up in this machine, so that without I-cache stalls exactly those would be gone. */
    double bound() {
        return (double) before.stretch().icacheStallCycles() / before.stretch().cycles();
    }

    private List<Double> reductions(List<PositioningRun> runs) {
        return runs.stream().map(this::reduction).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Of a measure by its id: one, or one for each place or layout, of which the measure is the median. */
    List<Double> samples(String id) {
        return switch (id) {
            case "otherPlacesMedianReduction" -> reductions(positioned);
            case "placeboOtherPlacesMedianReduction" -> reductions(copied);
            case "randomLayoutMedianReduction" -> reductions(random);
            default -> List.of(value(id));
        };
    }

    double median(String id) {
        return median(samples(id));
    }

    private double value(String id) {
        double second = job.machine().number(ConfigurationKey.CLOCK_HERTZ);
        return switch (id) {
            case "endToEndReduction" -> reduction(chosen());
            case "timeReduction" -> reductionACall(Counters::cycles);
            case "icacheStallReduction" -> reductionACall(Counters::icacheStallCycles);
            case "mispredictStallReduction" -> reductionACall(Counters::mispredictStallCycles);
            case "ipcBefore" -> ipc(before);
            case "ipcAfter" -> ipc(chosen());
            case "instructionsRatio" -> 1 - reductionACall(Counters::instructions);
            case "endToEndSecondsBefore" -> before.stretch().cycles() / second;
            case "endToEndSecondsAfter" -> chosen().stretch().cycles() / second;
            case "perCallSecondsBefore" -> before.perCall(Counters::cycles) / second;
            case "perCallSecondsAfter" -> chosen().perCall(Counters::cycles) / second;
            case "icacheStallSecondsBefore" -> before.perCall(Counters::icacheStallCycles) / second;
            case "icacheStallSecondsAfter" -> chosen().perCall(Counters::icacheStallCycles) / second;
            case "mispredictStallSecondsBefore" -> before.perCall(Counters::mispredictStallCycles) / second;
            case "mispredictStallSecondsAfter" -> chosen().perCall(Counters::mispredictStallCycles) / second;
            case "functions" -> chosen().versions().size();
            case "hotBytes" -> chosen().versions().stream().mapToInt(VersionCode::bytes).sum();
            case "coldBytes" -> chosen().versions().stream().mapToInt(VersionCode::coldBytes).sum();
            case "randomLayoutsBeaten" -> random.stream().filter(other -> reduction(other) < reduction(chosen())).count();
            case "placeboReduction" -> reduction(copied.getFirst());
            case "perfectIcacheReduction" -> bound();
            case "wholeLoadReduction" -> saved(cost.without(), cost.with());
            case "evolvingSeconds" -> cost.evolving() / second;
            default -> throw new AssertionError(id);
        };
    }

    private static double ipc(PositioningRun run) {
        return run.callSum().cycles() == 0 ? 0 : (double) run.callSum().instructions() / run.callSum().cycles();
    }

    List<Variant> variants() {
        return List.of(before.variant(machine() + ", as linked"), chosen().variant(machine() + ", positioned"),
                copied.getFirst().variant(machine() + ", copied in its old order"), together("positioned at %d places", positioned),
                together("copied to %d places", copied), together("%d random layouts", random));
    }

    private Variant together(String what, List<PositioningRun> runs) {
        return Variant.of(machine() + ", " + what.formatted(runs.size()) + " together",
                runs.stream().map(PositioningRun::stretch).reduce(Counters::plus).orElseThrow());
    }

    Stream<PositioningRun> runs() {
        return Stream.of(List.of(before), positioned, copied, random).flatMap(List::stream);
    }

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(machine() + ": every layout was in force in time, and the load found all its results right",
                runs().allMatch(PositioningRun::hasSucceeded) && cost.hasSucceeded()));
        claims.add(new Claim("%s: %s is placed with functions that it calls".formatted(machine(), root), chosen().versions().size() > 1));
        if (bound() < NOTHING_TO_WIN) {
            claims.add(new Claim("%s: nothing to win, I-cache stalls are %.1f %% of the cycles".formatted(machine(), 100 * bound()), true));
            return claims;
        }
        claims.add(new Claim("%s: the same work takes fewer cycles, where I-cache stalls are %.1f %% of them".formatted(machine(), 100 * bound()),
                reduction(chosen()) > 0));
        claims.add(new Claim(machine() + ": a call of the root takes fewer cycles", value("timeReduction") > 0));
        claims.add(new Claim("%s: fewer than copied in its old order, in the median of %d places".formatted(machine(), positioned.size()),
                median("otherPlacesMedianReduction") > median("placeboOtherPlacesMedianReduction")));
        claims.add(new Claim("%s: fewer than most of %d random layouts".formatted(machine(), random.size()),
                reduction(chosen()) > median("randomLayoutMedianReduction")));
        return claims;
    }

    /** The group and the sets of the I-cache that its hot code falls into, before and after. */
    String picture(LongFunction<String> symbol) {
        long bytes = job.machine().number(ConfigurationKey.ICACHE_BYTES);
        StringBuilder text = new StringBuilder("%s: the group of %s, hot + cold bytes in the order of their places%n".formatted(machine(), root));
        chosen().versions().stream().sorted(Comparator.comparingLong(VersionCode::start)).forEach(version -> text.append(
                String.format(Locale.ROOT, "  0x%x  %5d + %5d  %s%n", version.start(), version.bytes(), version.coldBytes(), symbol.apply(version.function()))));
        text.append("lines of its hot code in each set of the I-cache, as linked\n").append(CacheFootprint.asLinked(chosen().versions(), bytes).text());
        text.append("and positioned\n").append(CacheFootprint.asPlaced(chosen().versions(), bytes).text());
        return text.toString();
    }
}
