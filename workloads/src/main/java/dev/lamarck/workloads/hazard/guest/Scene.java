package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Syscall;

/** What victim and writer share, and the moments that the outside watches for. */
public final class Scene {
    /** No call of Linux's. */
    private static final int SYSTEM_CALL = 1000;
    private static final int MARKER = 0x08;
    /** MARKER state 15: the victim is about to begin. */
    private static final long ABOUT_TO_BEGIN = 15L << 32;

    static volatile boolean isWriterReady;
    static volatile boolean hasBegun;
    static volatile boolean isWritten;
    private static volatile boolean isOver;
    static Refusal refusal;
    private static volatile long steps;

    private Scene() {}

    /** Plays the scene: a way of splicing, and the word of the subject where. */
    @Syscall(SYSTEM_CALL)
    @Symbol("hazard_play")
    static long play(long way, long word) {
        long counter = Kmem.allocZeroed(Long.BYTES);
        Sched.startThread("victim", new Victim(counter), KThread.KERNEL_PRIORITY, 0);
        Sched.startThread("writer", new Writer((int) way, (int) word, counter), KThread.KERNEL_PRIORITY, 0);
        while (!isOver) {
            Clock.sleepTicks(1);
        }
        return 0;
    }

    static void announce() {
        hasBegun = true;
        Devices.write(Devices.SYSTEM_CONTROL, MARKER, ABOUT_TO_BEGIN);
    }

    /** One timer interrupt more and the thread has had its time. */
    static void nearEndOfQuantum() {
        KThread.current().quantum = 1;
    }

    /** The writer is about to store a word, to flush (no word), or has done all (no address). */
    @NoInline
    @Symbol("hazard_step")
    static void step(long address, long word) {
        steps++;
    }

    /** The victim's account: a bit for each call with a wrong result, what the spliced counter holds, whether the splice was refused. */
    @NoInline
    @Symbol("hazard_verdict")
    static void verdict(long wrong, long counted, boolean isRefused) {
        isOver = true;
    }
}
