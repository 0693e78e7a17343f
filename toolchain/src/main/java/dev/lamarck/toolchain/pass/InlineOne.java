package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a copy of one callee in the place of a call: the calling block is split, returns become jumps to its second half. */
final class InlineOne {
    private final Function caller;
    private final Value call;
    private final Function callee;
    private final Block before;
    private final Block after;
    private final Map<Value, Value> values = new HashMap<>();
    private final Map<Block, Block> blocks = new HashMap<>();

    private InlineOne(Function caller, Value call, Function callee) {
        this.caller = caller;
        this.call = call;
        this.callee = callee;
        this.before = caller.blocks().stream().filter(b -> b.instructions().contains(call)).findFirst().orElseThrow();
        this.after = caller.newBlock();
    }

    static void run(Function caller, Value call, Function callee) {
        new InlineOne(caller, call, callee).run();
    }

    private void run() {
        Value result = split();
        for (Block block : callee.blocks()) {
            Block copy = caller.newBlock();
            copy.unlikely(block.unlikely() || before.unlikely());
            blocks.put(block, copy);
            block.parameters().forEach(p -> values.put(p, caller.addParameter(copy, p.type())));
        }
        callee.blocks().forEach(b -> b.instructions().forEach(v -> values.put(v, copy(v))));
        for (Block block : callee.blocks()) {
            Block copy = blocks.get(block);
            block.instructions().forEach(v -> copy.instructions().add(values.get(v)));
            copy.instructions().forEach(v -> v.replaceOperands(o -> values.getOrDefault(o, o)));
            copy.terminator(end(block.terminator()));
        }
        before.terminator(new Terminator.Goto(new Edge(blocks.get(callee.entry()), call.operands()), call.position()));
        int place = caller.blocks().indexOf(before) + 1;
        caller.blocks().add(place, after);
        caller.blocks().addAll(place, callee.blocks().stream().map(blocks::get).toList());
        if (result != null) {
            caller.replaceUses(Map.of(call, result));
        }
    }

    /** Moves what follows the call to the second half; gives its parameter for the result, if the call has one. */
    private Value split() {
        List<Value> instructions = before.instructions();
        int index = instructions.indexOf(call);
        after.instructions().addAll(instructions.subList(index + 1, instructions.size()));
        instructions.subList(index, instructions.size()).clear();
        after.terminator(before.terminator());
        after.unlikely(before.unlikely());
        return call.type() == Type.VOID ? null : caller.addParameter(after, call.type());
    }

    /** With the callee's operands, which are replaced once all copies exist. */
    private Value copy(Value value) {
        return caller.newValue(value.op(), value.type(), new ArrayList<>(value.operands()), value.constant(), value.detail(), at(value.position()));
    }

    private Position at(Position position) {
        return position.inlinedAt(call.position());
    }

    private Terminator end(Terminator end) {
        Terminator mapped = end.withValues(v -> values.getOrDefault(v, v));
        return switch (mapped) {
            case Terminator.Goto g -> new Terminator.Goto(edge(g.edge()), at(g.position()));
            case Terminator.Branch b -> new Terminator.Branch(b.comparison(), b.left(), b.right(), edge(b.then()), edge(b.otherwise()), at(b.position()));
            case Terminator.Switch s -> new Terminator.Switch(s.value(), s.keys(), s.targets().stream().map(this::edge).toList(), edge(s.otherwise()),
                at(s.position()));
            case Terminator.Return r -> new Terminator.Goto(new Edge(after, call.type() == Type.VOID ? List.of() : List.of(r.value())), at(r.position()));
            case Terminator.Trap t -> new Terminator.Trap(t.kind(), t.message(), at(t.position()));
        };
    }

    private Edge edge(Edge edge) {
        return new Edge(blocks.get(edge.target()), edge.arguments());
    }
}
