package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function and its hot callees placed anew in the booted kernel while processes open files. */
class PositioningTest {
    private static final String ROOT = "copen";
    private static final List<String> LOAD = List.of("openload", "4", "150");
    private static final long WINDOW = 300_000;
    private static final long POSITION = 1;
    private static final long COUNT_BEFORE = 2;
    private static final long COUNT_AFTER = 3;

    private final Map<Long, CallObserver> observers = new TreeMap<>();
    private EvolutionLog log;
    private World world;
    /** Executions of the entries of versions. */
    private final AtomicLong entered = new AtomicLong();

    private Result run(List<Job.Message> requests) throws CompilationException {
        Job job = new Job("positioning", "test", BuiltKernel.kernel(), BuiltKernel.disk(),
                MachineConfiguration.named("ultrasparc-1").with("clock.hertz", "4000000").with("channel.latency", "400"), 1, 1, 200_000_000,
                BootArguments.starting("/bin/" + LOAD.getFirst(), LOAD, List.of()), requests, Content.EMPTY);
        world = new World(job, Terminal.scripted(Content.EMPTY));
        log = new EvolutionLog();
        log.onChange(change -> {
            if (change.kind() == LedgerChange.Kind.COUNT_CALLS && change.address() != 0) {
                observers.computeIfAbsent(change.address(), address -> new CallObserver(world, address));
            }
            if (change.kind() == LedgerChange.Kind.POSITION && change.state() == LedgerChange.State.INSTALLED && change.patch() != 0
                    && log.versions().stream().anyMatch(version -> version.start() == change.patch())) {
                world.machine().watch(change.patch(), (cycle, pc) -> entered.incrementAndGet());
            }
        });
        world.answerChannel(log);
        long entry = world.kernelImage().address(ROOT);
        observers.put(entry, new CallObserver(world, entry));
        return world.run();
    }

    @ParameterizedTest
    @ValueSource(ints = {Placement.CHAINS, Placement.ORIGINAL, Placement.RANDOM})
    void aPositionedGroupRunsTheLoadAndLeavesNothingBehind(int layout) throws CompilationException {
        Result result = run(List.of(EvolutionRequest.position(POSITION, ROOT, layout, 7, WINDOW).at(5_500_000),
                EvolutionRequest.remove(10, POSITION).at(41_500_000), EvolutionRequest.compareText(11).at(41_500_001)));

        assertThat(log.refusals()).isEmpty();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).isZero();
        assertThat(log.placements()).singleElement().satisfies(group -> assertThat(group.members()).isGreaterThan(1));
        assertThat(log.versions()).allMatch(VersionCode::isWhole)
                .anyMatch(version -> version.function() == world.kernelImage().address(ROOT));
        assertThat(entered.get()).as("calls of versions").isGreaterThan(100);
        assertThat(log.comparisons()).singleElement().satisfies(text -> assertThat(text.allUndone()).as("%s", text).isTrue());
        assertThat(LinkedText.isIntact(world)).isTrue();
    }

    @Test
    void countersFollowTheFunctionToItsVersionAndBack() throws CompilationException {
        run(List.of(EvolutionRequest.countCalls(COUNT_BEFORE, ROOT).at(5_400_000),
                EvolutionRequest.position(POSITION, ROOT, Placement.CHAINS, 0, WINDOW).at(5_500_000),
                EvolutionRequest.countCalls(COUNT_AFTER, ROOT).at(35_500_000), EvolutionRequest.remove(10, POSITION).at(41_500_000),
                EvolutionRequest.remove(11, COUNT_BEFORE).at(47_500_000), EvolutionRequest.remove(12, COUNT_AFTER).at(47_500_001),
                EvolutionRequest.compareText(13).at(47_500_002)));

        assertThat(log.refusals()).isEmpty();
        for (long request : List.of(COUNT_BEFORE, COUNT_AFTER)) {
            assertThat(log.finalReading(request).orElseThrow().calls()).as("request %d", request).isPositive().isEqualTo(seen(request));
        }
        assertThat(observers.size()).as("places with a counter").isEqualTo(2);
        assertThat(log.comparisons()).singleElement().satisfies(text -> assertThat(text.allUndone()).as("%s", text).isTrue());
        assertThat(LinkedText.isIntact(world)).isTrue();
    }

    /** Executions of launchers of a counter: in the function while it was not redirected, and in its version. */
    private long seen(long request) {
        Set<Integer> redirections = log.ledger().stream().filter(change -> log.versions().stream().anyMatch(
                version -> version.id() == change.id() && change.state() == LedgerChange.State.INSTALLED))
                .map(LedgerChange::wordAfter).collect(Collectors.toSet());
        return observers.entrySet().stream().mapToLong(observer -> {
            PointHistory history = new PointHistory(observer.getKey(), log.ledger());
            return observer.getValue().calls().stream().filter(call -> !redirections.contains(call.word()))
                    .filter(call -> history.annotationsAt(call.began(), call.word()).contains(request)).count();
        }).sum();
    }
}
