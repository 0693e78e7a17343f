package dev.lamarck.kernel.sched;

import dev.lamarck.toolchain.magic.Kva;

/** Who wants to know what the clock interrupts. */
public interface TickObserver {
    /** At the clock's interrupt level; {@code frame} is the interrupted context's {@code TrapFrame}. */
    void tick(@Kva long frame);
}
