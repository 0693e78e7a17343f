package dev.lamarck.hardware.device;

import java.util.List;

/** Where devices appear in physical memory. Only aligned 64-bit accesses reach a device; everything else is a bus error. */
public final class DeviceBus {
    public static final long FIRST_ADDRESS = 0x1FE_0000_0000L;
    public static final int WINDOW_BYTES = 0x2000;

    private final List<Device> devices;

    /** The n-th device of the list has the n-th window; the list may still be filled until the machine runs. */
    public DeviceBus(List<Device> devices) {
        this.devices = devices;
    }

    public boolean answers(long pa, int length) {
        return length == Long.BYTES
                && pa >= FIRST_ADDRESS
                && pa < FIRST_ADDRESS + (long) devices.size() * WINDOW_BYTES
                && (pa & Long.BYTES - 1) == 0;
    }

    public long read(long pa) {
        return device(pa).read(register(pa));
    }

    public void write(long pa, long value) {
        device(pa).write(register(pa), value);
    }

    private Device device(long pa) {
        return devices.get((int) ((pa - FIRST_ADDRESS) / WINDOW_BYTES));
    }

    private static int register(long pa) {
        return (int) (pa & WINDOW_BYTES - 1);
    }
}
