package dev.lamarck.toolchain.ir;

import java.util.List;

/** Appends to the current block of a function under construction, at the current position. */
public final class Emitter {
    private final Function function;
    private Block block;
    private Position position;

    public Emitter(Function function) {
        this.function = function;
    }

    public Function function() {
        return function;
    }

    /** Null after the current block was ended. */
    public Block block() {
        return block;
    }

    /** Continues in a block, which is appended to the function's. */
    public void begin(Block next) {
        function.blocks().add(next);
        block = next;
    }

    public void at(Position newPosition) {
        position = newPosition;
    }

    public Position position() {
        return position;
    }

    public Value emit(Op op, Type type, Detail detail, Value... operands) {
        return append(function.newValue(op, type, List.of(operands), 0, detail, position));
    }

    public Value emit(Op op, Type type, Detail detail, List<Value> operands) {
        return append(function.newValue(op, type, operands, 0, detail, position));
    }

    /** With the op's #. */
    public Value emitWith(long constant, Op op, Type type, Detail detail, Value... operands) {
        return append(function.newValue(op, type, List.of(operands), constant, detail, position));
    }

    public Value constant(Type type, long value) {
        return append(function.newConstant(type, value, position));
    }

    private Value append(Value value) {
        block.instructions().add(value);
        return value;
    }

    public void end(Terminator terminator) {
        block.terminator(terminator);
        block = null;
    }

    public void jump(Edge edge) {
        end(new Terminator.Goto(edge, position));
    }

    public void branch(Condition condition, Width width, Value left, Value right, Edge then, Edge otherwise) {
        end(new Terminator.Branch(new Comparison(condition, width), left, right, then, otherwise, position));
    }

    /** Ends the block in a trap. */
    public void trap(int kind, Value message) {
        block.unlikely(true);
        end(new Terminator.Trap(kind, message, position));
    }

    /** Checks a reference unless its making shows that it is not null. */
    public void nullCheck(Value reference) {
        switch (reference.op()) {
            case NEW, NEW_ARRAY, STRING, HUB -> { }
            default -> emit(Op.NULL_CHECK, Type.VOID, null, reference);
        }
    }
}
