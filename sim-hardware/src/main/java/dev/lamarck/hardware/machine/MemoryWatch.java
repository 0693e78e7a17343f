package dev.lamarck.hardware.machine;

/** Told of accesses to watched memory; may look at the machine but not change it, and may ask it to stop after the instruction. */
@FunctionalInterface
public interface MemoryWatch {
    void accessed(MemoryAccess access);
}
