package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.residual.Assumption;
import dev.lamarck.toolchain.residual.Residual;
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

/**
 * {@code kill_proc} is specialized again and again, for processes that change what the residuals assume, under a clock that preempts
 * every 40 000 instructions. Before each instruction of a residual, whoever executes it, everything that it assumes is looked up in the
 * machine's memory: it must hold. The program must see what it sees of the generic kernel, and at the end nothing may be left.
 */
class GuardStormTest {
    private static final String HERTZ = "4000000";
    private static final long FIRST = 6_000_000;
    private static final long BETWEEN = 45_000_000;
    private static final int SPECIALIZATIONS = 3;
    private static final long LAST = FIRST + SPECIALIZATIONS * BETWEEN;
    private static final int FIRST_WORKER = 2;
    private static final int WORKERS = 3;
    private static final int ATTEMPTS = 6;
    private static final long CACHE = 1;
    private static final long SPECIALIZE = 10;

    /** Looks at what residuals assume whenever one is executed. */
    private static final class Witness implements ChannelHost {
        private final World world;
        private final ResidualCompiler compiler;
        private final KernelMemory memory;
        private final StoreTable fields;
        private final List<String> stale = new ArrayList<>();
        private long executed;

        Witness(World world, EvolutionLog log) {
            this.world = world;
            compiler = new ResidualCompiler(world, Specializers::ofKernel, log);
            memory = new KernelMemory(world.machine());
            fields = StoreTable.of(world.kernelImage());
        }

        @Override
        public byte[] answer(long cycle, long kind, byte[] request) {
            int known = compiler.residuals().size();
            byte[] answer = compiler.answer(cycle, kind, request);
            compiler.residuals().stream().skip(known).forEach(this::watch);
            return answer;
        }

        /** Where it stands another may stand later: each is asked about while it is the last one there. */
        private void watch(Residual residual) {
            for (int offset = 0; offset < residual.code().codeBytes(); offset += 4) {
                world.machine().watch(residual.code().address() + offset, (cycle, pc) -> {
                    if (residual == compiler.residuals().getLast()) {
                        executed++;
                        residual.assumptions().stream().filter(assumption -> !holds(assumption)).findFirst()
                                .ifPresent(assumption -> stale.add("%s at cycle %d, pc %x".formatted(assumption, cycle, pc)));
                    }
                });
            }
        }

        private boolean holds(Assumption assumption) {
            return switch (assumption) {
                case Assumption.Argument argument -> true;
                case Assumption.Field field -> memory.load(field.object() + place(field.field().owner(), field.field().name()),
                        Datum.ofDescriptor(field.field().descriptor())) == field.value();
                case Assumption.Static field -> memory.load(place(field.field().owner(), field.field().name()),
                        Datum.ofDescriptor(field.field().descriptor())) == field.value();
                case Assumption.Alive alive -> memory.load(alive.object(), Datum.ofDescriptor("I")) == alive.hub();
            };
        }

        private long place(String owner, String name) {
            return fields.fields().get(fields.number(owner.replace('/', '.'), name)).place();
        }
    }

    /** What the storms did to residuals, together: which of it befalls one storm is a matter of moments. */
    private long installed;
    private long reverted;
    private long executed;

    @TestFactory
    Stream<DynamicTest> storms() {
        LongStream seeds = System.getProperty("seed") == null ? LongStream.rangeClosed(1, 2) : LongStream.of(Long.getLong("seed"));
        Stream<DynamicTest> storms = seeds.mapToObj(seed -> DynamicTest.dynamicTest("-Dseed=" + seed, () -> storm(seed)));
        return Stream.concat(storms, Stream.of(DynamicTest.dynamicTest("residuals were executed and reverted", () -> {
            assertThat(installed).as("residuals put in force").isPositive();
            assertThat(reverted).as("reverted by a guard").isPositive();
            assertThat(executed).as("instructions of residuals executed").isPositive();
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

    private void storm(long seed) throws CompilationException {
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("clock.hertz", HERTZ).with("channel.latency", "400");
        Job job = new Job("storm", "test", BuiltKernel.kernel(), BuiltKernel.diskWith(GuardStorm.class), machine, seed, 1, 600_000_000,
                BootArguments.starting("/bin/guardstorm", List.of("guardstorm"), List.of()), requests(seed), Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = new EvolutionLog();
        Witness witness = new Witness(world, log);
        world.answerChannel(witness);

        Result result = world.run();

        assertThat(witness.stale).isEmpty();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).as("processes that saw something else than of the generic kernel").isZero();
        installed += changes(log, State.INSTALLED);
        reverted += changes(log, State.REVERTED);
        executed += witness.executed;
        assertThat(log.comparisons()).singleElement().satisfies(text -> assertThat(text.isAllUndone()).as("%s", text).isTrue());
        assertThat(LinkedText.isIntact(world)).isTrue();
    }

    private static long changes(EvolutionLog log, State state) {
        return log.ledger().stream().filter(change -> change.kind() == Kind.SPECIALIZE_SIGNALS && change.parent() == 0)
                .map(LedgerChange::state).filter(state::equals).count();
    }
}
