package dev.lamarck.toolchain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.Toolchain;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by a sample that breaks it in the line marked {@code // here}, and samples that must pass. */
class RulesTest {
    private static final String HOOKS = """

        class Hooks {
            @RuntimeHook(RuntimeHook.Kind.NEW) static long make(long hub) { return hub; }
            @RuntimeHook(RuntimeHook.Kind.NEW_ARRAY) static long makeArray(long hub, int n) { return hub; }
            @RuntimeHook(RuntimeHook.Kind.NEW_SCRATCH) static long makeScratch(long hub) { return hub; }
        }
        """;

    static Stream<Arguments> broken() {
        return Stream.of(
            Arguments.of("KJ001", "static int f(int a) {\n return (int) (a * 1.5); // here\n }"),
            Arguments.of("KJ001", "static double g; static void f() {\n g = 0; // here\n }"),
            Arguments.of("KJ002", "static int f(int a) { try {\n a = 1 / a;\n } catch (ArithmeticException e) { // here\n a = 0; } return a; }"),
            Arguments.of("KJ002", "static int f(int a) { try {\n a = 1 / a;\n } catch (Throwable e) { // here\n a = 0; } return a; }"),
            Arguments.of("KJ002", "static int f(int a) { try {\n a = 1 / a; // here\n } finally {\n return 3; } }"),
            Arguments.of("KJ002", "static void f(int a) { while (true) { try {\n a = 1 / a;\n } catch (Throwable e) { // here\n a = 0; } } }"),
            Arguments.of("KJ003", "static synchronized int f(int a) {\n return a; // here\n }"),
            Arguments.of("KJ003", "static int f(Object a) {\n synchronized (a) { // here\n return 1; } }"),
            Arguments.of("KJ004", "static int f(int a) {\n Runnable r = () -> {}; // here\n return a; }"),
            Arguments.of("KJ005", "static String s; static void f(int a) {\n s = \"a\" + a; // here\n }"),
            Arguments.of("KJ006", "static long f() {\n return System.nanoTime(); // here\n }"),
            Arguments.of("KJ006", "static Object f() {\n return new java.util.ArrayList<String>(); // here\n }"),
            Arguments.of("KJ006", "static int f(Object o) {\n return o.hashCode(); // here\n }"),
            Arguments.of("KJ006", "static boolean f(Object o) {\n return o instanceof Integer; // here\n }"),
            Arguments.of("KJ006", "static int[] f(int[] o) {\n return o.clone(); // here\n }"),
            Arguments.of("KJ007", "static int v(int... a) { return a.length; } static int f() {\n return v(1, 2); // here\n }"),
            Arguments.of("KJ008", "static int f(Iterable<String> all) { int n = 0;\n for (String s : all) { // here\n n++; } return n; }"),
            Arguments.of("KJ009", "static int f(int a) { return a == 0 ? 0 :\n f(a - 1); // here\n }"),
            Arguments.of("KJ009", "static int f(int a) { return a == 0 ? 0 :\n g(a - 1);\n } static int g(int a) {\n return f(a); // here\n }"),
            Arguments.of("KJ010", "static long f(long a) {\n return Memory.load64(a); // here\n }"),
            Arguments.of("KJ013", "static long f() {\n return SystemCall.call(1, 0, 0, 0, 0, 0, 0); // here\n }"),
            Arguments.of("KJ014", "static native int n(); static int f() {\n return n(); // here\n }"),
            Arguments.of("KJ015", "static int f() {\n throw new RuntimeException(); // here\n }"),
            Arguments.of("KJ016", "static Object f() {\n return new int[2][3]; // here\n }"),
            Arguments.of("KJ017", "static final long NOW = Cpu.stackPointer(); static long f() {\n return NOW; }"),
            Arguments.of("KJ018", "static final Object BOX = Integer.valueOf(500); static Object f() { return BOX; }"),
            Arguments.of("KJ019", "static int f(int a) { return f(a, 1); } @Root\n static int f(int a, int b) { return a; } // here\n"),
            Arguments.of("KJ020", "@Scratch static final class Far {} static Object f() { return new Far[2]; }"),
            Arguments.of("KJ025", "@Magic static final class Q { @QuasiInvariant int a; static int f() {\n return Address.offsetOf(Q.class, \"a\"); // here\n } } "
                + "static int f() { return Q.f(); }"),
            Arguments.of("KJ025", "@Magic static final class Q { @QuasiInvariant int a; static void f(Q q) {\n Memory.store32(Address.of(q) + 8, 1); // here\n } } "
                + "static void f() { Q.f(new Q()); }"),
            Arguments.of("KJ025", "@Magic static final class Q { @QuasiInvariant final int[] a = new int[3]; static long f(Q q) {\n return Address.of(q.a); // here\n } } "
                + "static long f() { return Q.f(new Q()); }"),
            Arguments.of("KJ025", "static final class Q { @QuasiInvariant final int[] a = new int[3]; } static void f(Q q) {\n q.a[0] = 1; // here\n }"),
            Arguments.of("KJ025", "static final class Q { @QuasiInvariant final Q[] a = new Q[3]; } static void f(Object[] q) {\n q[0] = null; // here\n }"),
            Arguments.of("KJ024", "\n static final long NOW = System.nanoTime(); // here\n static long f() { return NOW; }"),
            Arguments.of("KJ023", "record R(int a) {} static String f() {\n return new R(1).toString(); }"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRuleBrokenIsAnErrorAtItsLine(String rule, String members) {
        List<Diagnostic> found = errors("class Sample {" + asRoot(members) + "}" + HOOKS);

        assertThat(found).extracting(Diagnostic::rule).contains(rule);
        if (members.contains("// here")) {
            int line = (int) members.substring(0, members.indexOf("// here")).chars().filter(c -> c == '\n').count() + 1;
            assertThat(found).filteredOn(d -> d.rule().equals(rule)).extracting(d -> d.file() + ":" + d.line())
                .contains("sample/Sample.java:" + line);
        }
        assertThat(found).allSatisfy(d -> assertThat(d.fix()).isNotEmpty());
    }

    /** Marks method f as the root. */
    private static String asRoot(String members) {
        return members.replaceFirst("static (?=(synchronized )?[\\w\\[\\].]+ f\\()", "@Root static ");
    }

    @Test
    void quasiInvariantsAreStoredByNameAndTheirElementsByConstructors() {
        String source = """
            @Magic class Sample {
                @QuasiInvariant int a;
                @QuasiInvariant final Object[] all = new Object[2];
                Sample(int a) { this.a = a; all[0] = this; }
                @Root static void f(Object o) { Sample s = new Sample(1); s.a = 2; Address.of(s); Memory.store32(Address.of(o) + 8, 1); }
            }
            """ + HOOKS;

        assertThat(errors(source)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void addressKindsDoNotMix(String statement, boolean mixes) {
        String source = """
            @Magic class Sample {
                @Phys long page; @Kva long place; @Uva long user;
                static @Kva long mapped(@Phys long a) { return a + 0x8000_0000L; }
                static void takesKernel(@Kva long a) {}
                @Root static @Uva long f(Sample s, @Uva long u, @Phys long p, long plain) { %s return u; }
            }
            """.formatted(statement) + HOOKS;

        assertThat(errors(source)).extracting(Diagnostic::rule).isEqualTo(mixes ? List.of("KJ011") : List.of());
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
            Arguments.of("s.place = p;", true),
            Arguments.of("s.place = p + 8;", true),
            Arguments.of("s.place = s.user;", true),
            Arguments.of("takesKernel(u);", true),
            Arguments.of("if (plain == 0) { return s.page; }", true),
            Arguments.of("Memory.store64(u, 1);", true),
            Arguments.of("Memory.load8(p + 4);", true),
            Arguments.of("Asi.store64(Asi.PHYSICAL, s.place, 1);", true),
            Arguments.of("long q = plain; if (plain == 1) { q = p; } s.place = q;", true),
            Arguments.of("s.page = p & ~0xFFFL;", false),
            Arguments.of("s.place = p + 0x8000_0000L;", false),
            Arguments.of("s.place = mapped(p); takesKernel(mapped(s.page));", false),
            Arguments.of("s.place = plain; s.page = plain;", false),
            Arguments.of("s.place = p - s.page;", false),
            Arguments.of("Asi.store64(Asi.PHYSICAL, p, 1); Asi.load64(Asi.AS_IF_USER_SECONDARY, u);", false));
    }

    @ParameterizedTest
    @MethodSource("scratch")
    void scratchObjectsStayInScratchObjects(String statement, boolean escapes) {
        String source = """
            class Sample {
                static Object global; static Temporary[] list; Object field;
                @Scratch static final class Temporary { Object next; }
                @Root static void f(Sample s, Object o) { Temporary t = new Temporary(); %s }
            }
            """.formatted(statement) + HOOKS;

        assertThat(errors(source)).extracting(Diagnostic::rule).isEqualTo(escapes ? List.of("KJ012") : List.of());
    }

    static Stream<Arguments> scratch() {
        return Stream.of(
            Arguments.of("global = t;", true),
            Arguments.of("s.field = t;", true),
            Arguments.of("((Object[]) o)[0] = t;", true),
            Arguments.of("t.next = t;", false),
            Arguments.of("t.next = o; global = t.next;", false));
    }

    @Test
    void whatKernelJavaHasPasses() {
        String source = """
            class Sample {
                enum Color { RED, GREEN }
                sealed interface Shape permits Square, Line {}
                record Square(int side) implements Shape {}
                record Line(int from, int to) implements Shape {}
                static int area(Shape s) {
                    return switch (s) { case Square(int side) when side > 0 -> side * side; case Square q -> 0; case Line l -> l.from(); };
                }
                @MaxDepth(5) static int deep(int n) { return n == 0 ? 0 : deep(n - 1); }
                @Root static int f(int a, int[] all) {
                    assert a > 0 : "a is " + a;
                    int sum = Math.max(a, Integer.bitCount(a)) + deep(3);
                    for (int each : all) { sum += each; }
                    try { sum++; } finally { sum--; }
                    if (sum < 0) { throw Kernel.panic("negative"); }
                    return sum + area(new Square(2)) + switch (Color.RED) { case RED -> 1; case GREEN -> 2; };
                }
            }
            """ + HOOKS;

        assertThatCode(() -> Toolchain.translate(Request.kernel(Sources.compile(source)), _ -> { })).doesNotThrowAnyException();
    }

    @Test
    void theMessageTellsHowTheCodeWasReached() {
        List<Diagnostic> found = errors("""
            class Sample {
                @Root static void root() {
                    middle();
                }
                static void middle() {
                    new Sample().leaf();
                }
                void leaf() {
                    System.gc();
                }
            }
            """ + HOOKS);

        assertThat(found).singleElement().hasToString("""
            sample/Sample.java:9: error KJ006: java.lang.System.gc()V is not part of the program
                reached from sample/Sample.java:6 Sample.middle
                         via sample/Sample.java:3 Sample.root
                fix: define what the image needs in Kernel Java""");
    }

    @Test
    void intrinsicsThatAreOneInstructionNeedLiterals() {
        List<Diagnostic> found = errors("@Magic class Sample { @Root static long f(int register) { return Cpu.readPrivileged(register); } }");

        assertThat(found).singleElement().extracting(Diagnostic::rule).isEqualTo("KJ021");
    }

    @Test
    void aUserProgramHasAMain() {
        Map<String, byte[]> classes = Sources.compile("class Sample { static void run() {} }");

        CompilationException e = catchThrowableOfType(CompilationException.class, () -> Toolchain.translate(Request.user(classes, "sample/Sample"), _ -> { }));

        assertThat(e.diagnostics()).extracting(Diagnostic::rule).containsExactly("KJ022");
    }

    @Test
    void initialisersMayComputeWithStringsNumbersAndArrays() {
        assertThat(errors("""
            class Sample {
                static final int[] TABLE = new int[5];
                static { java.util.Arrays.fill(TABLE, Math.abs(-3) + "abc".length()); System.arraycopy(TABLE, 0, TABLE, 1, 2); }
                @Root static int f(int a) { return TABLE[a]; }
            }
            """ + HOOKS)).isEmpty();
    }

    @Test
    void privilegedOperationsAreNotForUserPrograms() {
        Map<String, byte[]> classes = Sources.compile("@Magic class Sample { static long main(String[] a) { return Cpu.readPrivileged(Cpu.PIL); } }");

        CompilationException e = catchThrowableOfType(CompilationException.class, () -> Toolchain.translate(Request.user(classes, "sample/Sample"), _ -> { }));

        assertThat(e.diagnostics()).extracting(Diagnostic::rule).containsExactly("KJ013");
    }

    private static List<Diagnostic> errors(String source) {
        try {
            Toolchain.translate(Request.kernel(Sources.compile(source)), _ -> { });
            return List.of();
        } catch (CompilationException e) {
            return e.diagnostics();
        }
    }
}
