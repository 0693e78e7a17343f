package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.lab.result.ResultJsonTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    private static final String GREETER = """
            import dev.lamarck.syscalls.user.Exit;
            import dev.lamarck.syscalls.user.Output;

            public final class Greeter {
                public static void main(String[] args) {
                    for (String arg : args) {
                        Output.STANDARD.text("hello ").text(arg).line();
                    }
                    Exit.now(40 + args.length);
                }
            }
            """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    /** A program whose main is this statement. */
    private String program(String name, String statement) throws IOException {
        return file(name + ".java", "public final class " + name + " { static int zero; static " + name + " nothing; int field;\n"
                + "public static void main(String[] args) { " + statement + " }\n"
                + "@dev.lamarck.toolchain.magic.MaxDepth(1 << 30) static int deep(int n) { return deep(n + 1) + n; } }");
    }

    private static byte[] elfHeader(int data, int machine) {
        byte[] header = new byte[64];
        header[0] = 0x7f;
        header[1] = 'E';
        header[2] = 'L';
        header[3] = 'F';
        header[4] = 2;
        header[5] = (byte) data;
        header[6] = 1;
        int low = data == 1 ? 16 : 17;
        header[low] = 2;
        header[low + 2] = (byte) machine;
        return header;
    }

    private static void refused(Invocation invocation, String... words) {
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void refusesWhatIsNoProgram() throws Exception {
        refused(Invocation.of("run", folder.resolve("absent").toString()), "no such file");
        refused(Invocation.of("run", folder.toString()), "is not a file");
        refused(Invocation.of("run", file("text", "#!/bin/sh\n")), "ELF");
        refused(Invocation.of("run", file("empty", "")), "ELF");
        refused(Invocation.of("run", file("x86", elfHeader(1, 62))), "x86");
        refused(Invocation.of("run", file("hollow", elfHeader(2, 43))), "nothing to load");
        Path whole = folder.resolve("whole");
        assertThat(Invocation.of("build", file("Greeter.java", GREETER), "-o", whole.toString()).status()).isZero();
        refused(Invocation.of("run", file("half", Arrays.copyOf(Files.readAllBytes(whole), 5000))), "truncated");
        refused(Invocation.of("run", file("stub", Arrays.copyOf(Files.readAllBytes(whole), 40))), "truncated");
    }

    @Test
    void refusesSourcesThatDoNotCompile() throws Exception {
        refused(Invocation.of("run", file("Bad.java", "class Bad {\n  int x = \"\";\n}\n")), "Bad.java:2: error javac: ");
        refused(Invocation.of("run", file("Other.java", "class Another { }")), "declares no class Other");
        refused(Invocation.of("run", program("Floating", "double d = zero; System.out.println(d);")), "Floating.java:2: error KJ");
        refused(Invocation.of("run", file("Junk.class", "no class file")), "class file");
    }

    @ParameterizedTest
    @CsvSource({
        "--no-such-option, Unknown option",
        "--engine=guess, expected one of",
        "--machine=cray-1, no machine is called 'cray-1'",
        "--set=icache.bytes=3, power of two",
        "--set=cpus=9, 'cpus=9: must be a number from 1 to 8'",
        "--set=icache.miss.cycles=-1, 'icache.miss.cycles=-1: must be a number from 0 to 1000'",
        "--set=icahe.bytes=16384, the nearest is icache.bytes",
        "--source=/no/such/folder, no such folder",
        "--fast-forward=soon, a number of instructions",
        "--timeout-instructions=0, positive",
        "--trace=gossip, no kind of event",
        "--copy-in=/no/such/file, cannot be read",
        "--copy-out=x, names no host file"})
    void refusesOptionsThatCannotBe(String option, String message) throws Exception {
        refused(Invocation.of("run", option, file("Greeter.java", GREETER)), message);
    }

    @Test
    void runsAProgramAndGivesItsStatus() throws Exception {
        Invocation invocation = Invocation.of("run", file("Greeter.java", GREETER), "world", "--json", "-");
        assertThat(invocation.out()).isEqualTo("hello world\nhello --json\nhello -\n");
        assertThat(invocation.status()).isEqualTo(43);
        assertThat(invocation.err().lines().toList()).last().asString().startsWith("lamarck: exited with status 43 after ");
    }

    @Test
    void writesACaptureOfTheNetwork() throws Exception {
        Path capture = folder.resolve("network.pcap");
        assertThat(Invocation.of("run", "--pcap", capture.toString(), file("Greeter.java", GREETER)).status()).isEqualTo(40);
        assertThat(Files.readAllBytes(capture)).as("a program that says nothing to anybody leaves a header alone").hasSize(24).startsWith(0xA1, 0xB2, 0x3C, 0x4D);
        refused(Invocation.of("run", "--pcap", folder.resolve("absent/network.pcap").toString(), file("Greeter.java", GREETER)), "cannot write");
    }

    @ParameterizedTest
    @CsvSource({"'nothing.field = 1;', 11", "'zero = 1 / zero;', 8", "'int[] a = new int[1]; zero = a[zero - 1];', 4", "'deep(0);', 11"})
    void aProgramThatFailsEndsBySignal(String statement, int signal) throws Exception {
        Invocation invocation = Invocation.of("run", program("Failing", statement));
        assertThat(invocation.status()).as(invocation.err()).isEqualTo(128 + signal);
        assertThat(invocation.err()).contains("ended by signal " + signal);
    }

    @Test
    void theInstructionBudgetEndsAnyRun() throws Exception {
        Invocation invocation = Invocation.of("run", "--timeout-instructions", "2000000", "--json", "-",
                program("Endless", "while (zero == 0) { }"));
        assertThat(invocation.status()).isEqualTo(4);
        JsonNode result = new ObjectMapper().readTree(invocation.out());
        assertThat(result.get("outcome").asText()).isEqualTo("timeout");
        assertThat(result.get("instructions").asLong()).isEqualTo(2_000_000);
        assertThat(result.get("exitStatus").isNull()).isTrue();
    }

    private JsonNode result(String... arguments) throws IOException {
        Invocation invocation = Invocation.of(arguments);
        return new ObjectMapper().readTree(invocation.out());
    }

    @Test
    void theResultConformsToItsSchemaAndRepeats() throws Exception {
        String program = file("Greeter.java", GREETER);
        JsonNode first = result("run", "--mode", "timing", "--json", "-", program, "x");
        assertThat(ResultJsonTest.violations(first)).isEmpty();
        assertThat(first.get("outcome").asText()).isEqualTo("exited");
        JsonNode variant = first.get("variants").get(0);
        assertThat(variant.get("issueCycles").asLong() + variant.get("icacheStallCycles").asLong() + variant.get("dataStallCycles").asLong()
                + variant.get("mispredictStallCycles").asLong() + variant.get("tlbTrapCycles").asLong())
                .isEqualTo(variant.get("cycles").asLong());
        JsonNode second = result("run", "--mode", "timing", "--json", "-", program, "x");
        assertThat(((ObjectNode) second).put("hostSeconds", 0)).isEqualTo(((ObjectNode) first).put("hostSeconds", 0));
    }

    /** What is counted begins behind the functional part and the warm-up, whichever engine executes these. */
    @ParameterizedTest
    @CsvSource({"1200000, true", "marker:0, false"})
    void aRunIsFastForwardedToWhatIsToBeMeasured(String moment, boolean isCount) throws Exception {
        String[] arguments = {"run", "--fast-forward", moment, "--set", "warm.up=50000", "--json", "-", program("Counting", "for (int i = 0; i < 100000; i++) { zero += i; }")};
        JsonNode result = result(arguments);
        JsonNode variant = result.get("variants").get(0);
        assertThat(result.get("job").get("mode").asText()).isEqualTo("timing");
        long passed = result.at("/measures/fastForwardInstructions/samples/0").asLong();
        assertThat(passed + variant.get("instructions").asLong()).isEqualTo(result.get("instructions").asLong());
        assertThat(passed).isGreaterThanOrEqualTo(isCount ? 1_250_000 : 50_000);
        assertThat(variant.get("instructions").asLong()).isPositive();
        assertThat(variant.get("issueCycles").asLong()).isPositive().isLessThan(variant.get("cycles").asLong());

        arguments[0] = "--engine=translate";
        JsonNode translated = result(Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(((ObjectNode) translated).put("hostSeconds", 0)).isEqualTo(((ObjectNode) result).put("hostSeconds", 0));
    }

    @Test
    void nothingOfTheHostReachesTheGuest() throws Exception {
        JsonNode here = result("run", "--json", "-", file("Greeter.java", GREETER));
        Path elsewhere = Files.createDirectories(folder.resolve("some/where else"));
        JsonNode there = result("run", "--json", "-", Files.writeString(elsewhere.resolve("Greeter.java"), GREETER).toString());
        assertThat(there.get("stateHash")).isEqualTo(here.get("stateHash"));
        assertThat(there.get("job")).isEqualTo(here.get("job"));
        assertThat(result("run", "--seed", "2", "--json", "-", file("Greeter.java", GREETER)).get("job").get("key"))
                .isNotEqualTo(here.get("job").get("key"));
    }

    @Test
    void theProgramOfTheReadmeRuns() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        Invocation invocation = Invocation.of("run", file("Hello.java", readme.substring(start, readme.indexOf("```", start))));
        assertThat(invocation.out()).isEqualTo("Hello from a kernel in Java\n");
        assertThat(invocation.status()).isZero();
    }

    @Test
    void errorsGoToStandardErrorInTheirOrder() throws Exception {
        String program = file("Loud.java", """
                import dev.lamarck.syscalls.user.Output;

                public final class Loud {
                    public static void main(String[] args) {
                        Output.STANDARD.text("one").line();
                        Output.ERROR.text("two").line();
                        Output.STANDARD.text("three").line();
                    }
                }
                """);
        Path run = folder.resolve("run");
        Invocation invocation = Invocation.of("run", "--out", run.toString(), program);
        assertThat(invocation.out()).isEqualTo("one\nthree\n");
        assertThat(invocation.err()).contains("two\n");
        assertThat(run.resolve("console.txt")).hasContent("one\ntwo\nthree\n");
        assertThat(run.resolve("report.html")).content().contains("<p>exited 0</p>", "<pre>one\ntwo\nthree\n</pre>", "<td>boot</td>");
    }

    @Test
    void filesOfTheGuestAreCopiedOut() throws Exception {
        Path whole = folder.resolve("whole");
        Path copy = folder.resolve("copy");
        String greeter = file("Greeter.java", GREETER);
        assertThat(Invocation.of("build", greeter, "-o", whole.toString()).status()).isZero();
        Invocation invocation = Invocation.of("run", "--copy-out", "/bin/whole=" + copy, "--copy-out", "/dev/null=" + folder.resolve("device"),
                whole.toString(), "x");
        assertThat(invocation.status()).isEqualTo(41);
        assertThat(copy).hasSameBinaryContentAs(whole);
        assertThat(invocation.err()).contains("the guest has no file /dev/null");
        assertThat(folder.resolve("device")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereToBeCopiedOutIsBadInput() {
        Invocation invocation = Invocation.of("boot", "--copy-out", "nothing=" + folder.resolve("nothing"), "-c", "echo x");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("the guest has no file /work/nothing");
    }

    @Test
    void inputIsTheGuestsConsole() throws Exception {
        String echo = file("Echo.java", """
                import dev.lamarck.syscalls.user.Output;
                import dev.lamarck.syscalls.user.Posix;

                public final class Echo {
                    public static void main(String[] args) {
                        byte[] buffer = new byte[100];
                        long n = Posix.read(0, buffer, 0, 100);
                        while (n > 0) {
                            Output.STANDARD.decimal(n).text(":").bytes(buffer, 0, (int) n);
                            n = Posix.read(0, buffer, 0, 100);
                        }
                        Output.STANDARD.flush();
                    }
                }
                """);
        Invocation invocation = Invocation.withInput("one\ntwo", "run", echo);
        assertThat(invocation.out()).isEqualTo("4:one\n3:two");
        assertThat(invocation.status()).isZero();
    }
}
