package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.toolchain.magic.Cpu;
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
        enable(source);
    }

    /** Lets a source interrupt this processor; devices interrupt the first one, timers their own. */
    public static void enable(int source) {
        write(ENABLE, read(ENABLE) | 1L << source);
    }

    /** Serves the pending sources of a level, which interrupted the context of a frame; this processor is at that level. */
    static void dispatch(int level, @Kva long frame) {
        if (level == CrossCalls.ATTENTION_LEVEL) {
            CrossCalls.attend();
            return;
        }
        long outer = interrupted;
        interrupted = frame;
        long pending = read(PENDING);
        for (int source = 1; source < SOURCES; source++) {
            if ((pending & 1L << source) != 0 && LEVELS[source] == level) {
                write(ACKNOWLEDGE, 1L << source);
                HANDLERS[source].interrupt();
            }
        }
        interrupted = outer;
    }

    /** For a handler: the {@link TrapFrame} of the context that it interrupted. */
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
