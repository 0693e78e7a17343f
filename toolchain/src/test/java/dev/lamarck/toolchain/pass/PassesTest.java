package dev.lamarck.toolchain.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.Toolchain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each pass leaves of method {@code f}, counted in its dump. */
class PassesTest {
    private static final String CLASS = """
        class Sample {
            int i; long j; Sample next; static final int[] TABLE = {1, 2, 3}; static final int SCALE = TABLE.length * 2;
            int get() { return i; }
            @NoInline static void away() {}
            @Symbol("published") static int published(int a) { return a; }
            static int plusOne(int a) { return a + 1; }
            static long twice(Sample s) { return s.j * 2; }
            @Root static %s
        }
        """;

    private static String dump(String pass, String method) {
        Map<String, byte[]> classes = Sources.compile(CLASS.formatted(method));
        List<String> dumps = new ArrayList<>();
        Request request = new Request(Profile.KERNEL, classes, null, Allocator.REAL, true, true, true, Set.of(pass));
        try {
            Toolchain.translate(request, dumps::add);
        } catch (CompilationException e) {
            throw new AssertionError(e);
        }
        return dumps.stream().filter(d -> d.contains(" sample_f ")).findFirst().orElseThrow();
    }

    private static long count(String text, String op) {
        return text.lines().filter(l -> l.matches(".*\\b" + op + "\\b.*")).count();
    }

    static Stream<Arguments> counts() {
        return Stream.of(
            Arguments.of("simplify", "int f(int a) { return a + 3 - 3 + (a ^ a); }", "ADD|XOR|SUBTRACT", 0),
            Arguments.of("simplify", "int f() { return SCALE * 7; }", "LOAD_STATIC|MULTIPLY", 0),
            Arguments.of("simplify", "long f(long a) { return a * 8; }", "MULTIPLY", 0),
            Arguments.of("simplify", "int f(int a) { return TABLE[2]; }", "BOUNDS_CHECK|NULL_CHECK", 0),
            Arguments.of("simplify", "int f(int a, int b) { return (a < b) == true ? 1 : 2; }", "if", 1),
            Arguments.of("inline", "int f(int a) { return plusOne(plusOne(a)); }", "CALL_DIRECT", 0),
            Arguments.of("inline", "int f(int a) { return published(a); }", "CALL_DIRECT", 1),
            Arguments.of("inline", "long f(Sample s) { return twice(s) + s.get(); }", "CALL_DIRECT", 0),
            Arguments.of("number-values", "long f(Sample s) { return s.j + s.j + (s.i * s.i); }", "LOAD_FIELD", 2),
            Arguments.of("number-values", "long f(Sample s) { long a = s.j; away(); return a + s.j; }", "LOAD_FIELD", 2),
            Arguments.of("number-values", "long f(Sample s, Sample t) { long a = s.j; t.j = 3; return a + s.j; }", "LOAD_FIELD", 2),
            Arguments.of("number-values", "long f(Sample s, Sample t) { long a = s.j; t.i = 3; return a + s.j; }", "LOAD_FIELD", 1),
            Arguments.of("number-values", "long f(Sample s, long a) { s.j = a; return s.j; }", "LOAD_FIELD", 0),
            Arguments.of("number-values", "long f(Sample s) { return s.j + s.next.j; }", "NULL_CHECK", 2),
            Arguments.of("remove-checks", "int f(int[] a) { int s = 0; for (int i = 0; i < a.length; i++) s += a[i]; return s; }", "BOUNDS_CHECK", 0),
            Arguments.of("remove-checks", "int f(int[] a) { int s = 0; for (int x : a) s += x; return s; }", "BOUNDS_CHECK", 0),
            Arguments.of("remove-checks", "int f(int[] a) { int s = 0; for (int i = 0; i <= a.length; i++) s += a[i]; return s; }", "BOUNDS_CHECK", 1),
            Arguments.of("remove-checks", "int f(int[] a) { int s = 0; for (int i = 0; i < a.length; i += 2) s += a[i]; return s; }", "BOUNDS_CHECK", 1),
            Arguments.of("remove-checks", "int f(int[] a, int i) { return i >= 0 && i < a.length ? a[i] : 0; }", "BOUNDS_CHECK", 0),
            Arguments.of("remove-checks", "int f(int[] a, int i) { return i < a.length ? a[i] : 0; }", "BOUNDS_CHECK", 1),
            Arguments.of("remove-checks", "long f(Sample s) { return s != null ? s.j : 0; }", "NULL_CHECK", 0),
            Arguments.of("remove-checks", "long f(Object o) { return o instanceof Sample s ? s.j : 0; }", "CHECK_CAST|NULL_CHECK", 0),
            Arguments.of("lower", "long f(Sample s) { return s.j; }", "TRAP_IF", 0),
            Arguments.of("lower", "long f(Sample s) { away(); return s.j; }", "null-check", 1),
            Arguments.of("remove-extensions", "int f(int a, int b, int c) { return a + b * c - a; }", "EXTEND_INT", 1),
            Arguments.of("remove-extensions", "boolean f(int a, int b) { return a + b < 7; }", "EXTEND_INT", 0),
            Arguments.of("remove-extensions", "long f(int a, int b) { return a + b; }", "EXTEND_INT", 1),
            Arguments.of("remove-extensions", "int f(byte[] a) { return a[0] & 0xFF; }", "EXTEND_INT", 0),
            Arguments.of("remove-extensions", "int f(int[] a) { int s = 0; for (int i = 0; i < a.length; i++) s ^= a[i]; return s; }", "EXTEND_INT", 0),
            Arguments.of("remove-extensions", "int f(int n) { int i = 0; while (n != i) { away(); i++; } return i; }", "EXTEND_INT", 1),
            Arguments.of("remove-extensions", "int f(int n) { int i = 0; while (i < n) { away(); i += 2; } return i; }", "EXTEND_INT", 1),
            Arguments.of("load-unsigned", "int f(byte[] a) { return a[0] & 0xFF; }", "AND", 0),
            Arguments.of("load-unsigned", "int f(short[] a) { return a[0] & 0xFFFF; }", "AND", 0),
            Arguments.of("load-unsigned", "int f(byte[] a) { return a[0] & 0x7F; }", "AND", 1),
            Arguments.of("load-unsigned", "int f(byte[] a) { int b = a[0]; return (b & 0xFF) - b; }", "AND", 1));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void aPassLeavesSoMany(String pass, String method, String op, int count) {
        String dump = dump(pass, method);

        assertThat(count(dump, "(" + op + ")")).as(dump).isEqualTo(count);
    }

    static Stream<Arguments> loops() {
        String sum = "int f(int[] a, int n) { int s = 0; for (int i = 0; i < %s; i++) { s += %s; } return s; }";
        String careful = "int f(int[] a, int n) { int s = 0; int i = 0; while (i < n) { %s s += a.length; i++; } return s; }";
        return Stream.of(
            Arguments.of(sum.formatted("a.length", "a[i]"), "ARRAY_LENGTH", true),
            Arguments.of(sum.formatted("n", "n * n"), "MULTIPLY", true),
            Arguments.of(sum.formatted("n", "i * n"), "MULTIPLY", false),
            // behind a test that the loop may not pass, a null check stays, and so does what relies on it
            Arguments.of(careful.formatted(""), "ARRAY_LENGTH", false),
            Arguments.of(sum.formatted("n", "plusOne(n) * published(i)"), "MULTIPLY|ADD v\\d+ v\\d+", false));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void whatIsTheSameInEveryRoundStandsBeforeTheLoop(String method, String op, boolean isBefore) {
        String dump = dump("hoist-invariants", method);
        List<String> lines = dump.lines().toList();

        assertThat(indexOf(lines, "\\b(" + op + ")\\b") < indexOf(lines, "^b[1-9]\\d*\\(")).as(dump).isEqualTo(isBefore);
    }

    @Test
    void inlinedCodeRemembersItsCall() {
        assertThat(dump("inline", "int f(int a) {\n return plusOne(a);\n }")).containsPattern("ADD .*; \\d+ of sample_plus_one in \\d+");
    }

    @Test
    void aLoopsTestComesAfterItsBodyAndTrapsComeLast() {
        String dump = dump("lay-out-blocks", """
            int f(int[] a, int n) {
                int s = 0;
                for (int i = 0; i < n; i++) {
                    if (a[i] == 7) { throw Kernel.panic("seven"); }
                    s += a[i];
                }
                return s;
            }""");

        List<String> lines = dump.lines().toList();
        int test = indexOf(lines, "^ *if v\\d+ (<|>=).int");
        assertThat(indexOf(lines, "ADD v\\d+ v\\d+")).as(dump).isLessThan(test);
        assertThat(indexOf(lines, "trap 0x56")).as(dump).isEqualTo(lines.size() - 1);
    }

    private static int indexOf(List<String> lines, String pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*?" + pattern + ".*") || lines.get(i).matches(pattern + ".*")) {
                return i;
            }
        }
        throw new AssertionError("no line like " + pattern + " in " + lines);
    }
}
