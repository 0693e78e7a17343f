package dev.lamarck.instrumentation.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureOrderTest {
    private final ProcedureOrder order = new ProcedureOrder();

    @BeforeEach
    void clear() {
        order.clear();
    }

    private void calls(int from, int to, long count) {
        order.call(from, entry(to), count);
    }

    private static long entry(int function) {
        return 0x1000 - 32L * function;
    }

    private List<Integer> solved(int functions) {
        order.solve(IntStream.range(0, functions).mapToLong(ProcedureOrderTest::entry).toArray(), functions);
        return IntStream.range(0, functions).mapToObj(order::at).toList();
    }

    @Test
    void theHeaviestPairsBecomeNeighbours() {
        calls(0, 1, 10);
        calls(0, 2, 7);
        calls(1, 3, 9);
        assertThat(solved(4)).containsExactly(3, 1, 0, 2);
    }

    @Test
    void chainsAreTurnedSoThatWhatCallsMostComesClosest() {
        calls(0, 1, 100);
        calls(2, 3, 90);
        calls(0, 3, 5);    // both inner ends: 1 0 then 3 2
        assertThat(solved(4)).containsExactly(1, 0, 3, 2);
    }

    @Test
    void callsBothWaysAndToChainsAddUp() {
        calls(0, 1, 10);
        calls(2, 0, 4);
        calls(2, 1, 4);
        calls(3, 0, 7);
        calls(1, 4, 1);
        calls(4, 1, 1);
        // 2 has eight calls with the chain of 0 and 1 and is joined before 3, which has seven
        assertThat(solved(5)).containsExactly(3, 2, 0, 1, 4);
    }

    @Test
    void whatNobodyCallsFollowsByNumber() {
        calls(1, 3, 2);
        calls(1, 9, 50);
        assertThat(solved(4)).containsExactly(0, 1, 3, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyFunctionHasOnePlaceWhateverTheCalls(long seed) {
        Random random = new Random(seed);
        int functions = 2 + random.nextInt(Group.MAX_MEMBERS - 2);
        for (int i = 0; i < 3 * functions; i++) {
            calls(random.nextInt(functions), random.nextInt(functions), random.nextInt(1000));
        }
        assertThat(solved(functions)).as("seed %d", seed).doesNotHaveDuplicates().hasSize(functions);
    }
}
