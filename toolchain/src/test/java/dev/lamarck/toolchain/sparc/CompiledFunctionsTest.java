package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.link.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random low-level functions give compiled what they give interpreted. {@code -Dlamarck.seed=N} replays a failure, {@code -Dlamarck.rounds=N} goes on
 * for longer.
 */
class CompiledFunctionsTest {
    private static final int FUNCTIONS = 15;
    private static final int CALLS_EACH = 3;

    @ParameterizedTest
    @EnumSource
    void randomFunctionsAgreeWithTheInterpreter(Allocator allocator) throws Exception {
        long first = Long.getLong("lamarck.seed", 1);
        for (long seed = first; seed < first + Integer.getInteger("lamarck.rounds", 3); seed++) {
            compare(seed, allocator);
        }
    }

    /** Functions compile side by side; the image does not show it. */
    @Test
    void theSameProgramGivesTheSameBytes() throws Exception {
        assertThat(image().elf()).isEqualTo(image().elf());
    }

    private static Image image() throws Exception {
        Program program = new Program(RandomFunctions.make(31, FUNCTIONS, 8), List.of(), List.of(RandomFunctions.memory()), new TreeMap<>());
        return BareMachine.image(program, List.of(), Allocator.REAL);
    }

    private static void compare(long seed, Allocator allocator) throws Exception {
        List<Function> functions = RandomFunctions.make(seed, FUNCTIONS, 4 + (int) (seed % 4) * 3);
        LowInterpreter interpreter = new LowInterpreter(functions, RandomFunctions.MEMORY_BYTES);
        Random random = new Random(seed);
        List<BareMachine.Call> calls = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (Function function : functions) {
            for (int i = 0; i < CALLS_EACH; i++) {
                long[] arguments = random.longs(function.parameters().size()).map(a -> a >> random.nextInt(64)).toArray();
                calls.add(new BareMachine.Call(function.symbol(), arguments));
                expected.add(interpreter.call(function, arguments));
            }
        }
        Program program = new Program(functions, List.of(), List.of(RandomFunctions.memory()), new TreeMap<>());
        List<BareMachine.Answer> answers = BareMachine.run(BareMachine.image(program, calls, allocator), calls.size());
        for (int i = 0; i < calls.size(); i++) {
            assertThat(answers.get(i)).as("-Dlamarck.seed=%d -Dlamarck.rounds=1, %s, %s", seed, allocator, calls.get(i).symbol())
                    .isEqualTo(new BareMachine.Answer(expected.get(i), 0));
        }
    }
}
