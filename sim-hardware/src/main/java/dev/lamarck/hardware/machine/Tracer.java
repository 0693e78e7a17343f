package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.device.InterruptSource;

/** Told of what happens in the machine, as it happens; may look at the machine but not change it. */
public interface Tracer extends MarkerListener {
    /** A trap is about to be entered, at a level; all registers, {@code pc} among them, are still the trapped code's. */
    default void trap(long cycle, int trapType, int trapLevel, long pc) {}

    /** DONE or RETRY has left this level; the program counter is where execution goes on. */
    default void trapReturn(long cycle, int trapLevel, long pc) {}

    default void interrupt(long cycle, InterruptSource source) {}

    @Override
    default void marker(long cycle, long value) {}
}
