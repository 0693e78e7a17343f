package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.position.Bindings;
import dev.lamarck.instrumentation.position.CodeObject;
import dev.lamarck.instrumentation.position.Emission;
import dev.lamarck.instrumentation.position.Group;
import dev.lamarck.instrumentation.position.LayoutCheck;
import dev.lamarck.instrumentation.position.Placement;
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
    private final Emission emission = new Emission();
    private final Random random = new Random(SEED);
    private ImageText image;
    private PlacedText text;
    private FunctionAnalysis analysis;
    private FlowGraph graph;
    private CodeObject code;
    private LayoutCheck check;

    @BeforeEach
    void readImage() throws CompilationException, ElfFormatException {
        image = new ImageText(Image.read(BuiltKernel.kernel().bytes()));
        text = new PlacedText(image);
        analysis = new FunctionAnalysis(text);
        graph = analysis.graph();
        code = new CodeObject(text);
        check = new LayoutCheck(text);
    }

    private Refusal take(int function) {
        assertThat(analysis.analyse(function)).as(name(function)).isNull();
        return code.take(analysis);
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

    @Test
    void aGroupWithAnyCountsIsPlacedAndChecked() {
        Placement placement = new Placement(text, analysis);
        Group group = new Group();
        long[] counts = new long[FlowGraph.MAX_BLOCKS];
        for (int layout : new int[] {Placement.CHAINS, Placement.ORIGINAL, Placement.RANDOM}) {
            for (int first = 0; first + 20 <= image.functions(); first += 20) {
                group.clear();
                text.place(0, 0, 0, 0);
                for (int function = first; function < first + 20; function++) {
                    assertThat(analysis.analyse(function)).isNull();
                    for (int block = 0; block < graph.blocks(); block++) {
                        counts[block] = random.nextInt(100);
                    }
                    assertThat(group.add(function, graph, counts, 1000)).isIn((Refusal) null, Refusal.NOTHING_HOT);
                }
                if (group.members() > 0 && placement.measure(group, layout, SEED) == null) {
                    placement.place(HOT);
                    for (int member = 0; member < group.members(); member++) {
                        assertThat(placement.emit(member)).as("%s, layout %d, -Dseed=%d", name(group.function(member)), layout, SEED).isNull();
                    }
                }
            }
        }
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
