package dev.lamarck.workloads.evolution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.equivalence.Body;
import dev.lamarck.workloads.equivalence.Equivalence;
import dev.lamarck.workloads.equivalence.RecordedCalls;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.Kind;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kill_proc} is specialized again and again, for processes that change what the residuals assume, under a clock that preempts
 * every 40 000 instructions. Before each instruction of a residual, whoever executes it, everything that it assumes is looked up in the
 * machine's memory: it must hold. Calls of residuals are made again in forks of the storm, by the residual and by the generic function:
 * they must do the same. Each process must see what it sees in the same storm without specializations, in the same order. At the end
 * nothing may be left.
 *
 * <p>{@code -Dseed=N} replays one storm, {@code -Dstorms=N} raises so many.
 */
class GuardStormTest {
    private static final String HERTZ = "4000000";
    private static final long FIRST = 6_000_000;
    private static final long BETWEEN = 32_000_000;
    private static final int SPECIALIZATIONS = 4;
    private static final long LAST = FIRST + SPECIALIZATIONS * BETWEEN;
    private static final int FIRST_WORKER = 2;
    private static final int WORKERS = 3;
    private static final int ATTEMPTS = 6;
    private static final String ALL_WAYS = "hhoduosss";
    private static final long CACHE = 1;
    private static final long SPECIALIZE = 10;

    /** What the storms did to residuals, together: which of it befalls one storm is a matter of moments. */
    private long installed;
    private long reverted;
    private long executed;
    private long compared;

    @TestFactory
    Stream<DynamicTest> storms() {
        LongStream seeds = System.getProperty("seed") == null ? LongStream.rangeClosed(1, Long.getLong("storms", 2)) : LongStream.of(Long.getLong("seed"));
        Stream<DynamicTest> storms = seeds.mapToObj(seed -> DynamicTest.dynamicTest("-Dseed=" + seed, () -> storm(seed)));
        return Stream.concat(storms, Stream.of(DynamicTest.dynamicTest("residuals were executed and reverted", () -> {
            assertThat(installed).as("residuals put in force").isPositive();
            assertThat(reverted).as("reverted by a guard").isPositive();
            assertThat(executed).as("instructions of residuals executed").isPositive();
            assertThat(compared).as("calls compared with the generic function").isPositive();
        })));
    }

    private static List<Job.Message> requests(long seed) {
        Random random = new Random(seed);
        List<Job.Message> messages = new ArrayList<>();
        messages.add(EvolutionRequest.useAlternatives(CACHE, "_cached").at(FIRST));
        for (int i = 0; i < SPECIALIZATIONS; i++) {
            long at = FIRST + 1_000_000 + i * BETWEEN + random.nextLong(1_000_000);
            // A sender whose last target has gone has nothing to specialize on: then the next one's turn comes.
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int sender = FIRST_WORKER + random.nextInt(WORKERS);
                messages.add(EvolutionRequest.specializeSignals(SPECIALIZE + ATTEMPTS * i + attempt, sender).at(at + attempt * 50_000));
            }
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                messages.add(EvolutionRequest.remove(1000 + attempt, SPECIALIZE + ATTEMPTS * i + attempt).at(at + BETWEEN - 2_500_000));
            }
        }
        messages.add(EvolutionRequest.remove(1000, CACHE).at(LAST));
        messages.add(EvolutionRequest.compareText(1001).at(LAST + 1));
        return messages;
    }

    private static World world(long seed, String ways, List<Job.Message> requests) throws CompilationException {
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", "16777216")
                .with("clock.hertz", HERTZ).with("channel.latency", "400");
        return new World(new Job("storm", "test", BuiltKernel.kernel(), BuiltKernel.diskWith(GuardStorm.class), machine, seed, 1, 600_000_000,
                BootArguments.starting("/bin/guardstorm", List.of("guardstorm", String.valueOf(seed), ways), List.of()), requests, Content.EMPTY), Terminal.scripted(Content.EMPTY));
    }

    private void storm(long seed) throws CompilationException {
        World generic = world(seed, ALL_WAYS, List.of());
        Result expected = generic.run();
        assertThat(expected.exitStatus()).as("workers that saw something wrong without specializations").isZero();
        World world = world(seed, ALL_WAYS, requests(seed));
        EvolutionLog log = new EvolutionLog();
        StaleWatch watch = new StaleWatch(world, log);
        world.answerChannel(watch);
        List<RecordedCalls> calls = new ArrayList<>();
        log.onChange(change -> log.versions().stream().filter(version -> version.id() == change.id() && change.kind() == Kind.SPECIALIZE_SIGNALS
                && change.state() == State.INSTALLED).forEach(version -> calls.add(new RecordedCalls(world, version.start(), 4, 2))));

        Result result = world.run();

        assertThat(watch.stale()).isEmpty();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).as("workers that saw something wrong").isZero();
        assertThat(seen(result)).as("deliveries and results in order").isEqualTo(seen(expected)).hasSize(WORKERS);
        calls.forEach(recorded -> compareWithGeneric(world.kernelImage(), recorded, seed));
        installed += changes(log, State.INSTALLED);
        reverted += changes(log, State.REVERTED);
        executed += watch.executed();
        assertThat(log.comparisons()).singleElement().satisfies(text -> assertThat(text.allUndone()).as("%s", text).isTrue());
        assertThat(LinkedText.isIntact(world)).isTrue();
    }

    /** What each worker saw, by worker. */
    private static List<String> seen(Result result) {
        return new String(result.history().console().bytes(), US_ASCII).lines().sorted().toList();
    }

    /** In forks of the storm, the residual and the generic function do the same. */
    private void compareWithGeneric(Image kernel, RecordedCalls calls, long seed) {
        Equivalence equivalence = Equivalence.of(kernel, calls.moments(), machine -> SignalCache.of(kernel, machine),
                Body.linked(kernel, "kill_proc"), Body.installed(calls.entry()), 3, 1, seed);
        assertThat(equivalence.differences()).isEmpty();
        assertThat(equivalence.inconclusive()).isZero();
        compared += equivalence.calls();
    }

    /** Whether the storm would notice: processes that change one field between signals, and the guard of that left out. */
    @ParameterizedTest
    @CsvSource({"signal.SignalAction,handler,hs", "process.Proc,lastTarget,os"})
    void withoutItsGuardAStaleValueIsSeen(String owner, String field, String ways) throws CompilationException {
        World world = world(1, ways, requests(1));
        StaleWatch watch = new StaleWatch(world, new EvolutionLog(), "dev.lamarck.kernel." + owner, field);
        world.answerChannel(watch);
        world.runTo("end");

        assertThat(watch.stale()).isNotEmpty().allMatch(what -> what.contains(field));
    }

    private static long changes(EvolutionLog log, State state) {
        return log.ledger().stream().filter(change -> change.kind() == Kind.SPECIALIZE_SIGNALS && change.parent() == 0)
                .map(LedgerChange::state).filter(state::equals).count();
    }
}
