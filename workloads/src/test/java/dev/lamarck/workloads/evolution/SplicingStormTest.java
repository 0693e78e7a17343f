package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.kernel.ForcedInterrupts;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Annotations go into and out of the booted kernel, at random times and in random order, several to a function, while processes open
 * files and a fast clock preempts them. The functions include those that switch threads and that the evolution manager itself runs
 * through. Every count must equal what is seen from outside, and at the end nothing may be left.
 */
class SplicingStormTest {
    /** A slow processor under a clock of the same hundred ticks a second: preemption every 40 000 instructions. */
    private static final String HERTZ = "4000000";
    private static final MachineConfiguration MACHINE =
            MachineConfiguration.named("ultrasparc-1").with("clock.hertz", HERTZ).with("channel.latency", "400");
    /** Machines on which other processors look on, a word that was written and not flushed would not be executed, a store waits. */
    private static final List<MachineConfiguration> HARDER = List.of(
            MACHINE.with("cpus", "3"),
            MACHINE.with("mode", "timing").with("icache", "hardware"),
            MACHINE.with("mode", "timing").with("icache", "hardware").with("stores", "delayed").with("cpus", "2"));
    private static final List<ConfigurationKey> TOLD = List.of(ConfigurationKey.ICACHE, ConfigurationKey.STORES, ConfigurationKey.CPUS);
    private static final List<String> LOAD = List.of("openload", "4", "45");
    private static final long FIRST = 4_000_000;
    private static final long LAST = 13_000_000;
    private static final List<String> FUNCTIONS =
            List.of("copen", "falloc", "vn_open", "kmem_alloc", "kmem_free", "swtch", "disp", "preempt", "vn_rele");
    private static final List<String> OF_HANDLERS = List.of("hmeintr", "interrupt_serve", "mutex_vector_enter", "mutex_vector_exit", "swtch", "tcp_rput_data", "ip_rput", "preempt");
    private static final int ANNOTATIONS = 14;
    /** As many as a thread has room for: one more, while they are all in force or still being left, is refused. */
    private static final int MOST_TIMERS = 8;

    /** What a seed asks for: counters and timers, each removed some time later. */
    private record Plan(Map<Long, String> counted, Map<Long, String> timed, List<Job.Message> messages) {
        static Plan of(long seed, List<String> functions) {
            Random random = new Random(seed);
            Plan plan = new Plan(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
            for (long number = 1; number <= ANNOTATIONS; number++) {
                String function = functions.get(random.nextInt(functions.size()));
                boolean counts = random.nextBoolean() || plan.timed.size() == MOST_TIMERS;
                (counts ? plan.counted : plan.timed).put(number, function);
                long installed = random.nextLong(FIRST, LAST);
                EvolutionRequest request =
                        counts ? EvolutionRequest.countCalls(number, function) : EvolutionRequest.timeCalls(number, function);
                plan.messages.add(request.at(installed));
                plan.messages.add(EvolutionRequest.remove(100 + number, number).at(random.nextLong(installed + 1, LAST + 1)));
            }
            plan.messages.add(EvolutionRequest.compareText(1000).at(LAST + 1));
            return plan;
        }
    }

    /** The plain machine with every seed, and one of the harder ones with each; with {@code -Dseed} all. */
    @TestFactory
    Stream<DynamicTest> storms() {
        Long asked = Long.getLong("seed");
        LongStream seeds = asked == null ? LongStream.rangeClosed(1, HARDER.size()) : LongStream.of(asked);
        return seeds.boxed().flatMap(seed -> Stream.concat(Stream.of(MACHINE), HARDER.stream().filter(harder -> asked != null || HARDER.indexOf(harder) == seed - 1))
                .map(machine -> DynamicTest.dynamicTest("-Dseed=" + seed + " " + TOLD.stream().map(machine::get).toList(), () -> storm(seed, machine))));
    }

    private static void storm(long seed, MachineConfiguration machine) throws CompilationException {
        Plan plan = Plan.of(seed, FUNCTIONS);
        Job job = new Job("storm", "test", BuiltKernel.kernel(), BuiltKernel.disk(), machine, seed, 1, 100_000_000,
                BootArguments.starting("/bin/" + LOAD.getFirst(), LOAD, List.of()), plan.messages(), Content.EMPTY);
        check(new World(job, Terminal.scripted(Content.EMPTY)), plan, FUNCTIONS);
    }

    /** Interrupt threads block in what is spliced, and interrupt the splicing. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2"})
    void whileHandlersBlock(long seed, int cpus) throws Exception {
        Plan plan = Plan.of(seed, OF_HANDLERS);
        Job job = ForcedInterrupts.job(ForcedInterrupts.MACHINE.with("channel.latency", "400").with("cpus", String.valueOf(cpus)), seed, "storm", "70");
        World world = new World(job.running(job.load(), job.disk(), job.boot(), plan.messages()), Terminal.scripted(Content.EMPTY));
        ForcedInterrupts interrupts = new ForcedInterrupts(world);
        interrupts.raiseAnywhere(seed);
        check(world, plan, OF_HANDLERS);
        assertThat(interrupts.wrong()).isEmpty();
        assertThat(interrupts.blocked()).isGreaterThan(5);
        assertThat(interrupts.ended()).isEqualTo(interrupts.blocked());
    }

    private static void check(World world, Plan plan, List<String> functions) {
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Map<String, CallObserver> observers = new TreeMap<>();
        functions.forEach(function -> observers.put(function, new CallObserver(world, world.kernelImage().address(function))));

        Result result = world.run();

        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).isZero();
        assertThat(log.refusals()).isEmpty();
        plan.counted().forEach((request, function) -> assertCounted(world, log, observers.get(function), request, function));
        plan.timed().forEach((request, function) -> assertThat(log.isUndone(request)).as(function).isTrue());
        assertThat(log.comparisons()).singleElement().satisfies(text -> assertThat(text.allUndone()).as("%s", text).isTrue());
        assertThat(LinkedText.isIntact(world)).isTrue();
    }

    private static void assertCounted(World world, EvolutionLog log, CallObserver observer, long request, String function) {
        PointHistory history = new PointHistory(world.kernelImage().address(function), log.ledger());
        long seen = observer.calls().stream()
                .filter(call -> history.annotationsAt(call.began(), call.word()).contains(request)).count();
        assertThat(log.finalReading(request)).as("%d: %s", request, function).isPresent();
        assertThat(log.finalReading(request).orElseThrow().calls()).as("%d: %s", request, function).isEqualTo(seen);
    }
}
