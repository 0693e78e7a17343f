package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.machine.Machine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A thread's memory, with the register windows that its callers' frames still have in the register file at their places on the stack: as memory would
 * be after {@code flushw}, which a debugger takes for granted.
 */
final class StackView {
    private static final int PAGE_BYTES = 8192;

    private final Machine machine;
    private final GuestSystem system;
    private final long thread;

    StackView(Machine machine, GuestSystem system, long thread) {
        this.machine = machine;
        this.system = system;
        this.thread = thread;
    }

    /** As many bytes as there are from an address on, at most {@code length}; empty if there are none. */
    Optional<byte[]> read(long va, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            OptionalLong pa = system.translate(thread, va + bytes.position());
            int chunk = chunk(va + bytes.position(), bytes.remaining());
            if (pa.isEmpty() || !machine.isRam(pa.getAsLong(), chunk)) {
                break;
            }
            bytes.put(machine.readPhysical(pa.getAsLong(), chunk));
        }
        if (bytes.position() == 0 && length > 0) {
            return Optional.empty();
        }
        byte[] read = Arrays.copyOf(bytes.array(), bytes.position());
        windows().forEach(window -> overlay(window, va, read));
        return Optional.of(read);
    }

    /** False, and nothing is written, if one of the bytes is not there. */
    boolean write(long va, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += chunk(va + at, bytes.length - at)) {
            OptionalLong pa = system.translate(thread, va + at);
            if (pa.isEmpty() || !machine.isRam(pa.getAsLong(), chunk(va + at, bytes.length - at))) {
                return false;
            }
        }
        for (int at = 0; at < bytes.length; ) {
            int chunk = chunk(va + at, bytes.length - at);
            machine.writePhysical(system.translate(thread, va + at).getAsLong(), Arrays.copyOfRange(bytes, at, at + chunk));
            at += chunk;
        }
        return true;
    }

    private static int chunk(long va, int length) {
        return (int) Math.min(length, PAGE_BYTES - (va & PAGE_BYTES - 1));
    }

    private List<SavedWindow> windows() {
        List<SavedWindow> windows = new ArrayList<>(system.savedWindows(thread));
        OptionalInt cpu = system.processor(thread);
        if (cpu.isPresent()) {
            windows.addAll(SavedWindow.inRegisters(machine.registers(cpu.getAsInt())));
        }
        return windows;
    }

    private static void overlay(SavedWindow window, long va, byte[] bytes) {
        if (window.address() >= va + bytes.length || window.address() + SavedWindow.BYTES <= va) {
            return;
        }
        ByteBuffer content = ByteBuffer.allocate(SavedWindow.BYTES);
        content.asLongBuffer().put(window.registers());
        for (int i = 0; i < SavedWindow.BYTES; i++) {
            long at = window.address() + i - va;
            if (at >= 0 && at < bytes.length) {
                bytes[(int) at] = content.get(i);
            }
        }
    }
}
