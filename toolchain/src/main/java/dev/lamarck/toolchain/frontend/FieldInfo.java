package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.FieldRef;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;

/** A field of a class of the program. */
public final class FieldInfo {
    private final ClassInfo owner;
    private final FieldModel model;
    private final FieldRef ref;
    private final boolean quasiInvariant;

    FieldInfo(ClassInfo owner, FieldModel model) {
        this.owner = owner;
        this.model = model;
        this.ref = new FieldRef(owner.name(), model.fieldName().stringValue(), model.fieldType().stringValue());
        this.quasiInvariant = Annotations.of(model).has("QuasiInvariant");
    }

    public ClassInfo owner() {
        return owner;
    }

    public FieldRef ref() {
        return ref;
    }

    public String name() {
        return ref.name();
    }

    public String descriptor() {
        return ref.descriptor();
    }

    public boolean isReference() {
        return descriptor().startsWith("L") || descriptor().startsWith("[");
    }

    public boolean isStatic() {
        return model.flags().has(AccessFlag.STATIC);
    }

    public boolean isFinal() {
        return model.flags().has(AccessFlag.FINAL);
    }

    public boolean isVolatile() {
        return model.flags().has(AccessFlag.VOLATILE);
    }

    /** Whether specialized code may assume its value. */
    public boolean isQuasiInvariant() {
        return quasiInvariant;
    }

    /** Whether specialized code may assume the elements of the array that the field holds. */
    public boolean hasQuasiInvariantElements() {
        return quasiInvariant && isFinal() && descriptor().startsWith("[");
    }

    public FieldModel model() {
        return model;
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
