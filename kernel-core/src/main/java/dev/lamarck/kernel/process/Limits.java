package dev.lamarck.kernel.process;

import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;

/**
 * The resource limits of a process, soft and hard ({@code asm/resource.h} of sparc). Kept are: how many descriptors there may be, how long a file
 * may get by writing, how many threads a user other than the superuser may have, how long the heap, the stack and all mappings may get, how long a process may run; the others are remembered for who asks. Both numbers of one are read and written as one step, preemption being off.
 */
public final class Limits {
    public static final int CPU = 0;
    public static final int FILE_SIZE = 1;
    public static final int DATA = 2;
    public static final int STACK = 3;
    public static final int DESCRIPTORS = 6;
    public static final int PROCESSES = 7;
    public static final int SPACE = 9;
    public static final int COUNT = 16;
    /** As an unsigned number, the largest. */
    public static final long UNLIMITED = -1;

    private final long[] soft = new long[COUNT];
    private final long[] hard = new long[COUNT];

    Limits() {
        for (int i = 0; i < COUNT; i++) {
            soft[i] = UNLIMITED;
            hard[i] = UNLIMITED;
        }
        soft[STACK] = AddressSpace.STACK_LIMIT;
        soft[DESCRIPTORS] = ProcessFiles.MAX_DESCRIPTORS;
        hard[DESCRIPTORS] = ProcessFiles.MAX_DESCRIPTORS;
    }

    public long soft(int resource) {
        return soft[resource];
    }

    /** The current process's. */
    public static Limits ofCurrent() {
        return Proc.current().limits;
    }

    /** Whether there may be so much of something. */
    public boolean allows(int resource, long amount) {
        return Long.compareUnsigned(amount, soft[resource]) <= 0;
    }

    public long hard(int resource) {
        return hard[resource];
    }

    public void set(int resource, long newSoft, long newHard) {
        Sched.disablePreemption();
        soft[resource] = newSoft;
        hard[resource] = newHard;
        Sched.enablePreemption();
    }

    /** A process has run for so many seconds: SIGXCPU at its soft limit and every second behind it, SIGKILL at the hard one. At the clock's interrupt level. */
    public void charge(Proc running, long seconds) {
        if (Long.compareUnsigned(seconds, soft[CPU]) >= 0) {
            boolean isLast = Long.compareUnsigned(seconds, hard[CPU]) >= 0;
            soft[CPU] = seconds + 1;
            Signals.send(isLast ? Signal.SIGKILL : Signal.SIGXCPU, running, true);
        }
    }

    /** A child has its parent's. */
    void copy(Limits from) {
        for (int i = 0; i < COUNT; i++) {
            soft[i] = from.soft[i];
            hard[i] = from.hard[i];
        }
    }

    void free() {
        Kmem.free(soft);
        Kmem.free(hard);
        Kmem.free(this);
    }
}
