package dev.lamarck.kernel.sync;

import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;

/** Excludes the other processors by spinning and this one's interrupts by {@code %pil}. Not recursive. */
@Magic
public final class SpinLock {
    /** No interrupt level is above it. */
    public static final int HIGHEST_LEVEL = 15;

    private final Cell32 held = new Cell32(0);
    private int interruptedLevel;

    public void acquire() {
        int level = (int) Cpu.readPrivileged(Cpu.PIL);
        Cpu.writePrivileged(Cpu.PIL, HIGHEST_LEVEL);
        while (held.compareAndSwap(0, 1) != 0) {
            Cpu.barrier(Cpu.MEMBAR_STORE_LOAD);
        }
        interruptedLevel = level;
    }

    public void release() {
        int level = interruptedLevel;
        held.set(0);
        Cpu.writePrivileged(Cpu.PIL, level);
    }

    /** Whether someone, by convention the caller, holds it. */
    public boolean isHeld() {
        return held.get() != 0;
    }

    /**
     * The level to which {@link #release} will return: a thread that sleeps carries it along. Caller holds the lock.
     */
    public int interruptedLevel() {
        return interruptedLevel;
    }

    public void setInterruptedLevel(int level) {
        interruptedLevel = level;
    }

    /** Gives up this lock for another that the caller acquired later: the level stays high until that one's release. */
    public void releaseUnder(SpinLock inner) {
        inner.interruptedLevel = interruptedLevel;
        held.set(0);
    }
}
