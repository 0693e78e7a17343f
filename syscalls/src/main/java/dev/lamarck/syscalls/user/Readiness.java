package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.SystemCall;

/** Descriptors that are waited for until one can be read: {@code poll}. */
public final class Readiness {
    private static final int ENTRY_BYTES = 8;
    private static final int POLLIN = 1;
    private static final int EVENTS = 4;
    private static final int RESULT = 6;

    private final byte[] entries;
    private int count;

    public Readiness(int most) {
        entries = new byte[most * ENTRY_BYTES];
    }

    public void clear() {
        count = 0;
    }

    public void add(int descriptor) {
        int entry = count++ * ENTRY_BYTES;
        for (int i = 0; i < 4; i++) {
            entries[entry + i] = (byte) (descriptor >> 24 - 8 * i);
        }
        entries[entry + EVENTS] = 0;
        entries[entry + EVENTS + 1] = POLLIN;
    }

    /** Waits so many milliseconds at most, or for ever if they are negative; how many are ready, their ends and faults included. */
    public int await(int milliseconds) {
        return (int) SystemCall.call(SyscallNumber.POLL, Pointer.toBytes(entries, 0), count, milliseconds, 0, 0, 0);
    }

    /** Gives it back to the heap. */
    public void free() {
        Heap.free(entries);
        Heap.free(this);
    }

    /** Of the one added as number {@code index}. */
    public boolean isReady(int index) {
        return (entries[index * ENTRY_BYTES + RESULT] | entries[index * ENTRY_BYTES + RESULT + 1]) != 0;
    }
}
