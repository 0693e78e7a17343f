package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ELF symbols. A method is {@code class_method} in lower case with underscores ({@code Tcp.rputData} is {@code tcp_rput_data}), nested
 * classes join with an underscore, constructors are {@code class_init}, {@code @Symbol} overrides all that. Data keeps Java's names, with
 * dots, so that neither can collide with the other.
 */
public final class SymbolNames {
    private static final Pattern WORD = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern ACRONYM = Pattern.compile("([A-Z]+)([A-Z][a-z])");

    static String of(MethodInfo method) {
        String given = method.annotations().value("Symbol");
        if (given != null) {
            return given;
        }
        String owner = method.owner().name();
        String simple = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '_');
        return snake(simple) + "_" + member(method);
    }

    private static String member(MethodInfo method) {
        if (method.isConstructor()) {
            return "init";
        }
        String name = snake(method.name().replace('$', '_'));
        return method.isSynthetic() ? name + "_bridge" + bridgeNumber(method) : name;
    }

    /** Tells apart the bridges that javac adds to one method. */
    private static String bridgeNumber(MethodInfo method) {
        List<MethodInfo> bridges = method.owner().methods().stream()
            .filter(m -> m.isSynthetic() && m.name().equals(method.name())).toList();
        return bridges.size() == 1 ? "" : Integer.toString(bridges.indexOf(method));
    }

    /** {@code rputData} is {@code rput_data}, {@code TLBMiss} is {@code tlb_miss}. */
    static String snake(String camel) {
        String words = WORD.matcher(camel).replaceAll("$1_$2");
        return ACRONYM.matcher(words).replaceAll("$1_$2").toLowerCase();
    }

    /** A static field's. */
    public static String of(FieldRef field) {
        return field.toString();
    }

    /** A hub's. */
    public static String hub(TypeRef type) {
        return javaName(type) + ".class";
    }

    /** A type as Java writes it. */
    public static String javaName(TypeRef type) {
        if (type.isArray()) {
            return javaName(new TypeRef(type.element())) + "[]";
        }
        return switch (type.descriptor()) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "S" -> "short";
            case "C" -> "char";
            case "I" -> "int";
            case "J" -> "long";
            default -> type.className().replace('/', '.');
        };
    }

    private SymbolNames() {}
}
