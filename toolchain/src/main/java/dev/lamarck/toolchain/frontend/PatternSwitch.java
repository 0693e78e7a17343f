package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The one {@code invokedynamic} there is, {@code SwitchBootstraps.typeSwitch} and {@code enumSwitch}, as a chain of tests: −1 for null,
 * else the least label index ≥ restart that matches, else the number of labels.
 */
final class PatternSwitch {
    private static final String BOOTSTRAPS = "Ljava/lang/runtime/SwitchBootstraps;";

    private final Emitter emitter;
    private final Value target;
    private final Value restart;
    private final Block join;

    private PatternSwitch(Emitter emitter, Value target, Value restart) {
        this.emitter = emitter;
        this.target = target;
        this.restart = restart;
        this.join = emitter.function().newBlock();
    }

    static boolean isPatternSwitch(InvokeDynamicInstruction instruction) {
        return instruction.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAPS);
    }

    /** Pops target and restart, pushes the label's index. */
    static void translate(InvokeDynamicInstruction instruction, Emitter emitter, Frame frame) {
        List<Value> arguments = frame.pop(2);
        PatternSwitch expansion = new PatternSwitch(emitter, arguments.get(0), arguments.get(1));
        String enumName = instruction.typeSymbol().parameterType(0).descriptorString();
        frame.push(expansion.expand(instruction.bootstrapArgs(), enumName));
    }

    private Value expand(List<ConstantDesc> labels, String enumDescriptor) {
        Value result = emitter.function().addParameter(join, Type.INT);
        Block notNull = emitter.function().newBlock();
        branchTo(Condition.EQUAL, target, emitter.constant(Type.REFERENCE, 0), -1, notNull);
        for (int i = 0; i < labels.size(); i++) {
            label(i, match(labels.get(i), enumDescriptor));
        }
        emitter.jump(new Edge(join, List.of(emitter.constant(Type.INT, labels.size()))));
        emitter.begin(join);
        return result;
    }

    /** If restart ≤ index and the test holds, the result is the index. */
    private void label(int index, Value test) {
        Block next = emitter.function().newBlock();
        Block tested = emitter.function().newBlock();
        emitter.branch(Condition.LESS_EQUAL, Width.INT, restart, emitter.constant(Type.INT, index), new Edge(tested), new Edge(next));
        emitter.begin(tested);
        branchTo(Condition.NOT_EQUAL, test, emitter.constant(Type.INT, 0), index, next);
    }

    private void branchTo(Condition condition, Value left, Value right, int result, Block otherwise) {
        Value value = emitter.constant(Type.INT, result);
        emitter.branch(condition, left.type().width(), left, right, new Edge(join, List.of(value)), new Edge(otherwise));
        emitter.begin(otherwise);
    }

    /** 0 or 1. Made before the restart test: it is pure. */
    private Value match(ConstantDesc label, String enumDescriptor) {
        return switch (label) {
            case ClassDesc type -> emitter.emit(Op.INSTANCE_OF, Type.INT, new TypeRef(type.descriptorString()), target);
            case String constant -> same(enumDescriptor, constant);
            case DynamicConstantDesc<?> constant -> sameDynamic(constant);
            default -> throw new Rejection(Rule.FOREIGN_CLASS, "switch on " + label);
        };
    }

    private Value sameDynamic(DynamicConstantDesc<?> constant) {
        List<ConstantDesc> arguments = new ArrayList<>(constant.bootstrapArgsList());
        if (arguments.size() == 2 && arguments.get(1) instanceof String name && arguments.get(0) instanceof DynamicConstantDesc<?> type
            && type.bootstrapArgsList().getFirst() instanceof String className) {
            return same("L" + className.replace('.', '/') + ";", name);
        }
        throw new Rejection(Rule.FOREIGN_CLASS, "switch on " + constant);
    }

    private Value same(String enumDescriptor, String constant) {
        String owner = enumDescriptor.substring(1, enumDescriptor.length() - 1);
        Value expected = emitter.emit(Op.LOAD_STATIC, Type.REFERENCE, new FieldRef(owner, constant, enumDescriptor));
        return emitter.emit(Op.COMPARE, Type.INT, new Comparison(Condition.EQUAL, Width.LONG), target, expected);
    }
}
