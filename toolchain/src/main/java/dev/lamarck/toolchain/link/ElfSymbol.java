package dev.lamarck.toolchain.link;

/** A symbol with a value; {@code size} is 0 for those that only mark a place. */
public record ElfSymbol(String name, long address, long size, Type type) {
    public enum Type { FUNCTION, OBJECT, OTHER }

    public boolean isFunction() {
        return type == Type.FUNCTION;
    }

    public boolean contains(long at) {
        return at >= address && at - address < size;
    }
}
