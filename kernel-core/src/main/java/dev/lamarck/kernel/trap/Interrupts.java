package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.sched.InterruptThreads;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;

/** The interrupt controller: which sources there are, and who serves them ({@code docs/platform.md}, "Interrupts"). */
@Magic
public final class Interrupts {
    public static final int TIMER = 1;
    public static final int CONSOLE = 2;
    public static final int DISK = 3;
    public static final int CHANNEL = 4;
    public static final int NETWORK = 5;
    private static final int SOURCES = 6;

    private static final int PENDING = 0x00;
    private static final int ENABLE = 0x08;
    private static final int ACKNOWLEDGE = 0x18;

    private static final InterruptHandler[] HANDLERS = new InterruptHandler[SOURCES];
    private static final int[] LEVELS = {0, 10, 6, 5, 4, 7};
    private static long interrupted;

    /** Lets a source interrupt; its handler runs from now on. */
    public static void register(int source, InterruptHandler handler) {
        HANDLERS[source] = handler;
        InterruptThreads.prepare(LEVELS[source]);
        enable(source);
    }

    /** Lets a source interrupt this processor; devices interrupt the first one, timers their own. */
    public static void enable(int source) {
        write(ENABLE, read(ENABLE) | 1L << source);
    }

    /** An interrupt of a level has come to the context of a frame; this processor is at that level. */
    static void dispatch(int level, @Kva long frame) {
        if (level == CrossCalls.ATTENTION_LEVEL) {
            CrossCalls.attend();
        } else if (level <= InterruptThreads.LOCK_LEVEL) {
            InterruptThreads.handle(level);
        } else {
            interrupted = frame;
            serve(level);
        }
    }

    /** Serves the pending sources of a level; this processor is at that level. (Each frame between interrupt and handler is a register window more.) */
    @Inline
    public static void serve(int level) {
        long pending = read(PENDING);
        for (int source = 1; source < SOURCES; source++) {
            if ((pending & 1L << source) != 0 && LEVELS[source] == level) {
                write(ACKNOWLEDGE, 1L << source);
                HANDLERS[source].interrupt();
            }
        }
    }

    /** Keeps the sources of a level from interrupting this processor. What they have to say waits. */
    public static void hold(int level) {
        write(ENABLE, read(ENABLE) & ~sources(level));
    }

    /** Lets them interrupt again. */
    public static void admit(int level) {
        write(ENABLE, read(ENABLE) | sources(level));
    }

    /** Those of a level that have handlers. */
    private static long sources(int level) {
        long set = 0;
        for (int source = 1; source < SOURCES; source++) {
            set |= LEVELS[source] == level && HANDLERS[source] != null ? 1L << source : 0;
        }
        return set;
    }

    /** For a handler above {@link InterruptThreads#LOCK_LEVEL}, of which one runs at a time: the {@link TrapFrame} of the context that it interrupted. */
    public static @Kva long interruptedFrame() {
        return interrupted;
    }

    /** Shuts all interrupts out of this processor. @return what {@link #restore} takes */
    public static long disable() {
        long level = Cpu.readPrivileged(Cpu.PIL);
        Cpu.writePrivileged(Cpu.PIL, 15);
        return level;
    }

    public static void restore(long level) {
        Cpu.writePrivileged(Cpu.PIL, level);
    }

    private static long read(int register) {
        return Devices.read(Devices.INTERRUPT_CONTROLLER, register);
    }

    private static void write(int register, long value) {
        Devices.write(Devices.INTERRUPT_CONTROLLER, register, value);
    }

    private Interrupts() {}
}
