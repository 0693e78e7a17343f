package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** What the firmware left at 0x2000 ({@code docs/platform.md}). */
@Magic
public final class BootInformation {
    private static final long BLOCK = Pages.DIRECT + 0x2000;
    private static final long MAGIC_NUMBER = 0x4C414D4152434B31L;
    private static final int RAM_BYTES = 8;
    private static final int PROCESSORS = 16;
    private static final int ARGUMENTS = 24;
    private static final int ARGUMENT_BYTES = 32;
    private static final int SECONDS = 72;
    private static final int HERTZ = 80;

    private static @Kva long arguments;

    static boolean isPresent() {
        return Memory.load64(BLOCK) == MAGIC_NUMBER;
    }

    static long ramBytes() {
        return Memory.load64(BLOCK + RAM_BYTES);
    }

    static int processors() {
        return (int) Memory.load64(BLOCK + PROCESSORS);
    }

    /** Wall-clock seconds at reset. */
    static long seconds() {
        return Memory.load64(BLOCK + SECONDS);
    }

    /** The processor's clock. */
    static long hertz() {
        return Memory.load64(BLOCK + HERTZ);
    }

    /** The boot arguments, {@code key=value} lines. */
    public static @Kva long arguments() {
        return arguments;
    }

    public static long argumentBytes() {
        return Memory.load64(BLOCK + ARGUMENT_BYTES);
    }

    /** Moves the arguments out of memory that is about to be handed out. @return the address behind them */
    static @Kva long moveArguments(@Kva long to) {
        Blocks.copy(Pages.address(Memory.load64(BLOCK + ARGUMENTS)), to, argumentBytes());
        arguments = to;
        return to + argumentBytes();
    }

    private BootInformation() {}
}
