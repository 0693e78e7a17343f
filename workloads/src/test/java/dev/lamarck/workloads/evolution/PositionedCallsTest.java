package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.position.Bindings;
import dev.lamarck.instrumentation.position.CodeObject;
import dev.lamarck.instrumentation.position.Emission;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.equivalence.Body;
import dev.lamarck.workloads.equivalence.Equivalence;
import dev.lamarck.workloads.equivalence.RecordedCalls;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions of the running kernel with their blocks in random orders do what the linker's do: results, stores, traps. */
class PositionedCallsTest {
    private static final long SEED = Long.getLong("seed", 5);
    private static final List<String> LOAD = List.of("openload", "2", "6");
    private static final List<String> FUNCTIONS = List.of("copen", "falloc", "kmem_alloc", "vn_rele");
    private static final int EVERY = 7;
    private static final int CALLS = 2;
    private static final int VARIATIONS = 2;
    /** From the patch heap's start: the cold part, and the jump tables. */
    private static final long COLD = 0x8040;
    private static final long DATA = 0x1_0000;

    private final Random random = new Random(SEED);

    private static World world() throws CompilationException {
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", "16777216");
        return new World(new Job("positioned", "test", BuiltKernel.kernel(), BuiltKernel.disk(), machine, 1, 1, 100_000_000,
                BootArguments.starting("/bin/" + LOAD.getFirst(), LOAD, List.of()), List.of(), Content.EMPTY), Terminal.scripted(Content.EMPTY));
    }

    @Test
    void blocksInRandomOrderDoTheSame() throws CompilationException {
        World world = world();
        Image kernel = world.kernelImage();
        Map<String, RecordedCalls> calls = new LinkedHashMap<>();
        FUNCTIONS.forEach(function -> calls.put(function, new RecordedCalls(world, kernel.address(function), EVERY, CALLS)));
        world.run();
        calls.forEach((function, recorded) -> {
            Equivalence equivalence = Equivalence.of(kernel, recorded.moments(), Body.linked(kernel, function), positioned(kernel, function), 2,
                    VARIATIONS, SEED);
            assertThat(equivalence.calls()).as(function).isEqualTo(CALLS * (1 + VARIATIONS));
            assertThat(equivalence.inconclusive()).as(function).isLessThan(CALLS * VARIATIONS);
            assertThat(equivalence.differences()).as("%s, -Dseed=%d", function, SEED).isEmpty();
        });
    }

    private static int numbered(ImageText text, long start) {
        return IntStream.range(0, text.functions()).filter(function -> text.start(function) == start).findFirst().orElseThrow();
    }

    /** The function with its blocks, but the first, in a random order, some of them cold, in the patch heap. */
    private Body positioned(Image kernel, String function) {
        ImageText text = new ImageText(kernel);
        FunctionAnalysis analysis = new FunctionAnalysis(new PlacedText(text));
        assertThat(analysis.analyse(numbered(text, kernel.address(function)))).as(function).isNull();
        CodeObject code = new CodeObject(text);
        assertThat(code.take(analysis)).as(function).isNull();
        List<Integer> order = new ArrayList<>();
        for (int block = 1; block < code.blocks(); block++) {
            order.add(block);
        }
        Collections.shuffle(order, random);
        Emission emission = new Emission();
        emission.begin(code);
        emission.append(0);
        order.forEach(emission::append);
        assertThat(emission.lay(1 + random.nextInt(code.blocks()))).as(function).isNull();
        long hot = kernel.address("_patch_start");
        assertThat(emission.emit(hot + DATA, hot, hot + COLD, new Bindings())).as(function).isNull();
        SortedMap<Long, Integer> words = new TreeMap<>();
        for (int i = 0; i < emission.words(); i++) {
            words.put(emission.address(i), emission.word(i));
        }
        for (int at = 0; at < emission.dataBytes(); at += Integer.BYTES) {
            words.put(hot + DATA + at, emission.dataWord(at));
        }
        return new Body("positioned", hot, words);
    }
}
