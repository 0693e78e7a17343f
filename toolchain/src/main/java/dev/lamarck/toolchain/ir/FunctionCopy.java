package dev.lamarck.toolchain.ir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes copies of functions, numbered anew from 0. */
public final class FunctionCopy {
    private final Function target;
    private final Map<Block, Block> blocks = new HashMap<>();
    private final Map<Value, Value> values = new HashMap<>();

    private FunctionCopy(Function target) {
        this.target = target;
    }

    /** With values and blocks in the order of their numbers, which some passes prefer earlier over later by. */
    public static Function of(Function source) {
        return inOrder(source, Comparator.comparingInt(Value::id), Comparator.comparingInt(Block::id));
    }

    /** Numbered by the given orders; a block's instructions, and the list of blocks, stay as they are. */
    public static Function inOrder(Function source, Comparator<Value> valueOrder, Comparator<Block> blockOrder) {
        Function target = new Function(source.method(), source.outOfLine());
        target.level(source.level());
        new FunctionCopy(target).copy(source, valueOrder, blockOrder);
        return target;
    }

    private void copy(Function source, Comparator<Value> valueOrder, Comparator<Block> blockOrder) {
        source.blocks().stream().sorted(blockOrder).forEach(b -> blocks.put(b, target.newBlock()));
        Map<Value, Block> homes = new HashMap<>();
        List<Value> order = new ArrayList<>();
        for (Block block : source.blocks()) {
            block.parameters().forEach(p -> homes.put(p, block));
            order.addAll(block.parameters());
            order.addAll(block.instructions());
        }
        order.sort(valueOrder);
        order.forEach(v -> values.put(v, homes.containsKey(v) ? target.addParameter(blocks.get(homes.get(v)), v.type())
            : target.newValue(v.op(), v.type(), v.operands(), v.constant(), v.detail(), v.position())));
        source.blocks().forEach(this::fill);
    }

    private void fill(Block block) {
        Block copy = blocks.get(block);
        copy.unlikely(block.unlikely());
        // parameters were made in the order of their numbers, not of the list
        copy.parameters().clear();
        block.parameters().forEach(p -> copy.parameters().add(values.get(p)));
        for (Value value : block.instructions()) {
            values.get(value).replaceOperands(values::get);
            copy.instructions().add(values.get(value));
        }
        copy.terminator(block.terminator().withValues(values::get).withEdges(e -> new Edge(blocks.get(e.target()), e.arguments())));
        target.blocks().add(copy);
    }
}
