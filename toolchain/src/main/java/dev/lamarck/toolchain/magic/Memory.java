package dev.lamarck.toolchain.magic;

/**
 * Raw memory in the current address space, big-endian. One load or store each; a misaligned or unmapped address traps,
 * hosted as compiled.
 */
public final class Memory {
    @Intrinsic
    public static byte load8(long va) {
        return (byte) HostedMachine.current().load(va, 1);
    }

    @Intrinsic
    public static short load16(long va) {
        return (short) HostedMachine.current().load(va, 2);
    }

    @Intrinsic
    public static int load32(long va) {
        return (int) HostedMachine.current().load(va, 4);
    }

    @Intrinsic
    public static long load64(long va) {
        return HostedMachine.current().load(va, 8);
    }

    /** Zero-extends. */
    @Intrinsic
    public static int loadUnsigned8(long va) {
        return (int) HostedMachine.current().load(va, 1);
    }

    /** Zero-extends. */
    @Intrinsic
    public static int loadUnsigned16(long va) {
        return (int) HostedMachine.current().load(va, 2);
    }

    /** Zero-extends. */
    @Intrinsic
    public static long loadUnsigned32(long va) {
        return HostedMachine.current().load(va, 4);
    }

    @Intrinsic
    public static void store8(long va, int value) {
        HostedMachine.current().store(va, 1, value);
    }

    @Intrinsic
    public static void store16(long va, int value) {
        HostedMachine.current().store(va, 2, value);
    }

    @Intrinsic
    public static void store32(long va, int value) {
        HostedMachine.current().store(va, 4, value);
    }

    @Intrinsic
    public static void store64(long va, long value) {
        HostedMachine.current().store(va, 8, value);
    }

    private Memory() {}
}
