package dev.lamarck.toolchain.frontend;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class or interface of the program, as read from its class file. */
public final class ClassInfo {
    private final ClassModel model;
    private final String name;
    private final String sourceFile;
    private final Annotations annotations;
    private final List<FieldInfo> fields = new ArrayList<>();
    private final List<MethodInfo> methods = new ArrayList<>();
    private final Map<String, MethodInfo> methodsBySignature = new HashMap<>();

    ClassInfo(ClassModel model) {
        this.model = model;
        this.name = model.thisClass().asInternalName();
        this.annotations = Annotations.of(model);
        String file = model.findAttribute(Attributes.sourceFile()).map(a -> a.sourceFile().stringValue()).orElse(simpleFile());
        this.sourceFile = name.substring(0, name.lastIndexOf('/') + 1) + file;
        for (FieldModel field : model.fields()) {
            fields.add(new FieldInfo(this, field));
        }
        for (MethodModel method : model.methods()) {
            MethodInfo info = new MethodInfo(this, method);
            methods.add(info);
            methodsBySignature.put(info.name() + info.descriptor(), info);
        }
    }

    private String simpleFile() {
        String top = name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$'));
        return top.substring(top.lastIndexOf('/') + 1) + ".java";
    }

    /** Internal name. */
    public String name() {
        return name;
    }

    public String javaName() {
        return name.replace('/', '.');
    }

    /** Path of the source file below the source root. */
    public String sourceFile() {
        return sourceFile;
    }

    /** Null for Object. */
    public String superName() {
        return model.superclass().map(c -> c.asInternalName()).orElse(null);
    }

    public List<String> interfaces() {
        return model.interfaces().stream().map(c -> c.asInternalName()).toList();
    }

    public List<FieldInfo> fields() {
        return fields;
    }

    public List<MethodInfo> methods() {
        return methods;
    }

    public ClassModel model() {
        return model;
    }

    public Annotations annotations() {
        return annotations;
    }

    public boolean isInterface() {
        return model.flags().has(AccessFlag.INTERFACE);
    }

    public boolean isAbstract() {
        return model.flags().has(AccessFlag.ABSTRACT);
    }

    public boolean isFinal() {
        return model.flags().has(AccessFlag.FINAL);
    }

    public boolean isScratch() {
        return annotations.has("Scratch");
    }

    Optional<MethodInfo> method(String methodName, String descriptor) {
        return Optional.ofNullable(methodsBySignature.get(methodName + descriptor));
    }

    Optional<FieldInfo> field(String fieldName, String descriptor) {
        return fields.stream().filter(f -> f.name().equals(fieldName) && f.descriptor().equals(descriptor)).findFirst();
    }

    static ClassInfo parse(byte[] bytes) {
        return new ClassInfo(ClassFile.of().parse(bytes));
    }

    @Override
    public String toString() {
        return javaName();
    }
}
