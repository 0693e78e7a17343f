package dev.lamarck.toolchain.magic;

/** The one way to give up. */
public final class Kernel {
    /** Never returns: {@code throw Kernel.panic("…")} keeps javac's flow analysis content. Compiled, trap {@link CheckTrap#PANIC}. */
    @Intrinsic
    public static RuntimeException panic(String message) {
        throw new HostedTrap(CheckTrap.PANIC, message);
    }

    private Kernel() {}
}
