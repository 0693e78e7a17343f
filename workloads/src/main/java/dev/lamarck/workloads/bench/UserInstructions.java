package dev.lamarck.workloads.bench;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;

/**
 * Counts the instructions that a machine completes in user mode, and the trap instructions by which a program calls its system: exactly, and
 * without looking at each, since only a trap leads out of that mode and only a return from one into it. What a kernel does for the program, its window
 * spills and TLB misses among it, is not in the count, nor is a second attempt after one: so it is what an emulator executes that has no kernel.
 */
public final class UserInstructions implements Tracer {
    /** Trap types from here on are of trap instructions (V9, table 14), which do not complete: DONE goes past them. */
    private static final int FIRST_TRAP_INSTRUCTION = 0x100;

    private final Machine machine;
    private long counted;
    /** What the machine had executed when the first instruction in user mode was about to begin. */
    private long entered;

    /** @param machine in privileged mode, as after reset */
    public UserInstructions(Machine machine) {
        this.machine = machine;
        machine.addTracer(this);
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (!machine.registers().isPrivileged()) {
            counted += machine.instructions() - entered + (trapType >= FIRST_TRAP_INSTRUCTION ? 1 : 0);
        }
    }

    /** DONE or RETRY itself does not count before it is over. */
    @Override
    public void trapReturn(long cycle, int trapLevel, long pc) {
        entered = machine.instructions() + 1;
    }

    /** Of a machine that is in the kernel, or has ended. */
    public long count() {
        return counted;
    }
}
