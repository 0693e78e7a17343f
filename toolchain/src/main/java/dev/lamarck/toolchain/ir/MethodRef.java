package dev.lamarck.toolchain.ir;

/** A method by its declaring class (internal name), name and descriptor. */
public record MethodRef(String owner, String name, String descriptor) implements Detail, Comparable<MethodRef> {
    @Override
    public int compareTo(MethodRef other) {
        int order = owner.compareTo(other.owner);
        order = order != 0 ? order : name.compareTo(other.name);
        return order != 0 ? order : descriptor.compareTo(other.descriptor);
    }

    /** Java's full signature, as it stands in DWARF's linkage name. */
    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name + descriptor;
    }
}
