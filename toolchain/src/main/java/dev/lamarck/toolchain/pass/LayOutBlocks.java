package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Terminator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders the blocks as a C compiler would: likely ways fall through, a loop's test stands at its end (so that an iteration has one
 * branch), code that leads only to traps comes last.
 */
public final class LayOutBlocks {
    private final Cfg cfg;
    private final Set<Block> placed = new LinkedHashSet<>();

    private LayOutBlocks(Function function) {
        this.cfg = new Cfg(function);
    }

    /** Needs nothing; changes the order only. */
    public static void run(Function function) {
        markUnlikely(function);
        LayOutBlocks pass = new LayOutBlocks(function);
        pass.cfg.order().stream().filter(b -> !b.unlikely()).forEach(pass::trace);
        List<Block> order = new ArrayList<>(pass.placed);
        pass.rotate(order);
        pass.cfg.order().stream().filter(Block::unlikely).forEach(order::add);
        function.blocks().clear();
        function.blocks().addAll(order);
    }

    /** A block all of whose ways on are unlikely is so itself; the entry never is. */
    private static void markUnlikely(Function function) {
        for (boolean changed = true; changed;) {
            changed = false;
            for (Block block : function.blocks()) {
                List<Edge> edges = block.terminator().edges();
                boolean unlikely = !edges.isEmpty() && edges.stream().allMatch(e -> e.target().unlikely());
                if (unlikely && !block.unlikely()) {
                    block.unlikely(true);
                    changed = true;
                }
            }
        }
        function.entry().unlikely(false);
    }

    /** Places a block and, as long as there is one, its likeliest successor that has no place. */
    private void trace(Block start) {
        for (Block at = start; at != null && placed.add(at);) {
            at = successor(at);
        }
    }

    /** Staying in the loop comes first, then the branch's fall-through. */
    private Block successor(Block block) {
        Block best = null;
        for (Edge edge : ways(block.terminator())) {
            Block target = edge.target();
            if (!placed.contains(target) && !target.unlikely() && (best == null || cfg.loopDepth(target) > cfg.loopDepth(best))) {
                best = target;
            }
        }
        return best;
    }

    private static List<Edge> ways(Terminator end) {
        return end.edges().reversed();
    }

    /** Moves each loop header that ends in the loop's exit test behind the loop's last block, innermost loops last. */
    private void rotate(List<Block> order) {
        for (Block header : cfg.order()) {
            if (header.equals(cfg.loopHeader(header)) && isExitTest(header) && order.contains(header)) {
                Set<Block> loop = loop(header);
                int first = order.indexOf(header);
                int last = order.stream().filter(loop::contains).mapToInt(order::indexOf).max().orElseThrow();
                boolean together = loop.containsAll(order.subList(first, last + 1));
                if (together && last > first && first > 0) {
                    order.remove(first);
                    order.add(last, header);
                }
            }
        }
    }

    private boolean isExitTest(Block header) {
        return header.terminator() instanceof Terminator.Branch b && isIn(b.then().target(), header) != isIn(b.otherwise().target(), header);
    }

    private boolean isIn(Block block, Block header) {
        for (Block at = cfg.loopHeader(block); at != null; at = outer(at)) {
            if (at == header) {
                return true;
            }
        }
        return false;
    }

    /** The header of the next loop out. */
    private Block outer(Block header) {
        for (Block at = cfg.immediateDominator(header); at != null; at = cfg.immediateDominator(at)) {
            Block candidate = cfg.loopHeader(at);
            if (candidate != null && cfg.loopDepth(candidate) < cfg.loopDepth(header)) {
                return candidate;
            }
        }
        return null;
    }

    private Set<Block> loop(Block header) {
        Set<Block> loop = new HashSet<>();
        cfg.order().stream().filter(b -> isIn(b, header)).forEach(loop::add);
        return loop;
    }
}
