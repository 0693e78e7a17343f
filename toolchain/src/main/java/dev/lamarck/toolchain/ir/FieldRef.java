package dev.lamarck.toolchain.ir;

/** A field by its declaring class (internal name), name and descriptor. */
public record FieldRef(String owner, String name, String descriptor) implements Detail {
    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name;
    }
}
