package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tidies control flow: decides branches on constants, sends edges past blocks that do nothing but go on (also where what they test is
 * known on the edge), and joins a block to its only predecessor.
 */
public final class SimplifyFlow {
    private static final int MOST_HOPS = 20;

    private final Function function;
    private final Set<Value> usedElsewhere;
    private boolean changed;

    private SimplifyFlow(Function function) {
        this.function = function;
        this.usedElsewhere = usedElsewhere(function);
    }

    /** Either level. Gives whether it changed anything. */
    public static boolean run(Function function) {
        SimplifyFlow pass = new SimplifyFlow(function);
        function.blocks().forEach(pass::decide);
        function.blocks().forEach(pass::shortcut);
        pass.joinBlocks();
        return pass.changed;
    }

    private void decide(Block block) {
        Terminator end = decided(block.terminator());
        if (end != block.terminator()) {
            block.terminator(end);
            changed = true;
        }
    }

    private static Terminator decided(Terminator end) {
        return switch (end) {
            case Terminator.Branch b -> decided(b);
            case Terminator.Switch s when s.value().isConstant() -> new Terminator.Goto(chosen(s, s.value().constant()), s.position());
            case Terminator.Switch s when s.keys().isEmpty() -> new Terminator.Goto(s.otherwise(), s.position());
            default -> end;
        };
    }

    private static Terminator decided(Terminator.Branch b) {
        if (b.then().equals(b.otherwise())) {
            return new Terminator.Goto(b.then(), b.position());
        }
        if (b.left().isConstant() && b.right().isConstant()) {
            boolean holds = Fold.holds(b.comparison(), b.left().constant(), b.right().constant());
            return new Terminator.Goto(holds ? b.then() : b.otherwise(), b.position());
        }
        Comparisons.Relation r = Comparisons.simplest(b.comparison(), b.left(), b.right());
        boolean same = r.left() == b.left() && r.right() == b.right();
        return same ? b : new Terminator.Branch(r.comparison(), r.left(), r.right(), b.then(), b.otherwise(), b.position());
    }

    private static Edge chosen(Terminator.Switch s, long value) {
        int index = s.keys().indexOf((int) value);
        return index < 0 ? s.otherwise() : s.targets().get(index);
    }

    /** Edges into blocks without instructions, whose way on is known given the edge's arguments, lead where that way leads. */
    private void shortcut(Block block) {
        Terminator end = block.terminator().withEdges(this::followed);
        if (!end.edges().equals(block.terminator().edges())) {
            block.terminator(end);
            changed = true;
        }
    }

    private Edge followed(Edge edge) {
        Edge at = edge;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            Edge next = next(at);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private Edge next(Edge edge) {
        Block block = edge.target();
        boolean mayPass = onlyConstants(block) && escapesOnlyByEdges(block);
        return mayPass ? wayOn(edge) : null;
    }

    private static boolean onlyConstants(Block block) {
        return block.instructions().stream().allMatch(Value::isConstant);
    }

    /** Whether the block's own values are used in its end only, so that nothing misses them when the block is passed by. */
    private boolean escapesOnlyByEdges(Block block) {
        return block.parameters().stream().noneMatch(usedElsewhere::contains) && block.instructions().stream().noneMatch(usedElsewhere::contains);
    }

    private static Set<Value> usedElsewhere(Function function) {
        Set<Value> result = new HashSet<>();
        for (Block block : function.blocks()) {
            Set<Value> own = new HashSet<>(block.parameters());
            own.addAll(block.instructions());
            Consumer<Value> use = v -> {
                if (!own.contains(v)) {
                    result.add(v);
                }
            };
            block.instructions().forEach(v -> v.operands().forEach(use));
            block.terminator().operands().forEach(use);
            block.terminator().edges().forEach(e -> e.arguments().forEach(use));
        }
        return result;
    }

    /** Null if the way is not known, or needs a constant of the block. */
    private Edge wayOn(Edge edge) {
        Map<Value, Value> known = new HashMap<>();
        for (int i = 0; i < edge.arguments().size(); i++) {
            known.put(edge.target().parameters().get(i), edge.arguments().get(i));
        }
        Terminator end = decided(edge.target().terminator().withValues(v -> known.getOrDefault(v, v)));
        if (!(end instanceof Terminator.Goto g) || g.edge().target() == edge.target()) {
            return null;
        }
        return g.edge().arguments().stream().anyMatch(edge.target().instructions()::contains) ? null : g.edge();
    }

    private void joinBlocks() {
        Map<Block, Integer> entries = new HashMap<>();
        function.blocks().forEach(b -> b.terminator().edges().forEach(e -> entries.merge(e.target(), 1, Integer::sum)));
        List<Block> gone = new ArrayList<>();
        Map<Value, Value> replacements = new HashMap<>();
        for (Block block : function.blocks()) {
            while (!gone.contains(block) && block.terminator() instanceof Terminator.Goto g && entries.get(g.edge().target()) == 1
                && g.edge().target() != block) {
                Block next = g.edge().target();
                for (int i = 0; i < next.parameters().size(); i++) {
                    replacements.put(next.parameters().get(i), g.edge().arguments().get(i));
                }
                block.instructions().addAll(next.instructions());
                block.terminator(next.terminator());
                block.unlikely(next.unlikely());
                gone.add(next);
            }
        }
        function.blocks().removeAll(gone);
        function.replaceUses(replacements);
        changed |= !gone.isEmpty();
    }
}
