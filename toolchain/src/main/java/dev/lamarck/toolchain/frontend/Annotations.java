package dev.lamarck.toolchain.frontend;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.HashMap;
import java.util.Map;

/** The annotations of {@code toolchain.magic} on a class, method or field, by simple name. */
public final class Annotations {
    private static final String PREFIX = "L" + ClassStore.MAGIC_PACKAGE;

    private final Map<String, Annotation> bySimpleName = new HashMap<>();

    static Annotations of(AttributedElement element) {
        Annotations result = new Annotations();
        element.findAttribute(Attributes.runtimeVisibleAnnotations()).ifPresent(a -> a.annotations().forEach(result::add));
        element.findAttribute(Attributes.runtimeInvisibleAnnotations()).ifPresent(a -> a.annotations().forEach(result::add));
        return result;
    }

    private void add(Annotation annotation) {
        String descriptor = annotation.className().stringValue();
        if (descriptor.startsWith(PREFIX)) {
            bySimpleName.put(descriptor.substring(PREFIX.length(), descriptor.length() - 1), annotation);
        }
    }

    public boolean has(String simpleName) {
        return bySimpleName.containsKey(simpleName);
    }

    /** The {@code value} of an annotation as text: of a string its content, of an int its digits, of an enum its name; null without the annotation. */
    public String value(String simpleName) {
        Annotation annotation = bySimpleName.get(simpleName);
        if (annotation == null) {
            return null;
        }
        return switch (annotation.elements().getFirst().value()) {
            case AnnotationValue.OfString s -> s.stringValue();
            case AnnotationValue.OfInt i -> Integer.toString(i.intValue());
            case AnnotationValue.OfEnum e -> e.constantName().stringValue();
            default -> throw new AssertionError("value of @" + simpleName);
        };
    }
}
