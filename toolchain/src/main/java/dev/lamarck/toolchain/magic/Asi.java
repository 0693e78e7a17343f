package dev.lamarck.toolchain.magic;

/** Loads and stores in an alternate address space (V9 A.28, A.51); the ASI must be a compile-time constant. */
public final class Asi {
    public static final int AS_IF_USER_PRIMARY = 0x10;
    public static final int AS_IF_USER_SECONDARY = 0x11;
    /** Physical address, cacheable. */
    public static final int PHYSICAL = 0x14;
    /** Physical address, not cacheable, side effects: device registers. */
    public static final int DEVICE = 0x15;
    public static final int LSU_CONTROL = 0x45;
    public static final int IMMU = 0x50;
    public static final int ITLB_DATA_IN = 0x54;
    public static final int ITLB_DATA_ACCESS = 0x55;
    public static final int IMMU_DEMAP = 0x57;
    public static final int DMMU = 0x58;
    public static final int DTLB_DATA_IN = 0x5C;
    public static final int DTLB_DATA_ACCESS = 0x5D;
    public static final int DMMU_DEMAP = 0x5F;
    public static final int PRIMARY = 0x80;
    public static final int SECONDARY = 0x81;

    /** Zero-extends. */
    @Intrinsic
    public static int loadUnsigned8(int asi, long address) {
        return (int) HostedMachine.current().load(asi, address, 1);
    }

    /** Zero-extends. */
    @Intrinsic
    public static int loadUnsigned16(int asi, long address) {
        return (int) HostedMachine.current().load(asi, address, 2);
    }

    /** Zero-extends. */
    @Intrinsic
    public static long loadUnsigned32(int asi, long address) {
        return HostedMachine.current().load(asi, address, 4);
    }

    @Intrinsic
    public static long load64(int asi, long address) {
        return HostedMachine.current().load(asi, address, 8);
    }

    @Intrinsic
    public static void store8(int asi, long address, int value) {
        HostedMachine.current().store(asi, address, 1, value);
    }

    @Intrinsic
    public static void store16(int asi, long address, int value) {
        HostedMachine.current().store(asi, address, 2, value);
    }

    @Intrinsic
    public static void store32(int asi, long address, int value) {
        HostedMachine.current().store(asi, address, 4, value);
    }

    @Intrinsic
    public static void store64(int asi, long address, long value) {
        HostedMachine.current().store(asi, address, 8, value);
    }

    private Asi() {}
}
