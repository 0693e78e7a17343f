package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.StringLiteral;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import dev.lamarck.toolchain.magic.CheckTrap;
import java.lang.classfile.Instruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;

/** Translates instructions that neither branch nor call, on a frame of the method translator's. */
final class InstructionTranslator {
    private final ClassStore store;
    private final Emitter emitter;
    private final Frame frame;
    private final StaticTypes types;

    InstructionTranslator(ClassStore store, StaticTypes types, Emitter emitter, Frame frame) {
        this.store = store;
        this.types = types;
        this.emitter = emitter;
        this.frame = frame;
    }

    /** Gives false if the instruction is not one of these. */
    boolean translate(Instruction instruction) {
        switch (instruction) {
            case LoadInstruction i -> frame.push(frame.local(i.slot()));
            case StoreInstruction i -> frame.local(i.slot(), frame.pop());
            case IncrementInstruction i -> frame.local(i.slot(),
                emitter.emit(Op.ADD, Type.INT, null, frame.local(i.slot()), emitter.constant(Type.INT, i.constant())));
            case ConstantInstruction i -> frame.push(constant(i));
            case StackInstruction i -> stack(i);
            case OperatorInstruction i -> frame.push(operator(i));
            case ConvertInstruction i -> frame.push(convert(i));
            case FieldInstruction i -> field(i);
            case ArrayLoadInstruction i -> loadElement(i.typeKind());
            case ArrayStoreInstruction i -> storeElement(i.typeKind());
            case NewObjectInstruction i -> newObject(i.className().asInternalName());
            case NewPrimitiveArrayInstruction i -> newArray("[" + i.typeKind().upperBound().descriptorString());
            case NewReferenceArrayInstruction i -> newArray("[" + i.componentType().asSymbol().descriptorString());
            case TypeCheckInstruction i -> typeCheck(i);
            case NopInstruction _ -> { }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Value constant(ConstantInstruction instruction) {
        return switch (instruction.constantValue()) {
            case Integer i -> emitter.constant(Type.INT, i);
            case Long l -> emitter.constant(Type.LONG, l);
            case String s -> emitter.emit(Op.STRING, Type.REFERENCE, new StringLiteral(s));
            case ClassDesc c -> emitter.emit(Op.HUB, Type.REFERENCE, new TypeRef(c.descriptorString()));
            default -> {
                if (instruction.typeKind() != TypeKind.REFERENCE) {
                    throw new Rejection(Rule.FLOATING_POINT, "floating point");
                }
                yield emitter.constant(Type.REFERENCE, 0);
            }
        };
    }

    private void stack(StackInstruction instruction) {
        switch (instruction.opcode()) {
            case POP -> frame.pop(1);
            case POP2 -> frame.pop(frame.entriesOfTwoWords(0));
            case DUP -> frame.duplicate(1, 0);
            case DUP_X1 -> frame.duplicate(1, 1);
            case DUP_X2 -> frame.duplicate(1, frame.entriesOfTwoWords(1));
            case DUP2 -> frame.duplicate(frame.entriesOfTwoWords(0), 0);
            case DUP2_X1 -> frame.duplicate(frame.entriesOfTwoWords(0), 1);
            case DUP2_X2 -> {
                int count = frame.entriesOfTwoWords(0);
                frame.duplicate(count, frame.entriesOfTwoWords(count));
            }
            case SWAP -> {
                frame.duplicate(1, 1);
                frame.pop();
            }
            default -> throw new AssertionError(instruction);
        }
    }

    private Value operator(OperatorInstruction instruction) {
        return switch (instruction.opcode()) {
            case IADD, LADD -> binary(Op.ADD);
            case ISUB, LSUB -> binary(Op.SUBTRACT);
            case IMUL, LMUL -> binary(Op.MULTIPLY);
            case IDIV, LDIV -> binary(Op.DIVIDE);
            case IREM, LREM -> binary(Op.REMAINDER);
            case IAND, LAND -> binary(Op.AND);
            case IOR, LOR -> binary(Op.OR);
            case IXOR, LXOR -> binary(Op.XOR);
            case ISHL, LSHL -> binary(Op.SHIFT_LEFT);
            case ISHR, LSHR -> binary(Op.SHIFT_RIGHT);
            case IUSHR, LUSHR -> binary(Op.SHIFT_RIGHT_UNSIGNED);
            case INEG, LNEG -> {
                Value operand = frame.pop();
                yield emitter.emit(Op.SUBTRACT, operand.type(), null, emitter.constant(operand.type(), 0), operand);
            }
            case LCMP -> {
                Value right = frame.pop();
                yield emitter.emit(Op.THREE_WAY_COMPARE, Type.INT, new Comparison(Condition.LESS, Width.LONG), frame.pop(), right);
            }
            case ARRAYLENGTH -> {
                Value array = frame.pop();
                emitter.nullCheck(array);
                yield emitter.emit(Op.ARRAY_LENGTH, Type.INT, null, array);
            }
            default -> throw new Rejection(Rule.FLOATING_POINT, "floating point");
        };
    }

    private Value binary(Op op) {
        Value right = frame.pop();
        Value left = frame.pop();
        return emitter.emit(op, left.type(), null, left, right);
    }

    private Value convert(ConvertInstruction instruction) {
        Value operand = frame.pop();
        return switch (instruction.opcode()) {
            case I2L -> emitter.emit(Op.INT_TO_LONG, Type.LONG, null, operand);
            case L2I -> emitter.emit(Op.LONG_TO_INT, Type.INT, null, operand);
            case I2B -> emitter.emit(Op.INT_TO_BYTE, Type.INT, null, operand);
            case I2S -> emitter.emit(Op.INT_TO_SHORT, Type.INT, null, operand);
            case I2C -> emitter.emit(Op.INT_TO_CHAR, Type.INT, null, operand);
            default -> throw new Rejection(Rule.FLOATING_POINT, "floating point");
        };
    }

    private void field(FieldInstruction instruction) {
        String owner = instruction.owner().asInternalName();
        FieldInfo field = store.resolveField(owner, instruction.name().stringValue(), instruction.type().stringValue())
            .orElseThrow(() -> new Rejection(Rule.FOREIGN_CLASS, "field " + owner.replace('/', '.') + "." + instruction.name().stringValue()
                + " is not part of the program"));
        Type type = Type.ofDescriptor(field.descriptor());
        switch (instruction.opcode()) {
            case GETSTATIC -> frame.push(emitter.emit(Op.LOAD_STATIC, type, field.ref()));
            case PUTSTATIC -> emitter.emit(Op.STORE_STATIC, Type.VOID, field.ref(), frame.pop());
            case GETFIELD -> {
                Value object = frame.pop();
                emitter.nullCheck(object);
                frame.push(emitter.emit(Op.LOAD_FIELD, type, field.ref(), object));
            }
            case PUTFIELD -> {
                Value value = frame.pop();
                Value object = frame.pop();
                emitter.nullCheck(object);
                emitter.emit(Op.STORE_FIELD, Type.VOID, field.ref(), object, value);
            }
            default -> throw new AssertionError(instruction);
        }
    }

    /** Byte arrays and boolean arrays are one kind to the JVM's instructions, and to us. */
    static Access element(TypeKind kind) {
        return switch (kind) {
            case BYTE, BOOLEAN -> new Access(Datum.BYTE, new Location.Element("B"));
            case SHORT -> new Access(Datum.SHORT, new Location.Element("S"));
            case CHAR -> new Access(Datum.CHAR, new Location.Element("C"));
            case INT -> new Access(Datum.INT, new Location.Element("I"));
            case LONG -> new Access(Datum.LONG, new Location.Element("J"));
            case REFERENCE -> new Access(Datum.LONG, new Location.Element("Ljava/lang/Object;"));
            default -> throw new Rejection(Rule.FLOATING_POINT, "floating point");
        };
    }

    private void loadElement(TypeKind kind) {
        Value index = frame.pop();
        Value array = frame.pop();
        boundsCheck(array, index);
        Type type = kind == TypeKind.REFERENCE ? Type.REFERENCE : kind == TypeKind.LONG ? Type.LONG : Type.INT;
        frame.push(emitter.emit(Op.LOAD_ELEMENT, type, element(kind), array, index));
    }

    private void storeElement(TypeKind kind) {
        Value value = frame.pop();
        Value index = frame.pop();
        Value array = frame.pop();
        boundsCheck(array, index);
        if (kind == TypeKind.REFERENCE && !value.isConstant(0)) {
            emitter.emit(Op.ARRAY_STORE_CHECK, Type.VOID, types.of(array), array, value);
        }
        emitter.emit(Op.STORE_ELEMENT, Type.VOID, element(kind), array, index, value);
    }

    private void boundsCheck(Value array, Value index) {
        emitter.nullCheck(array);
        Value length = emitter.emit(Op.ARRAY_LENGTH, Type.INT, null, array);
        emitter.emit(Op.BOUNDS_CHECK, Type.VOID, null, index, length);
    }

    /** Creating one of javac's own throwables is where the program cannot go on. */
    private void newObject(String className) {
        if (StandIns.isCompilerThrowable(className)) {
            emitter.trap(className.equals("java/lang/AssertionError") ? CheckTrap.ASSERTION : CheckTrap.NO_MATCH, null);
        } else {
            requireKnown(className);
            frame.push(emitter.emit(Op.NEW, Type.REFERENCE, TypeRef.ofClass(className)));
        }
    }

    private void newArray(String descriptor) {
        Value length = frame.pop();
        emitter.emitWith(CheckTrap.NEGATIVE_SIZE, Op.TRAP_IF, Type.VOID, new Comparison(Condition.LESS, Width.INT), length,
            emitter.constant(Type.INT, 0));
        frame.push(emitter.emit(Op.NEW_ARRAY, Type.REFERENCE, new TypeRef(descriptor), length));
    }

    private void typeCheck(TypeCheckInstruction instruction) {
        TypeRef type = new TypeRef(instruction.type().asSymbol().descriptorString());
        switch (instruction.opcode()) {
            case INSTANCEOF -> frame.push(emitter.emit(Op.INSTANCE_OF, Type.INT, type, frame.pop()));
            case CHECKCAST -> frame.push(emitter.emit(Op.CHECK_CAST, Type.REFERENCE, type, frame.pop()));
            default -> throw new AssertionError(instruction);
        }
    }

    private void requireKnown(String className) {
        if (store.find(className).isEmpty()) {
            throw new Rejection(Rule.FOREIGN_CLASS, className.replace('/', '.') + " is not part of the program");
        }
    }
}
