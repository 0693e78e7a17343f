package dev.lamarck.workloads.image;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The handlers of the built-in kernel by number: what the linker puts into {@code _syscalls}, as people read it. */
public final class SystemCallTable {
    private static final String NUMBERS = "dev/lamarck/syscalls/abi/SyscallNumber";
    private static final String MARK = "Ldev/lamarck/toolchain/magic/Syscall;";

    /**
     * One row.
     *
     * @param name as {@code asm/unistd.h} has it, without {@code __NR_}
     * @param handler class and method
     */
    public record Row(int number, String name, String handler) {}

    private SystemCallTable() {}

    /** By number. */
    public static List<Row> rows() {
        Map<String, byte[]> classes = ClassFiles.kernel();
        Map<Integer, String> names = new TreeMap<>();
        for (FieldModel field : ClassFile.of().parse(classes.get(NUMBERS)).fields()) {
            field.findAttribute(Attributes.constantValue()).ifPresent(value -> names.put(number(value.constant().constantValue()), field.fieldName().stringValue().toLowerCase()));
        }
        Map<Integer, Row> rows = new TreeMap<>();
        classes.values().stream().map(bytes -> ClassFile.of().parse(bytes)).forEach(model -> addHandlers(model, names, rows));
        return List.copyOf(rows.values());
    }

    private static void addHandlers(ClassModel model, Map<Integer, String> names, Map<Integer, Row> rows) {
        String path = model.thisClass().asInternalName();
        String holder = path.substring(path.lastIndexOf('/') + 1);
        for (MethodModel method : model.methods()) {
            method.findAttribute(Attributes.runtimeVisibleAnnotations()).stream().flatMap(all -> all.annotations().stream())
                    .filter(SystemCallTable::isMark).forEach(mark -> {
                        int number = number(((AnnotationValue.OfConstant) mark.elements().getFirst().value()).resolvedValue());
                        rows.put(number, new Row(number, names.get(number), holder + "." + method.methodName().stringValue()));
                    });
        }
    }

    private static boolean isMark(Annotation annotation) {
        return annotation.className().equalsString(MARK);
    }

    private static int number(Object constant) {
        return (Integer) constant;
    }
}
