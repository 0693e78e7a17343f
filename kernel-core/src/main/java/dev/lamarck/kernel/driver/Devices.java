package dev.lamarck.kernel.driver;

import dev.lamarck.toolchain.magic.Asi;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Phys;

/** Where the devices are, and access to their registers. */
@Magic
public final class Devices {
    private static final long BASE = 0x1FE_0000_0000L;
    private static final long SPAN = 0x2000;

    public static final @Phys long INTERRUPT_CONTROLLER = BASE;
    public static final @Phys long TIMER = BASE + SPAN;
    public static final @Phys long CONSOLE = BASE + 2 * SPAN;
    public static final @Phys long DISK = BASE + 3 * SPAN;
    public static final @Phys long CHANNEL = BASE + 4 * SPAN;
    public static final @Phys long SYSTEM_CONTROL = BASE + 5 * SPAN;

    public static final @Phys long DATA_DISK = BASE + 6 * SPAN;
    public static final @Phys long NETWORK = BASE + 7 * SPAN;
    public static final @Phys long SWAP_DISK = BASE + 8 * SPAN;

    public static long read(@Phys long device, int register) {
        return Asi.load64(Asi.DEVICE, device + register);
    }

    public static void write(@Phys long device, int register, long value) {
        Asi.store64(Asi.DEVICE, device + register, value);
    }

    private Devices() {}
}
