package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Datum;

/** The memory of the machine that the residual is for, at the moment of evaluation. */
@FunctionalInterface
public interface MemoryView {
    /** What a load of {@code datum} at the address gives; the address is that of a static field, an object's field or an array's element. */
    long load(long address, Datum datum);
}
