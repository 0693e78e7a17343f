package dev.lamarck.toolchain.ir;

/** A class, interface or array type by descriptor. */
public record TypeRef(String descriptor) implements Detail {
    public static TypeRef ofClass(String internalName) {
        return new TypeRef(internalName.startsWith("[") ? internalName : "L" + internalName + ";");
    }

    public boolean isArray() {
        return descriptor.startsWith("[");
    }

    /** The internal name of a class type. */
    public String className() {
        return descriptor.substring(1, descriptor.length() - 1);
    }

    /** The element type of an array type. */
    public String element() {
        return descriptor.substring(1);
    }

    @Override
    public String toString() {
        return descriptor;
    }
}
