package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.ir.Detail;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.StringLiteral;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import java.util.List;

/** One call of an intrinsic being translated: its arguments, what is literal in them, and where its ops go. */
final class IntrinsicCall {
    private final MethodInfo method;
    private final Emitter emitter;
    private final List<Value> arguments;
    private final ClassStore store;
    private final ClassLayouts layouts;

    IntrinsicCall(MethodInfo method, Emitter emitter, List<Value> arguments, ClassStore store, ClassLayouts layouts) {
        this.method = method;
        this.emitter = emitter;
        this.arguments = arguments;
        this.store = store;
        this.layouts = layouts;
    }

    Emitter emitter() {
        return emitter;
    }

    List<Value> args() {
        return arguments;
    }

    /** An argument, receiver first. */
    Value arg(int index) {
        return arguments.get(index);
    }

    Value op(Op op, Type type, Value... operands) {
        return emitter.emit(op, type, null, operands);
    }

    Value op(Op op, Type type, Detail detail, Value... operands) {
        return emitter.emit(op, type, detail, operands);
    }

    int literalInt(int index) {
        if (!arg(index).isConstant()) {
            throw notLiteral("int");
        }
        return (int) arg(index).constant();
    }

    String literalText(int index) {
        if (arg(index).op() != Op.STRING) {
            throw notLiteral("string");
        }
        return ((StringLiteral) arg(index).detail()).text();
    }

    TypeRef literalClass(int index) {
        if (arg(index).op() != Op.HUB) {
            throw notLiteral("class");
        }
        return (TypeRef) arg(index).detail();
    }

    private Rejection notLiteral(String what) {
        return new Rejection(Rule.LITERAL, method + " needs a literal " + what);
    }

    int sizeOf(TypeRef type) {
        return type.isArray() ? ClassLayouts.ARRAY_BYTES : layouts.of(store.get(type.className())).bytes();
    }

    int offsetOf(FieldInfo field) {
        return layouts.offsetOf(field);
    }

    int offsetOf(TypeRef type, String name) {
        FieldInfo field = field(type.className(), name);
        if (field.isQuasiInvariant()) {
            throw new Rejection(Rule.QUASI_INVARIANT, "who has the offset of " + field + " may store to it unseen");
        }
        return layouts.offsetOf(field);
    }

    /** The instance field of that name of a class or its nearest superclass that has one. */
    FieldInfo field(String className, String name) {
        return store.superclasses(className).stream().flatMap(c -> c.fields().stream())
            .filter(f -> f.name().equals(name) && !f.isStatic()).findFirst()
            .orElseThrow(() -> new Rejection(Rule.LITERAL, className.replace('/', '.') + " has no instance field " + name));
    }

    MethodRef entryOf(TypeRef type, String name) {
        List<MethodInfo> found = store.get(type.className()).methods().stream().filter(m -> m.isStatic() && m.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new Rejection(Rule.LITERAL, SymbolNames.javaName(type) + " has " + found.size() + " static methods " + name);
        }
        return found.getFirst().ref();
    }
}
