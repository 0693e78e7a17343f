package dev.lamarck.toolchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * run(PE(f, s), d) = run(f, s + d): random programs, random splits of the arguments into static and dynamic ones, on the machine; results, first traps,
 * and memory as later calls find it. Twenty programs in a build and as many as one likes with {@code -Dstorm.programs=4000}; a failure names its
 * seed, and {@code -Dstorm.seed=N} runs that program alone.
 */
class ResidualStormTest {
    private static final int PROGRAMS = Integer.getInteger("storm.programs", 20);
    private static final long FIRST_SEED = 1_000;
    private static final int CALLS_PER_METHOD = 4;

    @Test
    void residualsComputeWhatTheirMethodsDo() throws CompilationException, LinkException {
        Long only = Long.getLong("storm.seed");
        if (only != null) {
            compare(only);
            return;
        }
        long end = FIRST_SEED + PROGRAMS;
        for (long seed = FIRST_SEED; seed < end; seed++) {
            compare(seed);
        }
        System.out.println("storm: residuals of the programs of seeds " + FIRST_SEED + " to " + (end - 1) + " agree");
    }

    private static void compare(long seed) throws CompilationException, LinkException {
        String source = RandomProgram.write(seed);
        Map<String, byte[]> classes = Sources.compile(source);
        Random random = new Random(seed);
        List<Invocation> calls = calls(classes, random);
        ResidualProgram program = new ResidualProgram(classes, calls.stream().map(c -> new BareMachine.Call(c.method().source().symbol(),
            c.arguments().stream().mapToLong(Long::longValue).toArray())).toList());
        List<Residual> residuals = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            residuals.add(withRoom(program, i, split(calls.get(i), program, random)));
        }
        List<Outcome> expected = program.callGeneric();
        List<Outcome> actual = program.call(residuals, UnaryOperator.identity());
        for (int i = 0; i < calls.size(); i++) {
            assertThat(actual.get(i)).as("-Dstorm.seed=%s, %s with static %s, program:%n%s", seed, calls.get(i),
                residuals.get(i).specialization().arguments(), source).isEqualTo(expected.get(i));
        }
    }

    /** One that grew beyond its room (a kernel would refuse it) gives way to one that knows nothing. */
    private static Residual withRoom(ResidualProgram program, int call, Specialization wanted) throws LinkException {
        Residual residual = program.residual(call, wanted);
        return residual.code().bytes().length <= ResidualProgram.ROOM ? residual
            : program.residual(call, new Specialization(new TreeMap<>(), Optional.empty()));
    }

    private static Specialization split(Invocation call, ResidualProgram program, Random random) {
        SortedMap<Integer, Long> known = new TreeMap<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            if (random.nextBoolean()) {
                known.put(i, call.arguments().get(i));
            }
        }
        return new Specialization(known, random.nextBoolean() ? Optional.of(program.memory()) : Optional.empty());
    }

    private static List<Invocation> calls(Map<String, byte[]> classes, Random random) {
        List<Invocation> calls = new ArrayList<>();
        for (MethodInfo method : new ClassStore(classes).get("sample/Storm").methods()) {
            for (int i = 0; i < CALLS_PER_METHOD && method.isRoot(); i++) {
                calls.add(Invocation.of(method, random.longs(3).map(v -> v >> random.nextInt(64)).toArray()));
            }
        }
        return calls;
    }
}
