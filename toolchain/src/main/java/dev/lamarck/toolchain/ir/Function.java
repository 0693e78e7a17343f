package dev.lamarck.toolchain.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A method's code. Makes the values and blocks that belong to it, so that their numbers are unique. */
public final class Function {
    private final SourceMethod method;
    private final boolean outOfLine;
    private final List<Block> blocks = new ArrayList<>();
    private Level level = Level.HIGH;
    private int nextValue;
    private int nextBlock;

    /** {@code outOfLine}: has a published symbol, is a root or is called through an address, so callers must not absorb it. */
    public Function(SourceMethod method, boolean outOfLine) {
        this.method = method;
        this.outOfLine = outOfLine;
    }

    public SourceMethod method() {
        return method;
    }

    /** The ELF symbol of the code. */
    public String symbol() {
        return method.symbol();
    }

    public boolean outOfLine() {
        return outOfLine;
    }

    public Level level() {
        return level;
    }

    public void level(Level level) {
        this.level = level;
    }

    /** The entry first; otherwise in the order of emission. No edge leads to the entry. */
    public List<Block> blocks() {
        return blocks;
    }

    public Block entry() {
        return blocks.getFirst();
    }

    /** The function's parameters, receiver first. */
    public List<Value> parameters() {
        return entry().parameters();
    }

    /** An upper bound of the numbers of the values made so far. */
    public int valueBound() {
        return nextValue;
    }

    /** An upper bound of the numbers of the blocks made so far. */
    public int blockBound() {
        return nextBlock;
    }

    /** Makes a block that is in no list yet. */
    public Block newBlock() {
        return new Block(nextBlock++);
    }

    /** Makes a parameter and appends it to the block's. */
    public Value addParameter(Block block, Type type) {
        Value value = new Value(nextValue++, Op.PARAMETER, type, List.of(), 0, null, null);
        block.parameters().add(value);
        return value;
    }

    /** Makes an instruction that is in no block yet. */
    public Value newValue(Op op, Type type, List<Value> operands, long constant, Detail detail, Position position) {
        assert op != Op.PARAMETER && (op.operands() == Op.ANY_NUMBER || op.operands() == operands.size()) : op;
        return new Value(nextValue++, op, type, operands, constant, detail, position);
    }

    public Value newConstant(Type type, long constant, Position position) {
        return newValue(Op.CONSTANT, type, List.of(), constant, null, position);
    }

    /** Replaces every use of a key by its value, chains followed to their ends. Definitions stay. */
    public void replaceUses(Map<Value, Value> replacements) {
        if (replacements.isEmpty()) {
            return;
        }
        for (Block block : blocks) {
            block.instructions().forEach(v -> v.replaceOperands(o -> resolve(o, replacements)));
            block.terminator(block.terminator().withValues(o -> resolve(o, replacements)));
        }
    }

    private static Value resolve(Value value, Map<Value, Value> replacements) {
        Value result = value;
        for (Value next = replacements.get(result); next != null; next = replacements.get(result)) {
            result = next;
        }
        return result;
    }

    @Override
    public String toString() {
        return method.ref().toString();
    }
}
