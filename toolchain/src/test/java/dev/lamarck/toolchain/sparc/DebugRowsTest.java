package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.FunctionDebug;
import dev.lamarck.toolchain.link.InlineRange;
import dev.lamarck.toolchain.link.LineRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugRowsTest {
    private static final SourceMethod OUTER = method("Outer", "run");
    private static final SourceMethod INNER = method("Inner", "get");
    private static final SourceMethod INNERMOST = method("Leaf", "bit");

    private final Position first = new Position(OUTER, 10, null);
    private final Position call = new Position(OUTER, 11, null);
    private final Position inlined = new Position(INNER, 5, call);
    private final Position nested = new Position(INNERMOST, 7, inlined);

    @Test
    void rowsBeginWhereTheLineChanges() {
        FunctionDebug debug = describe(List.of(), first, first, call, inlined, null, first);
        assertThat(debug.lines()).containsExactly(new LineRow(0, "test/Outer.java", 10, true), new LineRow(8, "test/Outer.java", 11, true),
                new LineRow(12, "test/Inner.java", 5, true), new LineRow(20, "test/Outer.java", 10, true));
    }

    /** A line that begins in a slot can be stopped at only behind it. */
    @Test
    void slotsAreNoPlaceToStop() {
        assertThat(describe(List.of(1), first, call, call).lines()).containsExactly(new LineRow(0, "test/Outer.java", 10, true),
                new LineRow(4, "test/Outer.java", 11, false), new LineRow(8, "test/Outer.java", 11, true));
    }

    @Test
    void everyDepthOfInliningHasItsRanges() {
        Position otherCall = new Position(INNER, 5, new Position(OUTER, 12, null));
        assertThat(describe(List.of(), first, inlined, nested, nested, inlined, otherCall, first).inlined()).containsExactly(
                new InlineRange(4, 20, "inner_get"), new InlineRange(20, 24, "inner_get"), new InlineRange(8, 16, "leaf_bit"));
    }

    @Test
    void namesAreThoseOfJava() {
        FunctionDebug debug = describe(List.of(), first);
        assertThat(debug.name()).isEqualTo("Outer.run");
        assertThat(debug.signature()).isEqualTo("test.Outer.run()V");
    }

    private static FunctionDebug describe(List<Integer> slots, Position... positions) {
        List<Boolean> isSlot = new ArrayList<>(Collections.nCopies(positions.length, false));
        slots.forEach(s -> isSlot.set(s, true));
        return DebugRows.describe(OUTER, Arrays.asList(positions), isSlot);
    }

    private static SourceMethod method(String type, String name) {
        return new SourceMethod(new MethodRef("test/" + type, name, "()V"), type.toLowerCase() + "_" + name, "test/" + type + ".java", 1);
    }
}
