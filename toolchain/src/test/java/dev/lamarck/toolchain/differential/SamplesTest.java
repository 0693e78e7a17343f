package dev.lamarck.toolchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every root method of the samples, over edge values and random ones. */
class SamplesTest {
    private static final String FOLDER = "/dev/lamarck/toolchain/differential/samples";
    private static final long SEED = 20_260_101;
    private static final int RANDOM_CALLS = 12;
    private static final int MOST_EDGE_CALLS = 150;
    private static final long[] EDGES = {0, 1, -1, 2, 3, 7, 31, 32, 33, 63, 64, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
        Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE};

    @ParameterizedTest
    @CsvSource({"SPILL, false", "REAL, false", "SPILL, true", "REAL, true"})
    void theMachineComputesWhatTheJvmDoes(Allocator allocator, boolean optimize) throws CompilationException {
        Map<String, byte[]> classes = samples();
        List<Invocation> calls = calls(classes);

        List<Outcome> expected = new HostCalls(classes).run(calls);
        List<Outcome> actual = new Guest(classes, allocator, optimize).run(calls);

        List<String> differences = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                differences.add(calls.get(i) + ": JVM " + expected.get(i) + ", machine " + actual.get(i));
            }
        }
        assertThat(differences).as("of %s calls", calls.size()).isEmpty();
    }

    @Test
    void theSamplesReachTheKindsOfTraps() {
        Map<String, byte[]> classes = samples();

        assertThat(new HostCalls(classes).run(calls(classes))).extracting(Outcome::trap)
            .contains(0, 0x28, 0x150, 0x151, 0x152, 0x153, 0x154, 0x156, 0x157);
    }

    private static Map<String, byte[]> samples() {
        Map<String, byte[]> classes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(SamplesTest.class.getResource(FOLDER).toURI()), "*.class")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.equals("package-info.class")) {
                    classes.put(FOLDER.substring(1) + "/" + name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    /** The roots of all samples, each called with combinations of edge values, all if they are few, and with random values. */
    private static List<Invocation> calls(Map<String, byte[]> classes) {
        ClassStore store = new ClassStore(classes);
        Random random = new Random(SEED);
        List<Invocation> calls = new ArrayList<>();
        for (String name : store.program().keySet()) {
            for (MethodInfo method : store.get(name).methods()) {
                if (method.isRoot()) {
                    addCalls(method, random, calls);
                }
            }
        }
        return calls;
    }

    private static void addCalls(MethodInfo method, Random random, List<Invocation> calls) {
        int parameters = method.parameterDescriptors().size();
        double combinations = Math.pow(EDGES.length, parameters);
        for (int i = 0; i < Math.min(combinations, MOST_EDGE_CALLS); i++) {
            long number = combinations <= MOST_EDGE_CALLS ? i : random.nextLong((long) combinations);
            long[] arguments = new long[parameters];
            for (int p = 0; p < parameters; p++, number /= EDGES.length) {
                arguments[p] = EDGES[(int) (number % EDGES.length)];
            }
            calls.add(Invocation.of(method, arguments));
        }
        for (int i = 0; i < RANDOM_CALLS && parameters > 0; i++) {
            calls.add(Invocation.of(method, random.longs(parameters).map(v -> v >> random.nextInt(64)).toArray()));
        }
    }
}
