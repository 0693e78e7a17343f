package dev.lamarck.kernel.sched;

import dev.lamarck.toolchain.magic.Symbol;

/**
 * The class of ordinary programs. A thread's {@link KThread#level} follows what it does, by the {@link DispatchTable}; its priority is that level less
 * its {@link KThread#nice}.
 */
public final class TimeSharing extends SchedulingClass {
    public static final TimeSharing CLASS = new TimeSharing();
    private static final Callout UPDATE = new Update();

    private TimeSharing() {}

    /** From now on threads that wait too long are lifted. */
    static void start() {
        UPDATE.setAfter(Clock.TICKS_PER_SECOND);
    }

    /** A new thread's place, if it inherits none. */
    public void enter(KThread thread) {
        thread.schedulingClass = this;
        thread.level = DispatchTable.MIDDLE;
        thread.ownPriority = priority(thread);
        thread.pri = thread.ownPriority;
    }

    private static int priority(KThread thread) {
        return Math.max(0, Math.min(DispatchTable.LEVELS - 1, thread.level - thread.nice));
    }

    @Override
    public int quantum(KThread thread) {
        return DispatchTable.quantum(thread.level);
    }

    /** Who stays beyond his quantum, as nobody could have the processor at once, pays once. */
    @Override
    @Symbol("ts_tick")
    boolean tick(KThread running) {
        running.quantum--;
        if (running.quantum == 0) {
            running.waits = 0;
            change(running, DispatchTable.expired(running.level));
        }
        return running.quantum <= 0;
    }

    /** What is left of its quantum stays, as far as the new level has so much: who sleeps often and computes much sinks all the same. */
    @Override
    @Symbol("ts_sleep")
    void sleep(KThread thread) {
        thread.waits = 0;
        change(thread, DispatchTable.slept(thread.level));
        thread.quantum = Math.min(thread.quantum, quantum(thread));
    }

    @Override
    @Symbol("ts_renice")
    void renice(KThread thread) {
        change(thread, thread.level);
    }

    private static void change(KThread thread, int level) {
        thread.level = level;
        Sched.setOwnPriority(thread, priority(thread));
    }

    /** At the turn of a second: lifts those who were found waiting too often, without having had a whole quantum. */
    @Symbol("ts_update")
    static void update() {
        for (KThread each = Sched.threads(); each != null; each = each.next) {
            if (each.state == KThread.RUNNABLE && each.schedulingClass == CLASS) {
                each.waits++;
                if (each.waits > DispatchTable.mostWaits(each.level)) {
                    each.waits = 0;
                    change(each, DispatchTable.lifted(each.level));
                }
            }
        }
    }

    private static final class Update extends Callout {
        @Override
        void call() {
            update();
            setAfter(Clock.TICKS_PER_SECOND);
        }
    }
}
