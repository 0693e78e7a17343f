package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.residual.Assumption;
import dev.lamarck.toolchain.residual.Report;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.ResidualListing;
import dev.lamarck.toolchain.residual.Specialization;
import dev.lamarck.workloads.equivalence.Body;
import dev.lamarck.workloads.equivalence.Equivalence;
import dev.lamarck.workloads.equivalence.RecordedCalls;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kill path of a running kernel, a process signalling itself, asked for over the channel while the hand-written cache is in force. */
class ResidualCompilerTest {
    private static final String METHOD = "kill_proc_cached";
    private static final long PLACE = 0x7F_0000;
    private static final int ROOM = 0x1000;
    private static final int ARGUMENTS = 3;
    private static final int FIRST_ARGUMENT_REGISTER = 8;
    private static final int THREAD_REGISTER = 7;
    /** Calls of {@code kill_proc} before this one fill the sender's cache. */
    private static final int ASKED_AT_CALL = 25;

    private static World world;
    private static RecordedCalls calls;
    private static ResidualCompiler compiler;
    private static byte[] answer;
    private static int callsSeen;

    @BeforeAll
    static void runTheLoad() throws Exception {
        Job job = new Job("signalload", "test", BuiltKernel.kernel(), BuiltKernel.disk(),
                MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", "16777216"), 1, 1, 200_000_000,
                BootArguments.starting("/bin/signalload", List.of("signalload", "5", "30", "2", "20", "100"), List.of()),
                List.of(EvolutionRequest.useAlternatives(1, "_cached").at(5_000_000)), Content.EMPTY);
        world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = new EvolutionLog();
        compiler = new ResidualCompiler(world, Specializers::ofKernel, log);
        world.answerChannel(compiler);
        long entry = world.kernelImage().address("kill_proc");
        world.machine().watch(entry, (cycle, pc) -> {
            if (++callsSeen == ASKED_AT_CALL) {
                answer = compiler.answer(cycle, ChannelMessage.RESIDUAL_WANTED, request());
            }
        });
        calls = new RecordedCalls(world, entry, ASKED_AT_CALL, 2);
        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);
        assertThat(log.refusals()).isEmpty();
    }

    @AfterAll
    static void forget() {
        world = null;
        calls = null;
        compiler = null;
    }

    /** All arguments and the thread are static. */
    private static byte[] request() {
        RegisterView registers = world.machine().registers();
        ByteBuffer request = ByteBuffer.allocate(8 * (ChannelMessage.RESIDUAL_ARGUMENT + 2 * (ARGUMENTS + 1)));
        request.putLong(world.kernelImage().address(METHOD)).putLong(PLACE).putLong(ROOM).putLong(0).putLong(ARGUMENTS + 1);
        request.putLong(Specialization.THREAD).putLong(registers.integer(THREAD_REGISTER));
        for (int i = 0; i < ARGUMENTS; i++) {
            request.putLong(i).putLong(registers.integer(FIRST_ARGUMENT_REGISTER + i));
        }
        return request.array();
    }

    private static Residual residual() {
        return compiler.residuals().getFirst();
    }

    @Test
    void thePathFoldsIntoOneFunctionWithoutSearchOrTests() {
        Stream<String> path = Stream.of(METHOD, "send_sig", "generate", "sched_post", "wait_queue_remove", "sched_set_runnable",
                "run_queue_append");
        long linked = path.mapToLong(f -> world.kernelImage().symbol(f).orElseThrow().size()).sum();
        assertThat((long) residual().code().codeBytes()).isLessThan(linked / 2);
        assertThat(residual().code().calls()).as("calls: even the wake-up is taken in").isEmpty();
        assertThat(residual().assumptions().stream().filter(Assumption.Field.class::isInstance).map(a -> ((Assumption.Field) a).field().name()))
                .contains("proc", "lastTarget", "lastSignal", "pid", "handler");
        assertThat(residual().report().folded()).isNotEmpty();
        assertThat(residual().report().notFolded()).extracting(Report.Line::what)
                .contains("load stays: dev.lamarck.kernel.process.Proc.state is neither final nor @QuasiInvariant");
    }

    @Test
    void theListingShowsWhatItRestsOnAndBothCodes() {
        assertThat(ResidualListing.print(residual(), world.kernelImage())).contains("static argument 1 = 0x1e", "assumes dev.lamarck.kernel.process.Proc.lastSignal",
                "not folded: ", "kill_proc_cached.residual:", "send_sig:", "generate:", "wrpr  0xf, %pil");
    }

    @Test
    void itDoesWhatTheLinkedFunctionDoes() {
        SortedMap<Long, Integer> words = new TreeMap<>();
        ByteBuffer code = ByteBuffer.wrap(residual().code().bytes());
        for (int at = 0; at < code.capacity(); at += 4) {
            words.put(PLACE + at, code.getInt(at));
        }

        Equivalence result = Equivalence.of(world.kernelImage(), calls.moments(), Body.linked(world.kernelImage(), "kill_proc"),
                new Body("residual", PLACE, words), ARGUMENTS, 0, 1);

        assertThat(result.differences()).isEmpty();
        assertThat(result.calls()).isEqualTo(2);
        assertThat(result.inconclusive()).isZero();
    }

    @Test
    void theAnswerIsTheResidual() {
        ByteBuffer words = ByteBuffer.wrap(answer);
        assertThat(words.getLong(8 * ChannelMessage.RESIDUAL_REFUSED)).isZero();
        assertThat(words.getLong(8 * ChannelMessage.RESIDUAL_CODE_BYTES)).isEqualTo(residual().code().codeBytes());
        byte[] code = new byte[residual().code().bytes().length];
        words.get(8 * ChannelMessage.RESIDUAL_STREAM, code);
        assertThat(code).isEqualTo(residual().code().bytes());
        long rows = words.getLong(8 * ChannelMessage.RESIDUAL_ASSUMPTIONS) * ChannelMessage.ASSUMPTION_ROW
                + (words.getLong(8 * ChannelMessage.RESIDUAL_STORES) + words.getLong(8 * ChannelMessage.RESIDUAL_CALLS)) * ChannelMessage.RESIDUAL_ROW;
        assertThat(answer).hasSize((int) (8 * ChannelMessage.RESIDUAL_STREAM + (code.length + 7 & -8) + 8 * rows));
    }

    @Test
    void anAnswerMayHaveSeveralPages() {
        byte[] second = compiler.answer(0, ChannelMessage.RESIDUAL_WANTED, ByteBuffer.wrap(request()).putLong(8 * ChannelMessage.RESIDUAL_PAGE, 1).array());

        assertThat(ByteBuffer.wrap(second).getLong(8 * ChannelMessage.RESIDUAL_HERE)).as("bytes behind the first page").isZero();
    }

    @Test
    void whatCannotBeAnsweredIsRefusedWithAReason() {
        ResidualCompiler another = new ResidualCompiler(world, Specializers::ofKernel, new EvolutionLog());
        byte[] tooSmall = another.answer(0, ChannelMessage.RESIDUAL_WANTED, ByteBuffer.wrap(request()).putLong(8 * ChannelMessage.RESIDUAL_ROOM, 4).array());
        byte[] nowhere = another.answer(0, ChannelMessage.RESIDUAL_WANTED, ByteBuffer.wrap(request()).putLong(0, 0x1234).array());

        assertThat(new String(tooSmall, 16, tooSmall.length - 16)).contains("more than there is room for");
        assertThat(new String(nowhere, 16, nowhere.length - 16)).contains("no method begins at 0x1234");
    }
}
