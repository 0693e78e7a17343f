package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import java.lang.classfile.Attributes;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Translates one method's bytecode to high-level SSA. The stack map says what lives where at each branch target: such a block gets a
 * parameter for each live local and stack entry, and can be translated on its own. (Parameters that turn out redundant are pruned by the
 * first pass.) Exception handlers are never branched to, hence never translated.
 */
final class MethodTranslator {
    private final MethodInfo method;
    private final Function function;
    private final Emitter emitter;
    private final List<CodeElement> elements;
    private final Map<Label, Integer> indexes = new HashMap<>();
    private final Map<Label, StackMapFrameInfo> frames = new HashMap<>();
    private final Map<Label, Block> blocks = new HashMap<>();
    private final Deque<Label> work = new ArrayDeque<>();
    private final ClassStore store;
    private final ClassLayouts layouts;
    private final StaticTypes types = new StaticTypes();
    private Frame frame;
    private int line;

    private MethodTranslator(MethodInfo method, ClassStore store, ClassLayouts layouts) {
        this.method = method;
        this.store = store;
        this.layouts = layouts;
        this.function = new Function(method.source(), method.isOutOfLine());
        this.emitter = new Emitter(function);
        this.elements = method.code().elementList();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof LabelTarget target) {
                indexes.put(target.label(), i);
            }
        }
        method.code().findAttribute(Attributes.stackMapTable()).ifPresent(t -> t.entries().forEach(f -> frames.put(f.target(), f)));
    }

    /** A method's code and what javac knew of its values' types. */
    record Translation(Function function, StaticTypes types) {}

    /** Throws {@link UntranslatableException} with the line of what is no Kernel Java. */
    static Translation translate(MethodInfo method, ClassStore store, ClassLayouts layouts) throws UntranslatableException {
        MethodTranslator translator = new MethodTranslator(method, store, layouts);
        try {
            translator.run();
        } catch (Rejection e) {
            throw new UntranslatableException(translator.line, e);
        }
        return new Translation(translator.function, translator.types);
    }

    private void run() {
        emitter.begin(function.newBlock());
        frame = new Frame(((CodeAttribute) method.code()).maxLocals());
        List<String> descriptors = new ArrayList<>(method.parameterDescriptors());
        if (!method.isStatic()) {
            descriptors.addFirst("L" + method.owner().name() + ";");
        }
        int slot = 0;
        for (String descriptor : descriptors) {
            Value parameter = function.addParameter(function.entry(), Type.ofDescriptor(descriptor));
            types.note(parameter, descriptor);
            frame.local(slot, parameter);
            slot += parameter.type() == Type.LONG ? 2 : 1;
        }
        line(method.source().line());
        translateFrom(0);
        while (!work.isEmpty()) {
            Label label = work.pop();
            emitter.begin(blocks.get(label));
            frame = frameAt(label);
            translateFrom(indexes.get(label) + 1);
        }
        function.blocks().sort(Comparator.comparingInt(Block::id));
    }

    private void line(int newLine) {
        line = newLine;
        emitter.at(new Position(method.source(), newLine, null));
    }

    /** Translates up to the end of the block, and on through blocks that only fall-through reaches. */
    private void translateFrom(int start) {
        InstructionTranslator instructions = new InstructionTranslator(store, types, emitter, frame);
        CallTranslator calls = new CallTranslator(store, layouts, emitter, frame);
        line(lineBefore(start));
        for (int i = start; emitter.block() != null; i++) {
            switch (elements.get(i)) {
                case LineNumber l -> line(l.line());
                case LabelTarget t when frames.containsKey(t.label()) -> emitter.jump(edgeTo(t.label()));
                case InvokeInstruction call -> calls.translate(call);
                case InvokeDynamicInstruction dynamic -> patternSwitch(dynamic);
                case Instruction instruction -> {
                    if (!instructions.translate(instruction)) {
                        end(instruction, i);
                    }
                }
                default -> { }
            }
        }
    }

    private int lineBefore(int index) {
        for (int i = index; i >= 0; i--) {
            if (elements.get(i) instanceof LineNumber l) {
                return l.line();
            }
        }
        return method.source().line();
    }

    private void patternSwitch(InvokeDynamicInstruction dynamic) {
        if (!PatternSwitch.isPatternSwitch(dynamic)) {
            throw new Rejection(Rule.LAMBDA, "invokedynamic " + dynamic.name().stringValue());
        }
        PatternSwitch.translate(dynamic, emitter, frame);
    }

    private void end(Instruction instruction, int index) {
        switch (instruction) {
            case BranchInstruction branch -> branch(branch, index);
            case TableSwitchInstruction s -> branchOn(s.cases(), s.defaultTarget());
            case LookupSwitchInstruction s -> branchOn(s.cases(), s.defaultTarget());
            case ReturnInstruction _ -> emitter.end(new Terminator.Return(method.returnType() == Type.VOID ? null : frame.pop(), emitter.position()));
            default -> throw new Rejection(Rule.THROW, instruction.opcode().name().toLowerCase());
        }
    }

    private void branch(BranchInstruction branch, int index) {
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> emitter.jump(edgeTo(branch.target()));
            case IFEQ -> branchOnZero(Condition.EQUAL, branch, index);
            case IFNE -> branchOnZero(Condition.NOT_EQUAL, branch, index);
            case IFLT -> branchOnZero(Condition.LESS, branch, index);
            case IFGE -> branchOnZero(Condition.GREATER_EQUAL, branch, index);
            case IFGT -> branchOnZero(Condition.GREATER, branch, index);
            case IFLE -> branchOnZero(Condition.LESS_EQUAL, branch, index);
            case IFNULL -> branchOnNull(Condition.EQUAL, branch, index);
            case IFNONNULL -> branchOnNull(Condition.NOT_EQUAL, branch, index);
            case IF_ICMPEQ, IF_ACMPEQ -> branchOnTwo(Condition.EQUAL, branch, index);
            case IF_ICMPNE, IF_ACMPNE -> branchOnTwo(Condition.NOT_EQUAL, branch, index);
            case IF_ICMPLT -> branchOnTwo(Condition.LESS, branch, index);
            case IF_ICMPGE -> branchOnTwo(Condition.GREATER_EQUAL, branch, index);
            case IF_ICMPGT -> branchOnTwo(Condition.GREATER, branch, index);
            case IF_ICMPLE -> branchOnTwo(Condition.LESS_EQUAL, branch, index);
            default -> throw new AssertionError(branch);
        }
    }

    /** A three-way comparison with zero is the comparison it was made of. */
    private void branchOnZero(Condition condition, BranchInstruction branch, int index) {
        Value value = frame.pop();
        if (value.op() == Op.THREE_WAY_COMPARE) {
            Comparison comparison = value.comparison();
            Condition relation = comparison.condition() == Condition.BELOW ? condition.unsigned() : condition;
            branch(relation, comparison.width(), value.operand(0), value.operand(1), branch, index);
        } else {
            branch(condition, Width.INT, value, emitter.constant(Type.INT, 0), branch, index);
        }
    }

    private void branchOnNull(Condition condition, BranchInstruction branch, int index) {
        branch(condition, Width.LONG, frame.pop(), emitter.constant(Type.REFERENCE, 0), branch, index);
    }

    private void branchOnTwo(Condition condition, BranchInstruction branch, int index) {
        Value right = frame.pop();
        Value left = frame.pop();
        branch(condition, left.type().width(), left, right, branch, index);
    }

    private void branch(Condition condition, Width width, Value left, Value right, BranchInstruction branch, int index) {
        Edge then = edgeTo(branch.target());
        Label next = framedLabelAfter(index);
        if (next != null) {
            emitter.branch(condition, width, left, right, then, edgeTo(next));
        } else {
            Block fallThrough = function.newBlock();
            emitter.branch(condition, width, left, right, then, new Edge(fallThrough));
            emitter.begin(fallThrough);
        }
    }

    private Label framedLabelAfter(int index) {
        for (int i = index + 1; !(elements.get(i) instanceof Instruction); i++) {
            if (elements.get(i) instanceof LabelTarget t && frames.containsKey(t.label())) {
                return t.label();
            }
        }
        return null;
    }

    private void branchOn(List<SwitchCase> cases, Label otherwise) {
        Value value = frame.pop();
        Map<Integer, Edge> targets = new TreeMap<>();
        for (SwitchCase each : cases) {
            if (!each.target().equals(otherwise)) {
                targets.put(each.caseValue(), edgeTo(each.target()));
            }
        }
        emitter.end(new Terminator.Switch(value, List.copyOf(targets.keySet()), List.copyOf(targets.values()), edgeTo(otherwise), emitter.position()));
    }

    /** The edge to a branch target from the current frame; the target is queued when first met. */
    private Edge edgeTo(Label label) {
        Block target = blocks.get(label);
        StackMapFrameInfo info = frames.get(label);
        if (target == null) {
            target = function.newBlock();
            blocks.put(label, target);
            for (VerificationTypeInfo type : liveTypes(info)) {
                Value parameter = function.addParameter(target, type(type));
                if (type instanceof ObjectVerificationTypeInfo object) {
                    types.note(parameter, object.classSymbol().descriptorString());
                }
            }
            work.add(label);
        }
        List<Value> arguments = new ArrayList<>();
        liveSlots(info).forEach(slot -> arguments.add(frame.local(slot)));
        arguments.addAll(frame.stack());
        return new Edge(target, arguments);
    }

    /** The frame at a branch target, made of its block's parameters. */
    private Frame frameAt(Label label) {
        StackMapFrameInfo info = frames.get(label);
        Frame result = new Frame(((CodeAttribute) method.code()).maxLocals());
        List<Value> parameters = blocks.get(label).parameters();
        List<Integer> slots = liveSlots(info);
        for (int i = 0; i < parameters.size(); i++) {
            if (i < slots.size()) {
                result.local(slots.get(i), parameters.get(i));
            } else {
                result.push(parameters.get(i));
            }
        }
        return result;
    }

    private static List<Integer> liveSlots(StackMapFrameInfo info) {
        List<Integer> slots = new ArrayList<>();
        int slot = 0;
        for (VerificationTypeInfo type : info.locals()) {
            if (type != SimpleVerificationTypeInfo.TOP) {
                slots.add(slot);
            }
            slot += type == SimpleVerificationTypeInfo.LONG || type == SimpleVerificationTypeInfo.DOUBLE ? 2 : 1;
        }
        return slots;
    }

    private static List<VerificationTypeInfo> liveTypes(StackMapFrameInfo info) {
        List<VerificationTypeInfo> types = new ArrayList<>(info.locals());
        types.removeIf(t -> t == SimpleVerificationTypeInfo.TOP);
        types.addAll(info.stack());
        return types;
    }

    private static Type type(VerificationTypeInfo type) {
        return switch (type) {
            case SimpleVerificationTypeInfo.INTEGER -> Type.INT;
            case SimpleVerificationTypeInfo.LONG -> Type.LONG;
            case SimpleVerificationTypeInfo.FLOAT, SimpleVerificationTypeInfo.DOUBLE -> throw new Rejection(Rule.FLOATING_POINT, "floating point");
            default -> Type.REFERENCE;
        };
    }
}
