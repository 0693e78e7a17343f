package dev.lamarck.kernel.driver;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The console. Output is a store a byte. For input from a stream the machine itself waits, in host time, within the store that requests it; the
 * interrupt has nothing to add and stays disabled. At a terminal an interrupt tells of each thing typed.
 */
@Magic
public final class Console {
    /** The registers that output and errors are stored to. */
    public static final int OUT = 0x00;
    public static final int ERROR = 0x20;

    private static final int IN_REQUEST = 0x08;
    private static final int IN_COUNT = 0x10;
    private static final int IN = 0x18;
    private static final int KIND = 0x28;
    private static final int KEY = 0x30;
    private static final int LISTEN = 0x38;

    /** What {@link #listen} may ask for: lines, which the terminal lets the person edit, or each key; and that what is typed is not shown. */
    public static final int LINES = 1;
    public static final int KEYS = 2;
    public static final int UNSEEN = 4;

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

    /** Whether somebody types here, as against a stream of input. */
    public static boolean isTerminal() {
        return Devices.read(Devices.CONSOLE, KIND) != 0;
    }

    /** The next of the bytes that were typed; −1 if there is none. */
    public static int key() {
        return (int) Devices.read(Devices.CONSOLE, KEY);
    }

    /** Tells the terminal what sort of input somebody waits for. */
    public static void listen(int sort) {
        Devices.write(Devices.CONSOLE, LISTEN, sort);
    }

    private Console() {}
}
