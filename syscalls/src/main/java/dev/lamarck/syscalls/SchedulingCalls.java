package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.FixedPriority;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.SchedulingClass;
import dev.lamarck.kernel.sched.TimeSharing;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Which class a thread is scheduled by, how, and where. Numbers are of threads, as on Linux; 0 is the current one. */
final class SchedulingCalls {
    // Policies
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RR = 2;

    @Syscall(SyscallNumber.SCHED_YIELD)
    static long schedYield() {
        Sched.yield();
        return 0;
    }

    @Syscall(SyscallNumber.SCHED_SETSCHEDULER)
    static long schedSetscheduler(long tid, long policy, @Uva long parameter) {
        if ((int) policy < SCHED_OTHER || (int) policy > SCHED_RR) {
            return -Errno.EINVAL;
        }
        return schedule((int) tid, (int) policy, parameter);
    }

    @Syscall(SyscallNumber.SCHED_SETPARAM)
    static long schedSetparam(long tid, @Uva long parameter) {
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        int policy = thread == null ? -Errno.ESRCH : policy(thread);
        Proc.TABLE.release();
        return policy < 0 ? policy : schedule((int) tid, policy, parameter);
    }

    private static long schedule(int tid, int policy, @Uva long parameter) {
        if (parameter == 0 || tid < 0) {
            return -Errno.EINVAL;
        }
        byte[] structure = new byte[Integer.BYTES];
        int unread = UserMemory.copyIn(parameter, structure, 0, Integer.BYTES);
        int priority = BigEndian.get32(structure, 0);
        Kmem.free(structure);
        if (unread != 0) {
            return unread;
        }
        if (policy == SCHED_OTHER ? priority != 0 : priority < 1 || priority > FixedPriority.MOST_REAL_TIME) {
            return -Errno.EINVAL;
        }
        Proc.TABLE.acquire();
        KThread thread = find(tid);
        int error = thread == null ? -Errno.ESRCH : policy != SCHED_OTHER && !Proc.current().isSuperuser() || !mayChange(thread) ? -Errno.EPERM : 0;
        if (error == 0) {
            Sched.schedule(thread, scheduledBy(policy), policy == SCHED_OTHER ? 0 : FixedPriority.realTime(priority));
        }
        Proc.TABLE.release();
        return error;
    }

    private static SchedulingClass scheduledBy(int policy) {
        return policy == SCHED_FIFO ? FixedPriority.FIRST_COME : policy == SCHED_RR ? FixedPriority.ROUND_ROBIN : TimeSharing.CLASS;
    }

    private static int policy(KThread thread) {
        return thread.schedulingClass == FixedPriority.FIRST_COME ? SCHED_FIFO
                : thread.schedulingClass == FixedPriority.ROUND_ROBIN ? SCHED_RR : SCHED_OTHER;
    }

    @Syscall(SyscallNumber.SCHED_GETSCHEDULER)
    static long schedGetscheduler(long tid) {
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        long result = thread == null ? -Errno.ESRCH : policy(thread);
        Proc.TABLE.release();
        return result;
    }

    @Syscall(SyscallNumber.SCHED_GETPARAM)
    static long schedGetparam(long tid, @Uva long to) {
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        int priority = thread == null ? -Errno.ESRCH : FixedPriority.realTimeOf(thread);
        Proc.TABLE.release();
        return priority < 0 ? priority : UserMemory.store32(to, priority);
    }

    @Syscall(SyscallNumber.SCHED_GET_PRIORITY_MAX)
    static long schedGetPriorityMax(long policy) {
        return isPolicy(policy) ? policy == SCHED_OTHER ? 0 : FixedPriority.MOST_REAL_TIME : -Errno.EINVAL;
    }

    @Syscall(SyscallNumber.SCHED_GET_PRIORITY_MIN)
    static long schedGetPriorityMin(long policy) {
        return isPolicy(policy) ? policy == SCHED_OTHER ? 0 : 1 : -Errno.EINVAL;
    }

    private static boolean isPolicy(long policy) {
        return policy >= SCHED_OTHER && policy <= SCHED_RR;
    }

    /** The quantum of a thread that has one by its class; 0 of one that runs as long as it likes. */
    @Syscall(SyscallNumber.SCHED_RR_GET_INTERVAL)
    static long schedRrGetInterval(long tid, @Uva long to) {
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        int ticks = thread == null ? -Errno.ESRCH : policy(thread) == SCHED_FIFO ? 0 : thread.schedulingClass.quantum(thread);
        Proc.TABLE.release();
        return ticks < 0 ? ticks : Times.putTimespec(0, ticks * (Times.NANOSECONDS / Clock.TICKS_PER_SECOND), to);
    }

    @Syscall(SyscallNumber.SCHED_SETAFFINITY)
    static long schedSetaffinity(long tid, long bytes, @Uva long from) {
        if (bytes < Long.BYTES) {
            return -Errno.EINVAL;
        }
        byte[] set = new byte[Long.BYTES];
        int error = UserMemory.copyIn(from, set, 0, Long.BYTES);
        long wanted = BigEndian.get64(set, 0) & present();
        Kmem.free(set);
        if (error != 0) {
            return error;
        }
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        error = thread == null ? -Errno.ESRCH : !mayChange(thread) ? -Errno.EPERM : wanted == 0 ? -Errno.EINVAL : 0;
        if (error == 0) {
            Sched.restrict(thread, wanted);
        }
        Proc.TABLE.release();
        return error;
    }

    /** The size of the set. */
    @Syscall(SyscallNumber.SCHED_GETAFFINITY)
    static long schedGetaffinity(long tid, long bytes, @Uva long to) {
        Proc.TABLE.acquire();
        KThread thread = find((int) tid);
        long set = thread == null ? 0 : thread.processors & present();
        Proc.TABLE.release();
        if (set == 0) {
            return -Errno.ESRCH;
        }
        if (bytes < Long.BYTES || (bytes & Long.BYTES - 1) != 0) {
            return -Errno.EINVAL;
        }
        int error = UserMemory.store64(to, set);
        return error == 0 ? Long.BYTES : error;
    }

    /** The processors that there are. */
    private static long present() {
        return (1L << Processor.count()) - 1;
    }

    // getpriority and setpriority: whose
    private static final int PRIO_PROCESS = 0;
    private static final int PRIO_PGRP = 1;
    private static final int PRIO_USER = 2;
    private static final int NICEST = 19;
    private static final int LEAST_NICE = -20;
    /** What the system call gives for nice 0, so that no result is negative. */
    private static final int NICE_ZERO = 20;

    /** The nice value of the current thread changes by so much. */
    @Syscall(SyscallNumber.NICE)
    static long nice(long increment) {
        long wanted = KThread.current().nice + Math.max(-2 * NICE_ZERO, Math.min(2 * NICE_ZERO, increment));
        long error = setpriority(PRIO_PROCESS, 0, wanted);
        return error == -Errno.EACCES ? -Errno.EPERM : error;
    }

    /** Of all that are meant, the least nice. */
    @Syscall(SyscallNumber.GETPRIORITY)
    static long getpriority(long kind, long who) {
        if (kind < PRIO_PROCESS || kind > PRIO_USER) {
            return -Errno.EINVAL;
        }
        long result = -Errno.ESRCH;
        Proc.TABLE.acquire();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            for (KThread thread = each.thread; thread != null; thread = thread.nextOfProcess) {
                if (isMeant(thread, (int) kind, (int) who)) {
                    result = Math.max(result, NICE_ZERO - thread.nice);
                }
            }
        }
        Proc.TABLE.release();
        return result;
    }

    /** Only the superuser makes anyone less nice. */
    @Syscall(SyscallNumber.SETPRIORITY)
    static long setpriority(long kind, long who, long nice) {
        if (kind < PRIO_PROCESS || kind > PRIO_USER) {
            return -Errno.EINVAL;
        }
        int wanted = Math.max(LEAST_NICE, Math.min(NICEST, (int) nice));
        long result = -Errno.ESRCH;
        Proc.TABLE.acquire();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            for (KThread thread = each.thread; thread != null; thread = thread.nextOfProcess) {
                if (isMeant(thread, (int) kind, (int) who)) {
                    int error = renice(thread, wanted);
                    result = error != 0 || result == -Errno.ESRCH ? error : result;
                }
            }
        }
        Proc.TABLE.release();
        return result;
    }

    private static int renice(KThread thread, int wanted) {
        if (!mayChange(thread)) {
            return -Errno.EPERM;
        }
        if (wanted < thread.nice && !Proc.current().isSuperuser()) {
            return -Errno.EACCES;
        }
        Sched.setNice(thread, wanted);
        return 0;
    }

    private static boolean isMeant(KThread thread, int kind, int who) {
        Proc self = Proc.current();
        return switch (kind) {
            case PRIO_PROCESS -> who == 0 ? thread == KThread.current() : thread.tid == who;
            case PRIO_PGRP -> thread.proc.group == (who == 0 ? self.group : who);
            default -> thread.proc.uid == (who == 0 ? self.uid : who);
        };
    }

    /** Whether the current process may change another's scheduling: its user is the other's, or the superuser. */
    private static boolean mayChange(KThread thread) {
        Proc self = Proc.current();
        return self.isSuperuser() || self.euid == thread.proc.uid || self.euid == thread.proc.euid;
    }

    /** The process table is locked. */
    private static KThread find(int tid) {
        return tid == 0 ? KThread.current() : Proc.anyThread(tid);
    }

    private SchedulingCalls() {}
}
