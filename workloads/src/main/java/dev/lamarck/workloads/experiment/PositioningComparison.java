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
 * @param cost of evolving: whole loads without and with it
 */
record PositioningComparison(Job job, String root, PositioningRun before, PositioningRun positioned, PositioningRun copied,
        List<PositioningRun> random, EvolutionCost cost) {
    private static final double NOTHING_TO_WIN = 0.05;

    /** Has the group of a root profiled and measures all its layouts, as many at a time as there are processors. */
    static PositioningComparison of(Job load, String root, long profileFrom, int randomLayouts) {
        PositioningStage stage = PositioningStage.of(load, root, profileFrom);
        List<Supplier<PositioningRun>> work = new ArrayList<>(List.of(() -> PositioningRun.unchanged(stage),
                () -> PositioningRun.placed(stage, Placement.CHAINS, 0, true), () -> PositioningRun.placed(stage, Placement.ORIGINAL, 0, true)));
        IntStream.rangeClosed(1, randomLayouts).forEach(seed -> work.add(() -> PositioningRun.placed(stage, Placement.RANDOM, seed, false)));
        List<PositioningRun> runs = work.parallelStream().map(Supplier::get).toList();
        return new PositioningComparison(stage.job(), root, runs.get(0), runs.get(1), runs.get(2), runs.subList(3, runs.size()),
                EvolutionCost.of(load, root, profileFrom));
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
        return saved(before.perCall(of), positioned.perCall(of));
    }

    private static double saved(double before, double after) {
        return before == 0 ? 0 : 1 - after / before;
    }

    /** What there is to win: cycles add up in this machine, so that without I-cache stalls exactly those would be gone. */
    double bound() {
        return (double) before.stretch().icacheStallCycles() / before.stretch().cycles();
    }

    List<Double> randomReductions() {
        return random.stream().map(this::reduction).toList();
    }

    double randomMedian() {
        double[] sorted = randomReductions().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A measure by its id. */
    double value(String id) {
        double second = job.machine().number(ConfigurationKey.CLOCK_HERTZ);
        return switch (id) {
            case "endToEndReduction" -> reduction(positioned);
            case "timeReduction" -> reductionACall(Counters::cycles);
            case "icacheStallReduction" -> reductionACall(Counters::icacheStallCycles);
            case "mispredictStallReduction" -> reductionACall(Counters::mispredictStallCycles);
            case "ipcBefore" -> ipc(before);
            case "ipcAfter" -> ipc(positioned);
            case "instructionsRatio" -> 1 - reductionACall(Counters::instructions);
            case "endToEndSecondsBefore" -> before.stretch().cycles() / second;
            case "endToEndSecondsAfter" -> positioned.stretch().cycles() / second;
            case "perCallSecondsBefore" -> before.perCall(Counters::cycles) / second;
            case "perCallSecondsAfter" -> positioned.perCall(Counters::cycles) / second;
            case "icacheStallSecondsBefore" -> before.perCall(Counters::icacheStallCycles) / second;
            case "icacheStallSecondsAfter" -> positioned.perCall(Counters::icacheStallCycles) / second;
            case "mispredictStallSecondsBefore" -> before.perCall(Counters::mispredictStallCycles) / second;
            case "mispredictStallSecondsAfter" -> positioned.perCall(Counters::mispredictStallCycles) / second;
            case "functions" -> positioned.versions().size();
            case "hotBytes" -> positioned.versions().stream().mapToInt(VersionCode::bytes).sum();
            case "coldBytes" -> positioned.versions().stream().mapToInt(VersionCode::coldBytes).sum();
            case "randomLayoutMedianReduction" -> randomMedian();
            case "randomLayoutsBeaten" -> random.stream().filter(other -> reduction(other) < reduction(positioned)).count();
            case "placeboReduction" -> reduction(copied);
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
        return List.of(before.variant(machine() + ", as linked"), positioned.variant(machine() + ", positioned"),
                copied.variant(machine() + ", copied in its old order"), randomMean());
    }

    private Variant randomMean() {
        Counters sum = random.stream().map(PositioningRun::stretch).reduce(Counters::plus).orElseThrow();
        return Variant.of("%s, %d random layouts together".formatted(machine(), random.size()), sum);
    }

    Stream<PositioningRun> runs() {
        return Stream.concat(Stream.of(before, positioned, copied), random.stream());
    }

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(machine() + ": every layout was in force in time, and the load found all its results right",
                runs().allMatch(PositioningRun::hasSucceeded) && cost.hasSucceeded()));
        claims.add(new Claim("%s: %s is placed with functions that it calls".formatted(machine(), root), positioned.versions().size() > 1));
        if (bound() < NOTHING_TO_WIN) {
            claims.add(new Claim("%s: nothing to win, I-cache stalls are %.1f %% of the cycles".formatted(machine(), 100 * bound()), true));
            return claims;
        }
        claims.add(new Claim("%s: the same work takes fewer cycles, where I-cache stalls are %.1f %% of them".formatted(machine(), 100 * bound()),
                reduction(positioned) > 0));
        claims.add(new Claim(machine() + ": a call of the root takes fewer cycles", value("timeReduction") > 0));
        claims.add(new Claim(machine() + ": fewer than with the group copied in its old order", reduction(positioned) > reduction(copied)));
        claims.add(new Claim(machine() + ": fewer than with most random layouts", reduction(positioned) > randomMedian()));
        return claims;
    }

    /** The group and the sets of the I-cache that its hot code falls into, before and after. */
    String picture(LongFunction<String> symbol) {
        long bytes = job.machine().number(ConfigurationKey.ICACHE_BYTES);
        StringBuilder text = new StringBuilder("%s: the group of %s, hot + cold bytes in the order of their places%n".formatted(machine(), root));
        positioned.versions().stream().sorted(Comparator.comparingLong(VersionCode::start)).forEach(version -> text.append(
                String.format(Locale.ROOT, "  0x%x  %5d + %5d  %s%n", version.start(), version.bytes(), version.coldBytes(), symbol.apply(version.function()))));
        text.append("lines of its hot code in each set of the I-cache, as linked\n").append(CacheFootprint.asLinked(positioned.versions(), bytes).text());
        text.append("and positioned\n").append(CacheFootprint.asPlaced(positioned.versions(), bytes).text());
        return text.toString();
    }
}
