package dev.lamarck.workloads.policy;

import dev.lamarck.hardware.machine.Tracer;
import java.util.ArrayList;
import java.util.List;

/** How far a load has come, by the system calls it has made: the cycle of each so-many-th. Seen from outside, at no cost to the guest. */
final class Progress implements Tracer {
    static final int STEP = 64;
    /** {@code ta 0x6d}. */
    private static final int SYSTEM_CALL = 0x16d;

    private final List<Long> cycles = new ArrayList<>();
    private long calls;

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (trapType == SYSTEM_CALL && ++calls % STEP == 0) {
            cycles.add(cycle);
        }
    }

    List<Long> cycles() {
        return List.copyOf(cycles);
    }
}
