package dev.lamarck.toolchain.magic;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The machine under a hosted run: sparse big-endian pages that trap where hardware traps (alignment, unmapped addresses), and
 * registers. One per host thread, replaced by tests; a test that needs devices or a real machine's memory overrides the accessors.
 */
public class HostedMachine {
    private static final int PAGE_SHIFT = 13;
    private static final int DATA_ACCESS_EXCEPTION = 0x30;
    private static final int MEM_ADDRESS_NOT_ALIGNED = 0x34;
    private static final ThreadLocal<HostedMachine> CURRENT = ThreadLocal.withInitial(HostedMachine::new);

    private final Map<Long, byte[]> pages = new HashMap<>();
    private final Map<Object, Long> handles = new IdentityHashMap<>();
    private final Map<Long, Object> objects = new HashMap<>();
    private final Map<String, Long> symbols = new HashMap<>();
    private final long[] privileged = new long[32];
    private final long[] state = new long[32];
    private long threadRegister;
    private long cpuRegister;

    public static HostedMachine current() {
        return CURRENT.get();
    }

    public static void install(HostedMachine machine) {
        CURRENT.set(machine);
    }

    /** Makes the pages of a range accessible, zeroed. */
    public void map(long va, long bytes) {
        for (long page = va >>> PAGE_SHIFT; page <= va + bytes - 1 >>> PAGE_SHIFT; page++) {
            pages.computeIfAbsent(page, _ -> new byte[1 << PAGE_SHIFT]);
        }
    }

    /** Zero-extended. */
    public long load(long va, int size) {
        byte[] page = page(va, size);
        int offset = (int) va & (1 << PAGE_SHIFT) - 1;
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | page[offset + i] & 0xFF;
        }
        return value;
    }

    public void store(long va, int size, long value) {
        byte[] page = page(va, size);
        int offset = (int) va & (1 << PAGE_SHIFT) - 1;
        for (int i = size - 1; i >= 0; i--) {
            page[offset + i] = (byte) value;
            value >>>= 8;
        }
    }

    private byte[] page(long va, int size) {
        if ((va & size - 1) != 0) {
            throw new HostedTrap(MEM_ADDRESS_NOT_ALIGNED, "misaligned access of " + size + " bytes at " + Long.toHexString(va));
        }
        byte[] page = pages.get(va >>> PAGE_SHIFT);
        if (page == null) {
            throw new HostedTrap(DATA_ACCESS_EXCEPTION, "unmapped address " + Long.toHexString(va));
        }
        return page;
    }

    public long load(int asi, long address, int size) {
        return load(address, size);
    }

    public void store(int asi, long address, int size, long value) {
        store(address, size, value);
    }

    public int compareAndSwap32(long va, int expected, int replacement) {
        int old = (int) load(va, 4);
        if (old == expected) {
            store(va, 4, replacement);
        }
        return old;
    }

    public long compareAndSwap64(long va, long expected, long replacement) {
        long old = load(va, 8);
        if (old == expected) {
            store(va, 8, replacement);
        }
        return old;
    }

    public long privileged(int register) {
        return privileged[register];
    }

    public void setPrivileged(int register, long value) {
        privileged[register] = value;
    }

    public long state(int register) {
        return state[register];
    }

    public void setState(int register, long value) {
        state[register] = value;
    }

    public long threadRegister() {
        return threadRegister;
    }

    public void setThreadRegister(long value) {
        threadRegister = value;
    }

    public long cpuRegister() {
        return cpuRegister;
    }

    public void setCpuRegister(long value) {
        cpuRegister = value;
    }

    public long stackPointer() {
        return 0;
    }

    /** An odd number that stands for the object; 0 for null. */
    public long handle(Object object) {
        if (object == null) {
            return 0;
        }
        long handle = handles.computeIfAbsent(object, _ -> 2L * handles.size() + 1);
        objects.put(handle, object);
        return handle;
    }

    public Object object(long handle) {
        if (handle != 0 && !objects.containsKey(handle)) {
            throw new HostedTrap(CheckTrap.CAST, "no hosted object at " + Long.toHexString(handle));
        }
        return objects.get(handle);
    }

    /** Hosted objects have no bytes; a test that needs sizes overrides this. */
    public int sizeOf(Class<?> type) {
        throw new UnsupportedOperationException("hosted objects have no size: " + type);
    }

    public int offsetOf(Class<?> type, String field) {
        throw new UnsupportedOperationException("hosted objects have no layout: " + type + "." + field);
    }

    public void define(String symbol, long address) {
        symbols.put(symbol, address);
    }

    public long symbol(String name) {
        Long address = symbols.get(name);
        if (address == null) {
            throw new IllegalStateException("no hosted symbol " + name);
        }
        return address;
    }

    public long call(long target, long a0, long a1, long a2, long a3, long a4, long a5) {
        throw new UnsupportedOperationException("no hosted code at " + Long.toHexString(target));
    }

    public long entryOf(Class<?> type, String method) {
        throw new UnsupportedOperationException("no hosted code address of " + type + "." + method);
    }

    public long systemCall(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        throw new UnsupportedOperationException("no hosted system call " + number);
    }
}
