package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;

/** Translates calls: of methods of the program, of intrinsics, and of the JDK methods that are done in place. */
final class CallTranslator {
    private final ClassStore store;
    private final ClassLayouts layouts;
    private final Emitter emitter;
    private final Frame frame;

    CallTranslator(ClassStore store, ClassLayouts layouts, Emitter emitter, Frame frame) {
        this.store = store;
        this.layouts = layouts;
        this.emitter = emitter;
        this.frame = frame;
    }

    /** The block may have ended. */
    void translate(InvokeInstruction call) {
        String owner = StandIns.replacement(call.owner().asInternalName());
        String name = call.name().stringValue();
        String descriptor = call.type().stringValue();
        int count = call.typeSymbol().parameterCount() + (call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
        List<Value> arguments = frame.pop(count);
        if (StandIns.isInlined(declaredBy(owner, name), name, descriptor)) {
            push(inPlace(declaredBy(owner, name), name, arguments), descriptor);
            return;
        }
        MethodInfo target = store.resolveMethod(owner, name, descriptor)
            .orElseThrow(() -> new Rejection(Rule.FOREIGN_CLASS, owner.replace('/', '.') + "." + name + descriptor + " is not part of the program"));
        if (target.isIntrinsic()) {
            IntrinsicCall intrinsic = new IntrinsicCall(target, emitter, arguments, store, layouts);
            push(IntrinsicTable.of(target).emit(intrinsic), descriptor);
        } else {
            push(call(call.opcode(), target, arguments), descriptor);
        }
    }

    /** {@code Enum} for {@code ordinal} and {@code name} of any enum: javac names the enum itself as owner. */
    private String declaredBy(String owner, String name) {
        boolean ofEnum = (name.equals("ordinal") || name.equals("name")) && store.find(owner).isPresent() && store.isSubclass(owner, StandIns.ENUM);
        return ofEnum ? StandIns.ENUM : owner;
    }

    private void push(Value result, String descriptor) {
        if (!descriptor.endsWith(")V") && emitter.block() != null) {
            frame.push(result);
        }
    }

    private Value inPlace(String owner, String name, List<Value> arguments) {
        Value first = arguments.getFirst();
        return switch (owner + "." + name) {
            case "java/lang/Enum.<init>" -> {
                emitter.emit(Op.STORE_FIELD, Type.VOID, enumField("name").ref(), first, arguments.get(1));
                emitter.emit(Op.STORE_FIELD, Type.VOID, enumField("ordinal").ref(), first, arguments.get(2));
                yield null;
            }
            case "java/lang/Enum.ordinal", "java/lang/Enum.name" -> {
                emitter.nullCheck(first);
                FieldInfo field = enumField(name);
                yield emitter.emit(Op.LOAD_FIELD, Type.ofDescriptor(field.descriptor()), field.ref(), first);
            }
            case "java/util/Objects.requireNonNull" -> {
                emitter.nullCheck(first);
                yield first;
            }
            default -> null;
        };
    }

    private FieldInfo enumField(String name) {
        return store.get(StandIns.ENUM).fields().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    private Value call(Opcode opcode, MethodInfo target, List<Value> arguments) {
        Op op = op(opcode, target);
        if (!target.isStatic()) {
            emitter.nullCheck(arguments.getFirst());
        }
        return emitter.emit(op, target.returnType(), target.ref(), arguments);
    }

    private static Op op(Opcode opcode, MethodInfo target) {
        if (opcode == Opcode.INVOKESPECIAL || target.isBoundStatically() || target.isFinal()) {
            return Op.CALL_DIRECT;
        }
        return target.owner().isInterface() ? Op.CALL_INTERFACE : Op.CALL_VIRTUAL;
    }
}
