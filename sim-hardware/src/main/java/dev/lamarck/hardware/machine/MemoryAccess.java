package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cpu.Processor;

/**
 * An access to RAM. In the middle of an instruction, before a load and after a store; a device's store comes between two instructions,
 * and then there is no {@code pc}.
 *
 * @param pc of the instruction, or {@link #DEVICE}
 */
public record MemoryAccess(long pa, int length, boolean isStore, long pc) {
    /** No address of an instruction. */
    public static final long DEVICE = Processor.NO_PC;

    /** Whether it touches any of these bytes. */
    boolean overlaps(long start, long bytes) {
        return pa < start + bytes && start < pa + length;
    }
}
