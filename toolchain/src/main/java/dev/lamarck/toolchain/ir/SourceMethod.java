package dev.lamarck.toolchain.ir;

/** A method as positions name it: its Java identity, its ELF symbol (whether or not it is emitted), its source file and first line. */
public record SourceMethod(MethodRef ref, String symbol, String file, int line) {
    @Override
    public String toString() {
        return symbol;
    }
}
