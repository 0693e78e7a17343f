package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Machine;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How many instructions a function executes from its entry to its return, callees included, seen from outside. The function does not call
 * itself. Interrupts and traps add to a call's; the least of all calls is that of an undisturbed one.
 */
public final class CallInstructions {
    private static final int FIRST_ARGUMENT = 8;
    private static final int RETURN_ADDRESS = 15;
    private static final int CALL_AND_SLOT = 8;

    private final Machine machine;
    private final boolean isPrivileged;
    private final Set<Long> watched = new HashSet<>();
    private long began = -1;
    private long least = Long.MAX_VALUE;

    /** Of the kernel's or a user's function, called with these first arguments. */
    public CallInstructions(Machine machine, long entry, boolean isPrivileged, long... arguments) {
        this.machine = machine;
        this.isPrivileged = isPrivileged;
        RegisterView registers = machine.registers();
        machine.watch(entry, (cycle, pc) -> {
            boolean isWanted = registers.isPrivileged() == isPrivileged
                    && IntStream.range(0, arguments.length).allMatch(i -> registers.integer(FIRST_ARGUMENT + i) == arguments[i]);
            if (isWanted) {
                began = machine.instructions();
                watchReturn(registers.integer(RETURN_ADDRESS) + CALL_AND_SLOT);
            }
        });
    }

    private void watchReturn(long address) {
        if (watched.add(address)) {
            machine.watch(address, (cycle, pc) -> {
                if (began >= 0 && machine.registers().isPrivileged() == isPrivileged) {
                    least = Math.min(least, machine.instructions() - began);
                    began = -1;
                }
            });
        }
    }

    /** The least number of all calls that have returned; empty if none has. */
    public OptionalLong least() {
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }
}
