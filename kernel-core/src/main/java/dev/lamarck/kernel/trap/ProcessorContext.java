package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;

/**
 * The part of a processor's structure that assembly reaches at fixed offsets from {@code %g6}, or from {@code %g7} of the interrupt globals. All
 * fields are longs, as in {@link ThreadContext}.
 */
@Magic
public abstract class ProcessorContext {
    public static final int KERNEL_LOCK = 8;
    public static final int ANSWERED = 16;

    /** Where the {@link KernelLock} is. */
    long kernelLock;
    /** How many {@link CrossCalls} it has carried out. */
    public volatile long answered;

    /** Compares the offsets that assembly uses with the compiler's. */
    public static void checkOffsets() {
        if (Address.offsetOf(ProcessorContext.class, "kernelLock") != KERNEL_LOCK
                || Address.offsetOf(ProcessorContext.class, "answered") != ANSWERED) {
            throw Kernel.panic("assembly and compiler disagree about the layout of processors");
        }
    }
}
