package dev.lamarck.toolchain.frontend;

import java.lang.classfile.Attributes;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.TypeAnnotation.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The address space that a {@code long} is an address in, from the type-use annotations of fields, parameters and results. */
public enum AddressKind {
    KVA("@Kva"), UVA("@Uva"), PHYS("@Phys");

    private final String text;

    AddressKind(String text) {
        this.text = text;
    }

    /** Null if the field is not annotated. */
    public static AddressKind of(FieldInfo field) {
        return find(field.model(), t -> t.targetType() == TargetType.FIELD).orElse(null);
    }

    /** Null if the result is not annotated. */
    public static AddressKind ofResult(MethodInfo method) {
        return find(method.model(), t -> t.targetType() == TargetType.METHOD_RETURN).orElse(null);
    }

    /** By parameter, the receiver apart. */
    public static List<Optional<AddressKind>> ofParameters(MethodInfo method) {
        List<Optional<AddressKind>> kinds = new ArrayList<>();
        for (int i = 0; i < method.parameterDescriptors().size(); i++) {
            int index = i;
            kinds.add(find(method.model(), t -> t instanceof TypeAnnotation.FormalParameterTarget p && p.formalParameterIndex() == index));
        }
        return kinds;
    }

    private static Optional<AddressKind> find(AttributedElement element, Predicate<TypeAnnotation.TargetInfo> target) {
        return element.findAttribute(Attributes.runtimeInvisibleTypeAnnotations()).stream().flatMap(a -> a.annotations().stream())
            .filter(a -> a.targetPath().isEmpty() && target.test(a.targetInfo())).flatMap(a -> named(a).stream()).findFirst();
    }

    private static Optional<AddressKind> named(TypeAnnotation annotation) {
        return switch (annotation.annotation().className().stringValue().substring(1).replace(ClassStore.MAGIC_PACKAGE, "")) {
            case "Kva;" -> Optional.of(KVA);
            case "Uva;" -> Optional.of(UVA);
            case "Phys;" -> Optional.of(PHYS);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
