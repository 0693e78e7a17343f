package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.trap.CrossCalls;
import dev.lamarck.kernel.trap.ProcessorContext;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.QuasiInvariant;

/**
 * A processor, as {@code %g6} points to it: what runs on it, and who waits to. Guarded by the kernel lock, as everything, and by the
 * dispatcher's.
 */
@Magic
public final class Processor extends ProcessorContext {
    public static final int MOST = 8;
    /** All that there could be: objects of the image. */
    private static final Processor[] ALL = make();
    /** How many of them run the kernel: one, on most machines, for which what concerns others need not be asked. */
    @QuasiInvariant
    static int count;

    public final int id;
    /** Whether it has been called for attention, and has not come yet. */
    public boolean isCalled;
    /** How many {@link CrossCalls} it has been asked to carry out. */
    public long asked;
    /** Whose user translations it has; null for none. */
    public AddressSpace space;

    final RunQueue queue = new RunQueue();
    /** Runs when nobody else does. On no queue. */
    KThread idle;
    KThread running;
    /** When its clock ticked last. */
    long lastTick;

    public Processor(int id) {
        this.id = id;
    }

    private static Processor[] make() {
        Processor[] all = new Processor[MOST];
        for (int id = 0; id < MOST; id++) {
            all[id] = new Processor(id);
        }
        return all;
    }

    public static Processor numbered(int id) {
        return ALL[id];
    }

    public static Processor current() {
        return (Processor) Address.object(Cpu.cpuRegister());
    }

    /** The processor that a thread runs on, ran on last, or waits to run on. */
    static Processor of(KThread thread) {
        return (Processor) Address.object(thread.processor);
    }

    /** The number of the processor that {@link #of} gives. */
    public static int numberOf(KThread thread) {
        return of(thread).id;
    }

    /** How many processors run the kernel; their numbers are the first ones. */
    public static int count() {
        return count;
    }

    /** Cycles for which it has had nothing to do. */
    public long idleCycles() {
        Sched.disablePreemption();
        long cycles = running == idle ? idle.cycles + TimeOfDay.cycles() - idle.switchedIn : idle.cycles;
        Sched.enablePreemption();
        return cycles;
    }

    /** Its element in a set of processors. */
    public long bit() {
        return 1L << id;
    }

    /** Those on which user translations are those of an MMU context. */
    public static long withContext(int context) {
        long set = 0;
        for (int id = 0; id < count; id++) {
            AddressSpace active = ALL[id].space;
            if (active != null && active.context() == context) {
                set |= 1L << id;
            }
        }
        return set;
    }

    /** The current processor runs the kernel from now on; the current thread becomes its idle thread. */
    void begin(KThread thread) {
        idle = thread;
        running = thread;
        thread.state = KThread.RUNNING;
        count++;
    }

    private boolean isIdle() {
        return running == idle && queue.best() < 0;
    }

    boolean mayRun(KThread thread) {
        return (thread.processors & bit()) != 0;
    }

    /** Where a thread waits that becomes runnable: where its cache lines are, unless that processor is busy and another is not. */
    static Processor toRun(KThread thread) {
        Processor last = of(thread);
        return count == 1 || last.isIdle() && last.mayRun(thread) ? last : choose(thread, last);
    }

    /** Of the processors on which a thread may run: where it ran last, if it is better than who runs there or there is none where it is. */
    private static Processor choose(KThread thread, Processor last) {
        Processor least = null;
        for (int id = 0; id < count; id++) {
            Processor each = ALL[id];
            if (each.mayRun(thread) && (least == null || each.priority() < least.priority())) {
                least = each;
            }
        }
        boolean mayStay = last.mayRun(thread) && (last.priority() < thread.pri || least.priority() >= thread.pri);
        return mayStay && !least.isIdle() ? last : least;
    }

    /** The best priority that runs or waits here. */
    private int priority() {
        return Math.max(running.pri, queue.best());
    }

    /** The best thread that waits for another processor and may run on this one; null if there is none. It stays where it is. */
    KThread bestElsewhere() {
        KThread best = null;
        for (int id = 0; id < count; id++) {
            KThread each = ALL[id] == this ? null : ALL[id].queue.bestFor(bit());
            if (each != null && (best == null || each.pri > best.pri)) {
                best = each;
            }
        }
        return best;
    }

    /** Asks the running thread for the processor. */
    void surrender() {
        running.pending |= ThreadContext.RESCHEDULE;
        interruptIfOther();
    }

    /** Has it look at what its thread has to do, if that is not the current one. */
    void interruptIfOther() {
        if (count > 1 && this != current()) {
            CrossCalls.attention(this);
        }
    }
}
