package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.exec.Program;
import dev.lamarck.kernel.exec.Strings;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.ChildStatus;
import dev.lamarck.kernel.process.Exec;
import dev.lamarck.kernel.process.Exit;
import dev.lamarck.kernel.process.Fork;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.process.Wait;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Processes and their threads: their making, their end, the programs they run. */
final class ProcessCalls {
    private static final long CLONE_VM_AND_VFORK = 0x4100;

    @Syscall(SyscallNumber.EXIT)
    static long exit(long status) {
        Exit.exit((int) status);
        return 0;
    }

    @Syscall(SyscallNumber.EXIT_GROUP)
    static long exitGroup(long status) {
        Exit.exitGroup((int) status);
        return 0;
    }

    @Syscall(SyscallNumber.FORK)
    static long fork() {
        return Fork.clone(0, 0, 0, 0, 0);
    }

    @Syscall(SyscallNumber.VFORK)
    static long vfork() {
        return Fork.clone(CLONE_VM_AND_VFORK, 0, 0, 0, 0);
    }

    @Syscall(SyscallNumber.CLONE)
    static long clone(long flags, @Uva long stack, @Uva long parentNumber, long threadPointer, @Uva long childNumber) {
        return Fork.clone(flags, stack, parentNumber, threadPointer, childNumber);
    }

    @Syscall(SyscallNumber.EXECVE)
    static long execve(@Uva long path, @Uva long argumentVector, @Uva long environmentVector) {
        PathName name = Paths.fromHere();
        return execute(name, Paths.get(name, path), argumentVector, environmentVector);
    }

    /** Becomes the program at a path that was got with this result. */
    static long execute(PathName name, long got, @Uva long argumentVector, @Uva long environmentVector) {
        Strings arguments = new Strings();
        Strings environment = new Strings();
        Program program = new Program();
        long error = got;
        if (error == 0) {
            error = arguments.addVector(argumentVector);
        }
        if (error == 0) {
            error = environment.addVector(environmentVector);
        }
        if (error == 0) {
            error = program.load(name, arguments, environment);
        }
        name.free();
        arguments.free();
        environment.free();
        if (error == 0 && !Exec.become(program)) {
            program.discard();
            error = -Errno.EAGAIN;
        }
        Kmem.free(program);
        return error;
    }

    /** Whose children, and which: of threads there is no difference here. */
    private static final int THREAD_OPTIONS = 0xE000_0000;

    @Syscall(SyscallNumber.WAIT4)
    static long wait4(long choice, @Uva long status, long options, @Uva long usage) {
        if (((int) options & ~(Wait.NO_HANG | Wait.STOPPED | Wait.CONTINUED | THREAD_OPTIONS)) != 0) {
            return -Errno.EINVAL;
        }
        Wait.Report report = new Wait.Report();
        long result = Wait.await((int) choice, (int) options & ~THREAD_OPTIONS | Wait.EXITED, report);
        if (result > 0 && status != 0 && UserMemory.store32(status, report.status) != 0) {
            result = -Errno.EFAULT;
        }
        if (result > 0 && usage != 0 && Times.putUsage(report.cycles, usage) != 0) {
            result = -Errno.EFAULT;
        }
        Kmem.free(report);
        return result;
    }

    // waitid's idtype_t, options and siginfo_t
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PGID = 2;
    private static final int CHANGES = Wait.STOPPED | Wait.EXITED | Wait.CONTINUED;
    private static final int INFO_BYTES = 128;
    private static final int CODE = 8;
    private static final int CHILD = 16;
    private static final int STATUS = 24;

    @Syscall(SyscallNumber.WAITID)
    static long waitid(long kind, long id, @Uva long information, long options, @Uva long usage) {
        boolean isGood = ((int) options & ~(Wait.NO_HANG | Wait.NO_WAIT | CHANGES | THREAD_OPTIONS)) == 0 && (options & CHANGES) != 0;
        if (!isGood || kind < P_ALL || kind > P_PGID || kind == P_PID && (int) id <= 0 || kind == P_PGID && (int) id < 0) {
            return -Errno.EINVAL;
        }
        int choice = kind == P_ALL ? -1 : kind == P_PID ? (int) id : (int) -id;
        Wait.Report report = new Wait.Report();
        long result = Wait.await(choice, (int) options & ~THREAD_OPTIONS, report);
        if (result >= 0 && information != 0) {
            result = putChild((int) result, report.status, information);
        }
        if (result > 0 && usage != 0) {
            result = Times.putUsage(report.cycles, usage);
        }
        Kmem.free(report);
        return Math.min(result, 0);
    }

    /** @return 0 or −EFAULT; without a child, all is 0 */
    private static int putChild(int pid, int status, @Uva long to) {
        byte[] structure = new byte[INFO_BYTES];
        if (pid > 0) {
            BigEndian.put32(structure, 0, Signal.SIGCHLD);
            BigEndian.put32(structure, CODE, ChildStatus.code(status));
            BigEndian.put32(structure, CHILD, pid);
            BigEndian.put32(structure, STATUS, ChildStatus.value(status));
        }
        int error = UserMemory.copyOut(structure, 0, to, INFO_BYTES);
        Kmem.free(structure);
        return error;
    }

    @Syscall(SyscallNumber.GETPID)
    static long getpid() {
        return Proc.current().pid;
    }

    @Syscall(SyscallNumber.GETTID)
    static long gettid() {
        return KThread.current().tid;
    }

    /** The word there is cleared, and a waiter woken, when the thread ends before others of its process. */
    @Syscall(SyscallNumber.SET_TID_ADDRESS)
    static long setTidAddress(@Uva long address) {
        KThread.current().clearedAtEnd = address;
        return KThread.current().tid;
    }

    /** The second result, in {@code %o1}, is Solaris's and not given. */
    @Syscall(SyscallNumber.GETPPID)
    static long getppid() {
        return Proc.current().parentPid;
    }

    @Syscall(SyscallNumber.GETPGRP)
    static long getpgrp() {
        return Proc.current().group;
    }

    @Syscall(SyscallNumber.GETPGID)
    static long getpgid(long pid) {
        Proc.TABLE.acquire();
        Proc process = find((int) pid);
        long group = process == null ? -Errno.ESRCH : process.group;
        Proc.TABLE.release();
        return group;
    }

    @Syscall(SyscallNumber.GETSID)
    static long getsid(long pid) {
        Proc.TABLE.acquire();
        Proc process = find((int) pid);
        long session = process == null ? -Errno.ESRCH : process.session;
        Proc.TABLE.release();
        return session;
    }

    /** For oneself or a child, into a group of one's session. */
    @Syscall(SyscallNumber.SETPGID)
    static long setpgid(long pid, long group) {
        Proc self = Proc.current();
        Proc.TABLE.acquire();
        Proc process = find((int) pid);
        long error = 0;
        if (process == null || process != self && process.parent != self) {
            error = -Errno.ESRCH;
        } else if (group < 0) {
            error = -Errno.EINVAL;
        } else if (process.session != self.session || process.session == process.pid || !isGroupOf(process, group == 0 ? process.pid : (int) group)) {
            error = -Errno.EPERM;
        } else {
            process.group = group == 0 ? process.pid : (int) group;
        }
        Proc.TABLE.release();
        return error;
    }

    /** Whether a process may be in a group: its own, or one that is in its session. The process table is locked. */
    private static boolean isGroupOf(Proc process, int group) {
        boolean is = group == process.pid;
        for (Proc each = Proc.first(); each != null && !is; each = each.next) {
            is = each.group == group && each.session == process.session;
        }
        return is;
    }

    @Syscall(SyscallNumber.SETSID)
    static long setsid() {
        Proc self = Proc.current();
        Proc.TABLE.acquire();
        boolean leads = self.group == self.pid;
        if (!leads) {
            self.group = self.pid;
            self.session = self.pid;
        }
        Proc.TABLE.release();
        return leads ? -Errno.EPERM : self.pid;
    }

    /** Zero means oneself. The process table is locked. */
    private static Proc find(int pid) {
        return pid == 0 ? Proc.current() : Proc.find(pid);
    }

    private ProcessCalls() {}
}
