package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.evolution.KilledManager.ChangeUnderLoad;
import dev.lamarck.workloads.evolution.KilledManager.Ending;
import dev.lamarck.workloads.world.World;
import dev.lamarck.workloads.world.Workers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The manager's thread is killed at every step of putting a change in force and of taking it out, for every kind of change, and at random
 * instructions between steps; some successors are killed too. Without {@code -Dkills=all}, or a number of steps, it is one step of each;
 * {@code -Dkills.of=NAME} chooses changes by a part of their name.
 */
class KilledManagerTest {
    private static final boolean ALL = "all".equals(System.getProperty("kills"));
    /** Steps of installing, and steps of removing. */
    private static final int FEW = ALL ? Integer.MAX_VALUE : Integer.getInteger("kills", 1);
    private static final long SEED = Long.getLong("seed", 1);
    /** A successor is killed, if it is, before it can be done. */
    private static final int LATEST_SECOND = 100_000;
    private static final long CACHE = 1;
    private static final long SIZES = 2;
    private static final int SENDER = 4;

    private static List<ChangeUnderLoad> changes() {
        // By then the load runs.
        long asked = 5_500_000;
        long number = KilledManager.REQUEST;
        return List.of(
                change("count calls", EvolutionRequest.countCalls(number, "copen"), asked, 20, 8_500_000, 31_500_000),
                change("time calls", EvolutionRequest.timeCalls(number, "copen"), asked, 20, 8_500_000, 31_500_000),
                change("count values of an argument", EvolutionRequest.profileArgument(number, "kmem_alloc", 0), asked, 20, 8_500_000, 31_500_000),
                change("count blocks", EvolutionRequest.countBlocks(number, "kmem_alloc"), asked, 20, 8_500_000, 31_500_000),
                change("specialize, bind calls", EvolutionRequest.specialize(number, "kmem_alloc", 0, 816), asked, 40, 15_500_000, 51_500_000),
                change("alternatives", EvolutionRequest.useAlternatives(number, "_cached"), asked, 20, 8_500_000, 31_500_000),
                new ChangeUnderLoad("residual behind guards", List.of(EvolutionRequest.useAlternatives(CACHE, "_cached")),
                        EvolutionRequest.specializeSignals(number, SENDER), false, 70, asked + KilledManager.BEFOREHAND, 31_500_000, 71_500_000),
                change("position", EvolutionRequest.position(number, "copen", Placement.CHAINS, 0, 300_000), asked, 70, 27_500_000, 71_500_000),
                change("positions of two functions", EvolutionRequest.position(number, "kmem_alloc", Placement.CHAINS, 0, 300_000), asked, 20, 11_500_000, 31_500_000),
                new ChangeUnderLoad("all undone at once", List.of(EvolutionRequest.useAlternatives(CACHE, "_cached"),
                        EvolutionRequest.specialize(SIZES, "kmem_alloc", 0, 816)),
                        EvolutionRequest.timeCalls(number, "copen"), true, 40, asked + KilledManager.BEFOREHAND, 18_500_000, 51_500_000),
                change("trial of a policy", EvolutionRequest.evolve(number, "harmful", 3_000_000), asked, 40, 15_500_000, 61_500_000));
    }

    private static ChangeUnderLoad change(String name, EvolutionRequest request, long asked, int rounds, long removed, long compared) {
        return new ChangeUnderLoad(name, List.of(), request, false, rounds, asked, removed, compared);
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftOfAChangeWhoseManagerWasKilled() {
        return changes().stream().filter(change -> change.name().contains(System.getProperty("kills.of", "")))
                .map(change -> DynamicTest.dynamicTest(change.name() + " -Dseed=" + SEED, () -> killThroughout(change)));
    }

    /** A moment to kill the manager at, and if it is not 0 how many cycles later its successor is killed. */
    private record Kill(long moment, long again) {}

    private static void killThroughout(ChangeUnderLoad change) throws CompilationException {
        KilledManager manager = new KilledManager(change);
        Random random = new Random(SEED);
        TreeSet<Long> moments = moments(manager.installing, random);
        moments.addAll(moments(manager.removing, random));
        List<Kill> kills = moments.stream().map(moment -> new Kill(moment, random.nextInt(4) == 0 ? 1 + random.nextInt(LATEST_SECOND) : 0)).toList();
        int walks = ALL ? Runtime.getRuntime().availableProcessors() : 1;
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        Workers.run(IntStream.range(0, walks).mapToObj(walk -> walk(manager, kills, walk, walks)).toList(), KilledManager.RAM_BYTES)
                .forEach(ended -> ended.forEach(ending -> endings.merge(ending, 1, Integer::sum)));
        System.out.printf("%s: %d steps to put it in force, %d to take it out, killed at %d moments: %s%n", change.name(),
                manager.installing.size(), manager.removing.size(), kills.size(), endings);
        assertThat(endings).as("a manager was killed before the change was in force, and after").hasSizeGreaterThan(ALL ? 1 : 0);
    }

    /** Goes once through the change, to be forked at every so-many-th of the moments. */
    private static Callable<List<Ending>> walk(KilledManager manager, List<Kill> kills, int first, int stride) {
        return () -> {
            World original = manager.again();
            List<Ending> endings = new ArrayList<>();
            for (int i = first; i < kills.size(); i += stride) {
                original.machine().run(Limits.instructions(kills.get(i).moment()));
                endings.add(manager.kill(original, kills.get(i).again()));
            }
            return endings;
        };
    }

    /** Ends of steps, and if there are several, as many random instructions from the first to the last. */
    private static TreeSet<Long> moments(List<Long> steps, Random random) {
        TreeSet<Long> moments = new TreeSet<>();
        int stride = Math.max(1, steps.size() / FEW);
        for (int step = random.nextInt(stride); step < steps.size(); step += stride) {
            moments.add(steps.get(step));
            if (FEW > 1) {
                moments.add(random.nextLong(steps.getFirst(), steps.getLast() + 1));
            }
        }
        return moments;
    }
}
