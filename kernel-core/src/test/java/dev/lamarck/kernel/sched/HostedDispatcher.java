package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The dispatcher on the host, where nobody can change stacks: a thread that would be switched out stays where it was, asleep or runnable, and the one chosen
 * becomes the current one. What a woken thread would do next the test has to do in its name.
 */
public final class HostedDispatcher {
    /** One processor, which idles. */
    public static void start() {
        HostedKernel.start();
        if (Sched.LOCK.isHeld()) {
            Sched.LOCK.release();
        }
        Processor processor = Processor.numbered(0);
        Cpu.setCpuRegister(Address.of(processor));
        KThread idle = thread("idle", KThread.IDLE_PRIORITY);
        while (processor.queue.take() != null) { }
        Processor.count = 0;
        processor.begin(idle);
        Cpu.setThreadRegister(Address.of(idle));
    }

    public static KThread thread(String name, int priority) {
        KThread thread = new KThread(name, null, priority);
        thread.processor = Cpu.cpuRegister();
        thread.stackLow = Pages.allocateRun(1);
        Memory.store64(thread.stackLow, Sched.STACK_CANARY);
        return thread;
    }

    /** The processor is this thread's, which does not sleep. */
    public static void run(KThread thread) {
        if (thread.state == KThread.RUNNABLE) {
            Processor.current().queue.remove(thread);
        }
        thread.state = KThread.RUNNING;
        Processor.current().running = thread;
        Cpu.setThreadRegister(Address.of(thread));
    }

    /** Whether the current thread, doing this, would be switched out; then it is. */
    public static boolean blocks(Runnable action) {
        try {
            action.run();
            return false;
        } catch (UnsatisfiedLinkError noStackToChangeTo) {
            Cpu.setThreadRegister(Address.of(Processor.current().running));
            Sched.LOCK.release();
            return true;
        }
    }

    public static boolean isAsked(KThread thread) {
        return (thread.pending & KThread.RESCHEDULE) != 0;
    }

    private HostedDispatcher() {}
}
