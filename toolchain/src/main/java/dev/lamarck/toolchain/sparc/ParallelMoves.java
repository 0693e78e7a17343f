package dev.lamarck.toolchain.sparc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Moves that are to happen all at once, put in an order that does the same one by one. */
final class ParallelMoves {
    record Move(int to, int from) {}

    private ParallelMoves() {}

    /** {@code moves} have distinct targets; {@code temporary} gives a register for each cycle that has to be broken. */
    static List<Move> sequence(List<Move> moves, IntSupplier temporary) {
        Map<Integer, Integer> pending = new LinkedHashMap<>();
        moves.stream().filter(m -> m.to() != m.from()).forEach(m -> pending.put(m.to(), m.from()));
        List<Move> result = new ArrayList<>();
        while (!pending.isEmpty()) {
            Integer free = pending.keySet().stream().filter(to -> !pending.containsValue(to)).findFirst().orElse(null);
            if (free == null) {
                int first = pending.keySet().iterator().next();
                int saved = temporary.getAsInt();
                result.add(new Move(saved, first));
                pending.replaceAll((_, from) -> from == first ? saved : from);
            } else {
                result.add(new Move(free, pending.remove(free)));
            }
        }
        return result;
    }
}
