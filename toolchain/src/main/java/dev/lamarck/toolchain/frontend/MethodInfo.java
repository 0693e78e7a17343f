package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.ir.Type;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/** A method of a class of the program. */
public final class MethodInfo {
    private final ClassInfo owner;
    private final MethodModel model;
    private final MethodRef ref;
    private final Annotations annotations;
    private List<String> parameters;
    private SourceMethod source;
    private String published;

    MethodInfo(ClassInfo owner, MethodModel model) {
        this.owner = owner;
        this.model = model;
        this.ref = new MethodRef(owner.name(), model.methodName().stringValue(), model.methodType().stringValue());
        this.annotations = Annotations.of(model);
    }

    public ClassInfo owner() {
        return owner;
    }

    public MethodRef ref() {
        return ref;
    }

    public String name() {
        return ref.name();
    }

    public String descriptor() {
        return ref.descriptor();
    }

    public MethodModel model() {
        return model;
    }

    public CodeModel code() {
        return model.code().orElseThrow();
    }

    public boolean hasCode() {
        return model.code().isPresent();
    }

    public Annotations annotations() {
        return annotations;
    }

    public boolean isStatic() {
        return model.flags().has(AccessFlag.STATIC);
    }

    public boolean isAbstract() {
        return model.flags().has(AccessFlag.ABSTRACT);
    }

    public boolean isPrivate() {
        return model.flags().has(AccessFlag.PRIVATE);
    }

    public boolean isFinal() {
        return model.flags().has(AccessFlag.FINAL) || owner.isFinal();
    }

    public boolean isNative() {
        return model.flags().has(AccessFlag.NATIVE);
    }

    public boolean isSynthetic() {
        return model.flags().has(AccessFlag.SYNTHETIC);
    }

    public boolean isVarargs() {
        return model.flags().has(AccessFlag.VARARGS);
    }

    public boolean isSynchronized() {
        return model.flags().has(AccessFlag.SYNCHRONIZED);
    }

    public boolean isConstructor() {
        return name().equals("<init>");
    }

    /** Whether a call's target is this method whatever the receiver's class. */
    public boolean isBoundStatically() {
        return isStatic() || isPrivate() || isConstructor();
    }

    public boolean isIntrinsic() {
        return annotations.has("Intrinsic");
    }

    /** Makes this method a root with a symbol that the request, not the source, gives it. */
    public void publishAs(String symbol) {
        published = symbol;
    }

    /** Found by assembly, tables or other programs: emitted, and called, as separately compiled code is. */
    public boolean isRoot() {
        return published != null || annotations.has("Root") || annotations.has("Syscall") || annotations.has("RuntimeHook") || annotations.has("Assembly");
    }

    /** Whether callers must call it rather than absorb it. */
    public boolean isOutOfLine() {
        return isRoot() || annotations.has("NoInline") || annotations.has("Symbol") && !annotations.has("Inline");
    }

    /** Descriptors of the parameters, the receiver's apart. */
    public List<String> parameterDescriptors() {
        if (parameters == null) {
            parameters = MethodTypeDesc.ofDescriptor(descriptor()).parameterList().stream().map(ClassDesc::descriptorString).toList();
        }
        return parameters;
    }

    /** Types of the parameters, receiver first. */
    public List<Type> parameterTypes() {
        List<Type> types = new ArrayList<>();
        if (!isStatic()) {
            types.add(Type.REFERENCE);
        }
        parameterDescriptors().forEach(d -> types.add(Type.ofDescriptor(d)));
        return types;
    }

    public Type returnType() {
        return Type.ofDescriptor(descriptor());
    }

    /** Whether the result, or its elements, are float or double. */
    public boolean returnsFloatingPoint() {
        return descriptor().endsWith("F") || descriptor().endsWith("D");
    }

    /** How positions and the image name this method. */
    public SourceMethod source() {
        if (source == null) {
            source = new SourceMethod(ref, published != null ? published : SymbolNames.of(this), owner.sourceFile(), firstLine());
        }
        return source;
    }

    private int firstLine() {
        return model.code().stream().flatMap(CodeModel::elementStream).filter(LineNumber.class::isInstance)
            .mapToInt(e -> ((LineNumber) e).line()).min().orElse(0);
    }

    @Override
    public String toString() {
        return owner.javaName() + "." + name();
    }
}
