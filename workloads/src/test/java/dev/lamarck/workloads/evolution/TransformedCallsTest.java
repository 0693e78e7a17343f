package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.equivalence.Body;
import dev.lamarck.workloads.equivalence.CallMoment;
import dev.lamarck.workloads.equivalence.Equivalence;
import dev.lamarck.workloads.equivalence.RecordedCalls;
import dev.lamarck.workloads.equivalence.Unseen;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One test for each way in which the manager makes a version of a function: in forks of the machine that runs the version, linked
 * function and version are called with the arguments of real calls and with others.
 */
class TransformedCallsTest {
    /** {@code -Dseed=N} replays one; {@code -Dcalls.variations=N} makes so many of each recorded call, and goes through all layouts. */
    private static final long SEED = Long.getLong("seed", 9);
    private static final int VARIATIONS = Integer.getInteger("calls.variations", 3);
    private static final int EVERY = 5;
    private static final int MOMENTS = 2;
    private static final MachineConfiguration ULTRASPARC = MachineConfiguration.named("ultrasparc-1");
    /** Of five processes, the one that sends itself SIGUSR1, after two seconds' rest. */
    private static final int SENDER = 5;
    private static final long SOON = 5_000_000;
    private static final long BETWEEN_THE_SIGNALS = 210_000_000;
    private static final long CHANGE = 1;
    private static final long CHANGE_ON_TOP = 2;
    private static final int FIRST_ARGUMENT = 8;
    private static final long SIGNAL_FRAME = 816;

    private final EvolutionLog log = new EvolutionLog();
    /** By the address that was called. */
    private final Map<Long, RecordedCalls> calls = new LinkedHashMap<>();
    private World world;
    private Image kernel;

    /** Boots a load's world; every fifth call of any version that is installed in it is recorded, until there are enough of one function. */
    private void boot(String function, MachineConfiguration machine, List<String> load, List<Job.Message> requests) throws CompilationException {
        MachineConfiguration configuration = machine.with("mode", "functional").with("ram.bytes", "16777216");
        world = new World(new Job("transformed", "test", BuiltKernel.kernel(), BuiltKernel.disk(), configuration, SEED, 1, 600_000_000,
                BootArguments.starting("/bin/" + load.getFirst(), load, List.of()), requests, Content.EMPTY), Terminal.scripted(Content.EMPTY));
        kernel = world.kernelImage();
        world.answerChannel(new ResidualCompiler(world, Specializers::ofKernel, log));
        log.onChange(change -> log.versions().stream()
                .filter(version -> change.state() == LedgerChange.State.INSTALLED && version.id() == change.id() && kernel.functionAt(version.start()).isEmpty())
                .forEach(version -> {
                    RecordedCalls recorded = record(version.start());
                    if (name(version).equals(function)) {
                        endAfter(recorded);
                    }
                }));
    }

    /** Ends the run once enough calls have been recorded. */
    private void endAfter(RecordedCalls enough) {
        world.machine().watch(enough.entry(), (cycle, pc) -> {
            if (enough.moments().size() == MOMENTS) {
                world.machine().requestStop();
            }
        });
    }

    private RecordedCalls record(long address) {
        return calls.computeIfAbsent(address, entry -> new RecordedCalls(world, entry, EVERY, MOMENTS));
    }

    /** The versions alone, without what is spliced into them. */
    private Body body(long entry, List<VersionCode> versions) {
        SortedMap<Long, Integer> words = new TreeMap<>();
        for (VersionCode version : versions) {
            for (int i = 0; i < version.words().size(); i++) {
                words.put(version.address(i), version.words().get(i));
            }
        }
        log.ledger().stream().filter(change -> change.state() == LedgerChange.State.INSTALLED && words.containsKey(change.address()))
                .forEach(splice -> words.put(splice.address(), splice.wordBefore()));
        return new Body("version", entry, words);
    }

    private void run() {
        world.runTo("end");
        assertThat(log.refusals()).isEmpty();
    }

    private String name(VersionCode version) {
        return kernel.functionAt(version.function()).orElseThrow().name();
    }

    /** Compares what recorded calls did with what another function does; how many calls, but for those without an end that could be compared. */
    private int compare(String linked, Body other, List<CallMoment> moments, Unseen unseen, int arguments) {
        Equivalence equivalence = Equivalence.of(kernel, moments, unseen, Body.linked(kernel, linked), other, arguments, VARIATIONS, SEED);
        assertThat(equivalence.differences()).as("%s, -Dseed=%d", linked, SEED).isEmpty();
        return equivalence.calls() - equivalence.inconclusive();
    }

    /** When somebody last looked at the clock depends on how long it took to get there. */
    private Unseen clock() {
        return machine -> List.of(new Unseen.Range(kernel.address("dev.lamarck.kernel.driver.TimeOfDay.latest"), Long.BYTES));
    }

    private Unseen cache() {
        return machine -> SignalCache.of(kernel, machine);
    }

    private int compare(String linked, long other, int arguments) {
        return compare(linked, body(other, log.versions()), calls.get(other).moments(), clock(), arguments);
    }

    private static Stream<Arguments> layouts() {
        Stream<Arguments> few = Stream.of(Arguments.of("ultrasparc-1", Placement.CHAINS), Arguments.of("tiny", Placement.RANDOM));
        return System.getProperty("calls.variations") == null ? few : Stream.concat(few, Stream.of(Arguments.of("tiny", Placement.CHAINS),
                Arguments.of("ultrasparc-1", Placement.ORIGINAL), Arguments.of("ultrasparc-1", Placement.RANDOM)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aFunctionAndItsHotCalleesPlacedAnew(String machine, int layout) throws CompilationException {
        boot("copen", MachineConfiguration.named(machine), List.of("openload", "4", "400"),
                List.of(EvolutionRequest.position(CHANGE, "copen", layout, (int) SEED, 300_000).at(SOON)));
        run();

        // A member that the load called while it was profiled, and then not any more, has nothing to be compared: few are.
        List<VersionCode> called = log.versions().stream().filter(version -> !calls.get(version.start()).moments().isEmpty()).toList();
        assertThat(4 * called.size()).as("called, of %d", log.versions().size()).isGreaterThanOrEqualTo(3 * log.versions().size());
        Map<String, Integer> compared = new TreeMap<>();
        called.forEach(version -> compared.put(name(version), compare(name(version), version.start(), 3)));
        assertThat(compared).containsKey("copen").hasSizeGreaterThan(3).allSatisfy((name, count) -> assertThat(count).as(name).isPositive());
    }

    @Test
    void anAllocationOfOneSizeBehindATestAndByBoundCalls() throws CompilationException {
        boot("", ULTRASPARC, List.of("mixedload", "2", "40"),
                List.of(EvolutionRequest.specialize(CHANGE, "kmem_alloc", 0, SIGNAL_FRAME).at(SOON)));
        List<RecordedCalls> bound = new ArrayList<>();
        log.onChange(change -> {
            if (change.state() == LedgerChange.State.INSTALLED && change.address() != 0 && change.patch() == 0) {
                bound.add(new RecordedCalls(world, Flow.target(change.wordAfter(), change.address()),
                        registers -> registers.integer(FIRST_ARGUMENT) == SIGNAL_FRAME, EVERY, MOMENTS));
                endAfter(bound.getLast());
            }
        });
        run();

        assertThat(compare("kmem_alloc", log.versions().getFirst().start(), 1)).isEqualTo(MOMENTS * (1 + VARIATIONS));
        assertThat(bound).hasSizeGreaterThanOrEqualTo(2);
        List<CallMoment> moments = bound.getFirst().moments();
        assertThat(compare("kmem_alloc", body(bound.getFirst().entry(), log.versions()), moments, Unseen.NOTHING, 0)).isEqualTo(MOMENTS * (1 + VARIATIONS));
    }

    @Test
    void aResidualBehindTheTestOfItsArguments() throws CompilationException {
        boot("kill_proc", ULTRASPARC, List.of("signalload", "5", "30", "1", "150", "1000"), List.of(EvolutionRequest.useAlternatives(CHANGE, "_cached").at(SOON),
                EvolutionRequest.specializeSignals(CHANGE_ON_TOP, SENDER).at(BETWEEN_THE_SIGNALS)));
        run();

        long residual = log.versions().getLast().start();
        assertThat(calls.get(residual).moments()).hasSize(MOMENTS);
        assertThat(compare("kill_proc_cached", residual, 3)).isEqualTo(MOMENTS * (1 + VARIATIONS));
        assertThat(compare("kill_proc", body(residual, log.versions()), calls.get(residual).moments(), cache(), 3)).isEqualTo(MOMENTS * (1 + VARIATIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill_proc_cached", "kill_proc_folded"})
    void alternativesOfTheKillPath(String alternative) throws CompilationException {
        boot("", ULTRASPARC, List.of("mixedload", "2", "40"), List.of());
        long entry = kernel.address("kill_proc");
        endAfter(record(entry));
        run();

        assertThat(compare("kill_proc", Body.linked(kernel, alternative), calls.get(entry).moments(),
                alternative.equals("kill_proc_cached") ? cache() : Unseen.NOTHING, 3)).isEqualTo(MOMENTS * (1 + VARIATIONS));
    }

    @Test
    void aFunctionBehindADelay() throws CompilationException {
        // A clock that ticks often, so that the policy soon knows enough.
        boot("", ULTRASPARC.with("clock.hertz", "16700000"), List.of("openload", "4", "400"),
                List.of(EvolutionRequest.evolve(CHANGE, "harmful", 50_000_000).at(SOON)));
        run();

        VersionCode version = log.versions().getFirst();
        assertThat(compare(name(version), body(version.start(), List.of(version)), calls.get(version.start()).moments(), Unseen.NOTHING, 3)).isPositive();
    }
}
