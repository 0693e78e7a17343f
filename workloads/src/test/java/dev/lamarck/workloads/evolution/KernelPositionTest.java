package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.CalleeSummaries;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.position.Bindings;
import dev.lamarck.instrumentation.position.CodeObject;
import dev.lamarck.instrumentation.position.Emission;
import dev.lamarck.instrumentation.position.LayoutCheck;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every function of this kernel in relocatable form: put back where it was, and elsewhere in random orders. */
class KernelPositionTest {
    /** {@code -Dseed=N} replays one. */
    private static final long SEED = Long.getLong("seed", 1);
    private static final long DATA = 0x50_0000;
    private static final long HOT = 0x51_0000;
    private static final long COLD = 0x51_8040;

    private final Bindings none = new Bindings();
    private final FlowGraph graph = new FlowGraph();
    private final Emission emission = new Emission();
    private final Random random = new Random(SEED);
    private ImageText image;
    private PlacedText text;
    private FlowParser parser;
    private Liveness liveness;
    private CalleeSummaries callees;
    private CodeObject code;
    private LayoutCheck check;

    @BeforeEach
    void readImage() throws CompilationException, ElfFormatException {
        image = new ImageText(Image.read(BuiltKernel.kernel().bytes()));
        text = new PlacedText(image);
        parser = new FlowParser(text);
        callees = new CalleeSummaries(image);
        liveness = new Liveness(text, callees);
        code = new CodeObject(text);
        check = new LayoutCheck(text);
    }

    private Refusal take(int function) {
        assertThat(parser.parse(function, graph)).as(name(function)).isNull();
        callees.learn(graph);
        liveness.analyse(graph);
        return code.take(graph, liveness);
    }

    private String name(int function) {
        return function == text.number() ? "the function placed" : image.name(function);
    }

    @Test
    void everyFunctionEmittedInItsPlaceIsWhatTheLinkerWrote() {
        Map<String, Refusal> refused = new TreeMap<>();
        for (int function = 0; function < image.functions(); function++) {
            Refusal refusal = take(function);
            if (refusal == null) {
                refusal = emission.checkInPlace(code, graph, text, none);
            }
            if (refusal != null) {
                refused.put(name(function), refusal);
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void everyFunctionInARandomOrderElsewhereDoesTheSame() {
        int tables = 0;
        for (int function = 0; function < image.functions(); function++) {
            place(function);
            tables += graph.tables();
            assertThat(checkPlaced()).as("%s, -Dseed=%d", name(function), SEED).isNull();
            int words = graph.words();
            assertThat(take(text.number())).as("%s placed, -Dseed=%d", name(function), SEED).isNull();
            assertThat(emission.checkInPlace(code, graph, text, none)).as("%s placed, -Dseed=%d", name(function), SEED).isNull();
            assertThat(graph.words()).isBetween(words / 2, 2 * words + 8);
        }
        assertThat(tables).as("jumps through tables among them").isPositive();
    }

    @Test
    void aChangedInstructionOfThePlacedCodeIsFound() {
        int changed = 0;
        for (int function = 0; function < image.functions(); function++) {
            place(function);
            int at = random.nextInt(emission.words());
            if (emission.origin(at) == 0) {
                continue;
            }
            // another destination register, condition or displacement
            text.write(emission.address(at), emission.word(at) ^ 1 << 25 + random.nextInt(2));
            boolean isExecuted = isWalked(emission.origin(at) & 0xffff_ffffL);
            if (isExecuted) {
                changed++;
                assertThat(checkPlaced()).as("%s with word %d changed, -Dseed=%d", name(function), at, SEED)
                        .isEqualTo(Refusal.LAYOUT_DIFFERS);
            }
        }
        assertThat(changed).isGreaterThan(image.functions() / 2);
    }

    /** Nops and branches that are always taken do nothing to compare. */
    private boolean isWalked(long origin) {
        int word = text.original(origin);
        return word != Emit.nop() && !Flow.isAlways(word);
    }

    /** Places a function with its blocks, but the entry, in a random order and a random share of them cold. */
    private void place(int function) {
        assertThat(take(function)).as(name(function)).isNull();
        List<Integer> order = new ArrayList<>();
        for (int block = 1; block < code.blocks(); block++) {
            order.add(block);
        }
        Collections.shuffle(order, random);
        emission.begin(code);
        emission.append(0);
        order.forEach(emission::append);
        int hot = 1 + random.nextInt(code.blocks());
        assertThat(emission.lay(hot)).isNull();
        assertThat(emission.emit(DATA, HOT, COLD, none)).as(name(function)).isNull();
        text.place(HOT, emission.hotBytes(), COLD, emission.coldBytes());
        for (int i = 0; i < emission.words(); i++) {
            text.write(emission.address(i), emission.word(i));
        }
        for (int at = 0; at < emission.dataBytes(); at += 4) {
            text.write(DATA + at, emission.dataWord(at));
        }
    }

    private Refusal checkPlaced() {
        return check.check(graph, none, HOT, emission.hotBytes(), COLD, emission.coldBytes());
    }
}
