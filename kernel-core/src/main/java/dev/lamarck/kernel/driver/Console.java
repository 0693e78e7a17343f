package dev.lamarck.kernel.driver;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The console. Output is a store a byte. For input the machine itself waits, in host time, within the store that requests it; its
 * interrupt has nothing to add and stays disabled.
 */
@Magic
public final class Console {
    /** The registers that output and errors are stored to. */
    public static final int OUT = 0x00;
    public static final int ERROR = 0x20;

    private static final int IN_REQUEST = 0x08;
    private static final int IN_COUNT = 0x10;
    private static final int IN = 0x18;

    /** To the stream of a register, {@link #OUT} or {@link #ERROR}. */
    public static void put(int stream, int octet) {
        Devices.write(Devices.CONSOLE, stream, octet);
    }

    public static void write(int stream, @Kva long from, int length) {
        for (int i = 0; i < length; i++) {
            put(stream, Memory.loadUnsigned8(from + i));
        }
    }

    /** Takes up to {@code length} bytes, waiting for at least one; how many, 0 at the end of input. */
    public static int read(@Kva long to, int length) {
        Devices.write(Devices.CONSOLE, IN_REQUEST, length);
        int ready = (int) Devices.read(Devices.CONSOLE, IN_COUNT);
        int n = Math.max(0, Math.min(ready, length));
        for (int i = 0; i < n; i++) {
            Memory.store8(to + i, (int) Devices.read(Devices.CONSOLE, IN));
        }
        return n;
    }

    private Console() {}
}
