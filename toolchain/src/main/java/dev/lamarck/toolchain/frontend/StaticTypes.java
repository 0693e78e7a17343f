package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** What javac knew of the types of references: from the making of a value; for parameters as noted. Object where nothing is known. */
public final class StaticTypes {
    private final Map<Value, String> noted = new HashMap<>();

    void note(Value parameter, String descriptor) {
        noted.put(parameter, descriptor);
    }

    public TypeRef of(Value value) {
        return new TypeRef(descriptor(value));
    }

    private String descriptor(Value value) {
        return switch (value.detail()) {
            case FieldRef field -> field.descriptor();
            case MethodRef method -> method.descriptor().substring(method.descriptor().indexOf(')') + 1);
            case TypeRef type -> type.descriptor();
            case null, default -> switch (value.op()) {
                case LOAD_ELEMENT -> elementOf(descriptor(value.operand(0)));
                default -> noted.getOrDefault(value, "Ljava/lang/Object;");
            };
        };
    }

    private static String elementOf(String array) {
        return array.startsWith("[") ? array.substring(1) : "Ljava/lang/Object;";
    }
}
