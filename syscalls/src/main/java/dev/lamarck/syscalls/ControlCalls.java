package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** What is Linux's own: what a process says about itself, where it runs, what others have to see, programs by descriptor. */
final class ControlCalls {
    // linux/prctl.h
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_GET_PDEATHSIG = 2;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_GET_KEEPCAPS = 7;
    private static final int PR_SET_NAME = 15;
    private static final int PR_GET_NAME = 16;
    private static final int PR_GET_SECCOMP = 21;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_GET_NO_NEW_PRIVS = 39;

    @Syscall(SyscallNumber.PRCTL)
    static long prctl(long option, long a, long b, long c, long d) {
        Proc self = Proc.current();
        return switch ((int) option) {
            case PR_SET_PDEATHSIG -> setDeathSignal(self, a);
            case PR_GET_PDEATHSIG -> UserMemory.store32(a, self.deathSignal);
            case PR_GET_DUMPABLE -> self.isUndumpable ? 0 : 1;
            case PR_SET_DUMPABLE -> setDumpable(self, a);
            case PR_GET_KEEPCAPS, PR_GET_SECCOMP -> 0;
            case PR_SET_NAME -> setName(a);
            case PR_GET_NAME -> getName(a);
            case PR_SET_NO_NEW_PRIVS -> setNoNewPrivileges(self, a, b | c | d);
            case PR_GET_NO_NEW_PRIVS -> (a | b | c | d) != 0 ? -Errno.EINVAL : self.hasNoNewPrivileges ? 1 : 0;
            default -> -Errno.EINVAL;
        };
    }

    private static long setDeathSignal(Proc self, long signal) {
        if (signal < 0 || signal > Signal.COUNT) {
            return -Errno.EINVAL;
        }
        self.deathSignal = (int) signal;
        return 0;
    }

    private static long setDumpable(Proc self, long value) {
        if (value != 0 && value != 1) {
            return -Errno.EINVAL;
        }
        self.isUndumpable = value == 0;
        return 0;
    }

    private static long setNoNewPrivileges(Proc self, long value, long rest) {
        if (value != 1 || rest != 0) {
            return -Errno.EINVAL;
        }
        self.hasNoNewPrivileges = true;
        return 0;
    }

    /** A thread's name, its NUL included. */
    private static final int NAME_BYTES = 16;

    /** The first fifteen bytes of a string. */
    private static long setName(@Uva long from) {
        byte[] name = new byte[NAME_BYTES];
        int length = UserMemory.copyInString(from, name);
        if (length != -Errno.EFAULT) {
            Bytes.fill(name, length < 0 ? NAME_BYTES - 1 : length, NAME_BYTES, 0);
            KThread.current().label = BigEndian.get64(name, 0);
            KThread.current().labelRest = BigEndian.get64(name, NAME_BYTES / 2);
        }
        Kmem.free(name);
        return length == -Errno.EFAULT ? length : 0;
    }

    /** Its own, or that of its program's file. */
    private static long getName(@Uva long to) {
        KThread self = KThread.current();
        byte[] name = new byte[NAME_BYTES];
        if (self.label != 0) {
            BigEndian.put64(name, 0, self.label);
            BigEndian.put64(name, NAME_BYTES / 2, self.labelRest);
        } else {
            byte[] path = self.proc.executablePath;
            int from = path.length;
            while (from > 0 && path[from - 1] != '/') {
                from--;
            }
            Bytes.copy(path, from, name, 0, Math.min(NAME_BYTES - 1, path.length - from));
        }
        int error = UserMemory.copyOut(name, 0, to, NAME_BYTES);
        Kmem.free(name);
        return error;
    }

    /** Asks for the one at hand. */
    private static final long NO_CHANGE = 0xFFFF_FFFFL;

    /** Remembered and passed on; there is one personality. @return the one before */
    @Syscall(SyscallNumber.PERSONALITY)
    static long personality(long wish) {
        Proc self = Proc.current();
        int before = self.personality;
        if ((wish & NO_CHANGE) != NO_CHANGE) {
            self.personality = (int) wish;
        }
        return before & NO_CHANGE;
    }

    /** There is one memory for all processors. */
    @Syscall(SyscallNumber.GETCPU)
    static long getcpu(@Uva long processor, @Uva long node) {
        int error = processor == 0 ? 0 : UserMemory.store32(processor, Processor.current().id);
        return error == 0 && node != 0 ? UserMemory.store32(node, 0) : error;
    }

    // linux/membarrier.h
    private static final int QUERY = 0;
    private static final int PRIVATE_EXPEDITED = 8;
    private static final int REGISTER_PRIVATE_EXPEDITED = 16;

    /** Interrupts the processors that run in the process's memory; an interrupt is a barrier. */
    @Syscall(SyscallNumber.MEMBARRIER)
    static long membarrier(long command, long flags) {
        Proc self = Proc.current();
        if (flags != 0) {
            return -Errno.EINVAL;
        }
        return switch ((int) command) {
            case QUERY -> PRIVATE_EXPEDITED | REGISTER_PRIVATE_EXPEDITED;
            case REGISTER_PRIVATE_EXPEDITED -> {
                self.wantsBarriers = true;
                yield 0;
            }
            case PRIVATE_EXPEDITED -> self.wantsBarriers ? interruptAll(self.space.context()) : -Errno.EPERM;
            default -> -Errno.EINVAL;
        };
    }

    /** By demapping page 0, which nobody has. */
    private static long interruptAll(int context) {
        Mmu.hardware.demapPage(0, context, Processor.withContext(context));
        return 0;
    }

    @Syscall(SyscallNumber.EXECVEAT)
    static long execveat(long directory, @Uva long path, @Uva long arguments, @Uva long environment, long flags) {
        if ((flags & ~(Paths.AT_EMPTY_PATH | Paths.AT_SYMLINK_NOFOLLOW)) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0 && FileMode.SYMBOLIC_LINK == name.vnode().kind()) {
            error = -Errno.ELOOP;
        }
        return ProcessCalls.execute(name, error, arguments, environment);
    }

    /** For the superuser. Who has the system's root does not see that another process has not. */
    @Syscall(SyscallNumber.CHROOT)
    static long chroot(@Uva long path) {
        PathName name = Paths.fromHere();
        long error = Paths.get(name, path);
        if (error == 0) {
            error = Lookup.lookupname(name, true);
        }
        if (error == 0) {
            error = !name.vnode().isDirectory() ? -Errno.ENOTDIR : Permission.check(name.vnode(), Permission.EXECUTE) != 0 ? -Errno.EACCES
                    : Proc.current().isSuperuser() ? 0 : -Errno.EPERM;
        }
        if (error == 0) {
            Proc.current().files.setRoot(name.take());
        }
        name.free();
        return error;
    }

    private ControlCalls() {}
}
