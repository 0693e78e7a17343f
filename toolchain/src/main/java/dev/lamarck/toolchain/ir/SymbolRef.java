package dev.lamarck.toolchain.ir;

/** A linker symbol: a function, an assembly routine, a data object, or one the linker defines. */
public record SymbolRef(String name) implements Detail {
    @Override
    public String toString() {
        return name;
    }
}
