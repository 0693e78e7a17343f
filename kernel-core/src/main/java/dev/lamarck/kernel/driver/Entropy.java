package dev.lamarck.kernel.driver;

/** Random numbers, from the run's seed. */
public final class Entropy {
    private static final int ENTROPY = 0x10;

    public static long next() {
        return Devices.read(Devices.SYSTEM_CONTROL, ENTROPY);
    }

    private Entropy() {}
}
