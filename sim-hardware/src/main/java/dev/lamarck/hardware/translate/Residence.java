package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which integer registers reside in variables: in a loop those that it writes. The processor gets them where the loop is left, not after each instruction.
 * It is the outermost loop around a block that does not move to another window.
 */
final class Residence {
    private final PageImage page;
    private final Map<Node, Set<Node>> loops = new HashMap<>();
    private final Map<Set<Node>, Long> written = new HashMap<>();

    Residence(PageImage page, LoopNest nest) {
        this.page = page;
        for (Set<Node> loop : nest.loops()) {
            if (loop.stream().noneMatch(node -> loops.containsKey(node) || movesWindow(node))) {
                written.put(loop, loop.stream().mapToLong(this::written).reduce(0, (one, other) -> one | other));
                loop.forEach(node -> loops.put(node, loop));
            }
        }
    }

    /** While a block is executed. */
    long of(Node node) {
        Set<Node> loop = loops.get(node);
        return loop == null ? 0 : written.get(loop);
    }

    /** Whether they do so still where control goes from a block to another. */
    boolean lasts(Node from, Node to) {
        return loops.get(from) == loops.get(to);
    }

    private boolean movesWindow(Node node) {
        return effects(node).anyMatch(effects -> effects.windowShift() != 0);
    }

    private long written(Node node) {
        return effects(node).mapToLong(Effects::defines).reduce(0, (one, other) -> one | other) & Effects.INTEGER;
    }

    private Stream<Effects> effects(Node node) {
        int end = node.last.hasSlot() ? node.end + 2 : node.last.isTransfer() ? node.end + 1 : node.end;
        return IntStream.range(node.start, end).mapToObj(at -> Effects.of(page.word(at)));
    }
}
