package dev.lamarck.toolchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs, twenty in a build and as many as one likes with {@code -Dstorm.programs=4000}, from seed
 * {@code -Dstorm.first=1000} on if the first have been had. A failure names its seed;
 * {@code -Dstorm.seed=N} runs that program alone.
 */
class StormTest {
    private static final int PROGRAMS = Integer.getInteger("storm.programs", 20);
    private static final long FIRST_SEED = Long.getLong("storm.first", 1);
    private static final int CALLS_PER_METHOD = 25;

    @Test
    void randomProgramsComputeWhatTheJvmDoes() throws CompilationException {
        Long only = Long.getLong("storm.seed");
        if (only != null) {
            compare(only);
            return;
        }
        long end = FIRST_SEED + PROGRAMS;
        for (long seed = FIRST_SEED; seed < end; seed++) {
            compare(seed);
        }
        System.out.println("storm: programs of seeds " + FIRST_SEED + " to " + (end - 1) + " agree");
    }

    private static void compare(long seed) throws CompilationException {
        String source = RandomProgram.write(seed);
        Map<String, byte[]> classes = Sources.compile(source);
        List<Invocation> calls = calls(classes, seed);
        List<Outcome> expected = new HostCalls(classes).run(calls);
        for (Allocator allocator : Allocator.values()) {
            for (boolean optimize : new boolean[] {false, true}) {
                List<Outcome> actual = new Guest(classes, allocator, optimize).run(calls);
                assertThat(differences(calls, expected, actual))
                    .as("-Dstorm.seed=%s, allocator %s, optimize %s, program:%n%s", seed, allocator, optimize, source).isEmpty();
            }
        }
    }

    private static List<String> differences(List<Invocation> calls, List<Outcome> expected, List<Outcome> actual) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < calls.size() && differences.size() < 5; i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                differences.add(calls.get(i) + ": JVM " + expected.get(i) + ", machine " + actual.get(i));
            }
        }
        return differences;
    }

    private static List<Invocation> calls(Map<String, byte[]> classes, long seed) {
        Random random = new Random(seed);
        List<Invocation> calls = new ArrayList<>();
        for (MethodInfo method : new ClassStore(classes).get("sample/Storm").methods()) {
            for (int i = 0; i < CALLS_PER_METHOD && method.isRoot(); i++) {
                calls.add(Invocation.of(method, random.longs(3).map(v -> v >> random.nextInt(64)).toArray()));
            }
        }
        return calls;
    }
}
