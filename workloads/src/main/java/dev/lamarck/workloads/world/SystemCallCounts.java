package dev.lamarck.workloads.world;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.TrapFrame;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Which system calls a world makes, seen from outside. */
public final class SystemCallCounts {
    /** In trap entry's registers, where a system call begins: the trap frame. */
    private static final int FRAME = 16;

    private final Map<Long, Long> calls = new TreeMap<>();

    /** Counts from now on. */
    public SystemCallCounts(World world) {
        Machine machine = world.machine();
        RegisterView registers = machine.registers();
        machine.watch(world.kernelImage().address("system_call"), (cycle, pc) -> {
            if (registers.isPrivileged()) {
                long frame = registers.integer(FRAME) - Pages.DIRECT;
                calls.merge(ByteBuffer.wrap(machine.readPhysical(frame + TrapFrame.G1, Long.BYTES)).getLong(), 1L, Long::sum);
            }
        });
    }

    /** How often each was made, by number. */
    public Map<Long, Long> byNumber() {
        return calls;
    }
}
