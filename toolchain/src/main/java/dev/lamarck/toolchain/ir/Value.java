package dev.lamarck.toolchain.ir;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An instruction or a block parameter: one definition of a virtual register (or, of type {@code VOID}, none). Its number is unique in
 * its function and stable, so that dumps of successive passes can be compared. Operands may be replaced; all else is fixed.
 */
public final class Value {
    private final int id;
    private final Op op;
    private final Type type;
    private final Value[] operands;
    private final long constant;
    private final Detail detail;
    private final Position position;

    Value(int id, Op op, Type type, List<Value> operands, long constant, Detail detail, Position position) {
        this.id = id;
        this.op = op;
        this.type = type;
        this.operands = operands.toArray(Value[]::new);
        this.constant = constant;
        this.detail = detail;
        this.position = position;
    }

    public int id() {
        return id;
    }

    public Op op() {
        return op;
    }

    public Type type() {
        return type;
    }

    public List<Value> operands() {
        return Arrays.asList(operands);
    }

    public Value operand(int index) {
        return operands[index];
    }

    /** The # of the op's meaning; 0 where it has none. */
    public long constant() {
        return constant;
    }

    /** The @ of the op's meaning; null where it has none. */
    public Detail detail() {
        return detail;
    }

    public Access access() {
        return (Access) detail;
    }

    public Comparison comparison() {
        return (Comparison) detail;
    }

    /** Null for block parameters. */
    public Position position() {
        return position;
    }

    public boolean isConstant() {
        return op == Op.CONSTANT;
    }

    public boolean isConstant(long value) {
        return op == Op.CONSTANT && constant == value;
    }

    public void replaceOperands(UnaryOperator<Value> replacement) {
        Arrays.setAll(operands, i -> replacement.apply(operands[i]));
    }

    @Override
    public String toString() {
        return "v" + id;
    }
}
