package dev.lamarck.toolchain.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.DataObject.Section;
import dev.lamarck.toolchain.ir.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which arrays of the image are read-only, by what a method does with {@code TABLE}. */
class WritableArraysTest {
    private static final String CLASS = """
        @Magic class Sample {
            static final class Holder { int[] held; }
            static final Holder HOLDER = new Holder();
            static final int[] TABLE = {1, 2, 3};
            static final int[] SAME = TABLE;
            static int[] variable = {4};
            static final Node[] NODES = {new Node()};
            static final class Node { int number; }
            static final int[] HELD = {5};
            static { HOLDER.held = HELD; }
            @NoInline static int sum(int[] a) { return a[0]; }
            @Root static long f(int a) { HOLDER.held = HOLDER.held; variable = variable; return %s; }
        }
        """;

    private static Section sectionOfTable(String expression, String field) {
        Program program;
        try {
            program = Toolchain.translate(Request.kernel(Sources.compile(CLASS.formatted(expression))), _ -> { });
        } catch (CompilationException e) {
            throw new AssertionError(e);
        }
        String array = object(program, "sample.Sample." + field).relocations().getFirst().symbol();
        return object(program, array).section();
    }

    private static DataObject object(Program program, String symbol) {
        return program.data().stream().filter(d -> d.symbol().equals(symbol)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "TABLE[a]; TABLE; RODATA",
        "TABLE[a] + TABLE.length; TABLE; RODATA",
        "TABLE[a] + SAME[a]; TABLE; RODATA",
        "NODES[a].number; NODES; RODATA",
        "NODES[a].number = 7; NODES; RODATA",
        "TABLE[a] = 7; TABLE; DATA",
        "TABLE[a] + (SAME[a] = 7); TABLE; DATA",
        "sum(TABLE); TABLE; DATA",
        "Address.of(TABLE); TABLE; DATA",
        "sum(a == 0 ? TABLE : SAME); TABLE; DATA",
        "HELD[a]; HELD; DATA",
        "variable[a]; variable; DATA",
    })
    void anArrayIsReadOnlyIfEveryUseOnlyReads(String expression, String field, Section section) {
        assertThat(sectionOfTable(expression, field)).isEqualTo(section);
    }
}
