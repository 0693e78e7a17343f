package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParallelMovesTest {
    private static final int TEMPORARY = 100;

    /** Random functions from targets to sources: chains, trees, cycles, fixed points. */
    @Test
    void oneByOneIsAsAllAtOnce() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int registers = 1 + random.nextInt(7);
            List<Integer> targets = new ArrayList<>();
            for (int r = 0; r < registers; r++) {
                targets.add(r);
            }
            Collections.shuffle(targets, random);
            List<ParallelMoves.Move> moves = targets.subList(0, random.nextInt(registers + 1)).stream()
                    .map(to -> new ParallelMoves.Move(to, random.nextInt(registers))).toList();
            assertThat(oneByOne(moves)).as("seed %d, %s", seed, moves).containsAllEntriesOf(allAtOnce(moves));
        }
    }

    @Test
    void onlyACycleNeedsATemporary() {
        int[] asked = {0};
        ParallelMoves.sequence(List.of(new ParallelMoves.Move(1, 0), new ParallelMoves.Move(2, 1), new ParallelMoves.Move(3, 0)), () -> TEMPORARY + asked[0]++);
        assertThat(asked[0]).isZero();
        ParallelMoves.sequence(List.of(new ParallelMoves.Move(0, 1), new ParallelMoves.Move(1, 0)), () -> TEMPORARY + asked[0]++);
        assertThat(asked[0]).isOne();
    }

    /** What each register holds afterwards: the name of the register whose value that was. */
    private static Map<Integer, Integer> allAtOnce(List<ParallelMoves.Move> moves) {
        Map<Integer, Integer> held = new HashMap<>();
        moves.stream().filter(m -> m.to() != m.from()).forEach(m -> held.put(m.to(), m.from()));
        return held;
    }

    private static Map<Integer, Integer> oneByOne(List<ParallelMoves.Move> moves) {
        int[] next = {TEMPORARY};
        Map<Integer, Integer> held = new HashMap<>();
        ParallelMoves.sequence(moves, () -> next[0]++).forEach(m -> held.put(m.to(), held.getOrDefault(m.from(), m.from())));
        return held;
    }
}
