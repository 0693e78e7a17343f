package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.residual.MemoryView;
import java.nio.ByteBuffer;

/** Kernel memory of a machine as it is, seen by kernel addresses ({@code docs/platform.md}, "Virtual memory"); 0 where there is none. */
final class KernelMemory implements MemoryView {
    private static final long DIRECT_MAP = 0x8000_0000L;

    private final Machine machine;

    KernelMemory(Machine machine) {
        this.machine = machine;
    }

    @Override
    public long load(long address, Datum datum) {
        long physical = address >= DIRECT_MAP ? address - DIRECT_MAP : address;
        if (physical < 0 || !machine.isRam(physical, datum.bytes())) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(machine.readPhysical(physical, datum.bytes()));
        return switch (datum) {
            case BYTE -> bytes.get();
            case UNSIGNED_BYTE -> bytes.get() & 0xFF;
            case SHORT -> bytes.getShort();
            case CHAR -> bytes.getChar();
            case INT -> bytes.getInt();
            case UNSIGNED_INT -> bytes.getInt() & 0xFFFF_FFFFL;
            case LONG -> bytes.getLong();
        };
    }
}
