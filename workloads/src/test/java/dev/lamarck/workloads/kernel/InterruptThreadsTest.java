package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of devices that meet a mutex which somebody holds, on the booted kernel with a clock that ticks every 40 000 cycles. */
class InterruptThreadsTest {
    private static final List<String> ONE_BLOCKING = List.of("interrupt 7 blocks", "interrupt 7 goes on", "interrupt 7 ends");

    private static MachineConfiguration machine(int cpus) {
        return ForcedInterrupts.MACHINE.with("mode", "functional").with("cpus", String.valueOf(cpus));
    }

    private static void ends(World world, String output) {
        Result result = world.run();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(new String(result.history().console().bytes(), StandardCharsets.UTF_8)).isEqualTo(output);
    }

    private static ForcedInterrupts met(int cpus, Engine engine, StringBuilder hash) throws Exception {
        World world = new World(ForcedInterrupts.job(machine(cpus), 1, "echo", "10"), Terminal.scripted(Content.EMPTY));
        world.machine().use(engine);
        ForcedInterrupts interrupts = new ForcedInterrupts(world);
        interrupts.raiseAt("tcp_wput", 1, new Random(1), InterruptSource.NETWORK);
        ends(world, "wrong 0\n");
        hash.append(world.machine().stateHash());
        return interrupts;
    }

    /**
     * The nicest thread sends, beside a better one that computes, and is interrupted with the network locked. The handler blocks; the interrupted thread, lent the handler's priority, runs on
     * alone to where it lets the lock go, and there the handler goes on and ends.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whoHoldsTheLockRunsOnAndLetsTheHandlerGoOn(int cpus) throws Exception {
        StringBuilder interpreted = new StringBuilder();
        ForcedInterrupts interrupts = met(cpus, Engine.INTERPRET, interpreted);
        assertThat(interrupts.wrong()).isEmpty();
        assertThat(interrupts.forced()).isGreaterThanOrEqualTo(10);
        assertThat(interrupts.blocked()).isGreaterThanOrEqualTo(interrupts.forced());
        List<String> events = interrupts.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).equals(ONE_BLOCKING.getFirst())) {
                assertThat(events.subList(i, i + ONE_BLOCKING.size())).isEqualTo(ONE_BLOCKING);
            }
        }
        StringBuilder translated = new StringBuilder();
        assertThat(met(cpus, Engine.TRANSLATE, translated).events()).isEqualTo(events);
        assertThat(translated).hasToString(interpreted.toString());
    }

    /** A disk's handler is interrupted by the network's, which meets the lock: it leaves the processor to the disk's, not to the thread below. */
    @Test
    void aHandlerBlocksAboveAnother() throws Exception {
        World world = new World(ForcedInterrupts.job(machine(1), 1, "echo", "10"), Terminal.scripted(Content.EMPTY));
        ForcedInterrupts interrupts = new ForcedInterrupts(world);
        interrupts.raiseAt("tcp_wput", 1, new Random(1), InterruptSource.DISK);
        interrupts.raiseAt("disk_interrupt", 1, new Random(1), InterruptSource.NETWORK);
        ends(world, "wrong 0\n");
        assertThat(interrupts.wrong()).isEmpty();
        assertThat(interrupts.blockedInNested()).isGreaterThanOrEqualTo(10);
        assertThat(interrupts.ended()).isEqualTo(interrupts.blocked());
    }

    /** With {@code -Dseed} only that one, on all machines. */
    static List<Arguments> storms() {
        Long asked = Long.getLong("seed");
        return asked == null ? List.of(Arguments.of(1, 1), Arguments.of(1, 2), Arguments.of(4, 3), Arguments.of(2, 4))
                : List.of(Arguments.of(1, asked), Arguments.of(2, asked), Arguments.of(4, asked));
    }

    /** Sources at random, in handlers, in the dispatcher's and the locks' ways, while connections, files and processes come and go. */
    @ParameterizedTest
    @MethodSource("storms")
    void nothingIsLostInAStorm(int cpus, long seed) throws Exception {
        World world = new World(ForcedInterrupts.job(machine(cpus), seed, "storm", "24"), Terminal.scripted(Content.EMPTY));
        ForcedInterrupts interrupts = new ForcedInterrupts(world);
        interrupts.raiseAnywhere(seed);
        ends(world, "bad 0\n");
        interrupts.end();
        assertThat(interrupts.wrong()).isEmpty();
        assertThat(interrupts.blocked()).isGreaterThan(5);
        assertThat(interrupts.ended()).isEqualTo(interrupts.blocked());
    }
}
