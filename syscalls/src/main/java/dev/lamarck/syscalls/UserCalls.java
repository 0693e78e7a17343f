package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The users a process acts for, by the rules of Linux 2.0. Sending signals asks for them, and so do files. */
final class UserCalls {
    private static final int UNCHANGED = -1;

    @Syscall(SyscallNumber.GETUID)
    static long getuid() {
        return Proc.current().uid;
    }

    @Syscall(SyscallNumber.GETEUID)
    static long geteuid() {
        return Proc.current().euid;
    }

    /** The superuser changes all three for good; others only the effective one, to the real or the saved one. */
    @Syscall(SyscallNumber.SETUID)
    static long setuid(long user) {
        Proc self = Proc.current();
        int wanted = (int) user;
        if (self.isSuperuser()) {
            self.uid = wanted;
            self.suid = wanted;
        } else if (wanted != self.uid && wanted != self.suid) {
            return -Errno.EPERM;
        }
        self.euid = wanted;
        return 0;
    }

    /** Real and effective user, −1 to leave one. The saved one follows the effective if the real one is set or the two differ then. */
    @Syscall(SyscallNumber.SETREUID)
    static long setreuid(long real, long effective) {
        Proc self = Proc.current();
        int uid = (int) real == UNCHANGED ? self.uid : (int) real;
        int euid = (int) effective == UNCHANGED ? self.euid : (int) effective;
        boolean mayChangeReal = uid == self.uid || uid == self.euid || self.isSuperuser();
        boolean mayChangeEffective = euid == self.euid || euid == self.uid || euid == self.suid || self.isSuperuser();
        if (!mayChangeReal || !mayChangeEffective) {
            return -Errno.EPERM;
        }
        if ((int) real != UNCHANGED || (int) effective != UNCHANGED && euid != self.uid) {
            self.suid = euid;
        }
        self.uid = uid;
        self.euid = euid;
        return 0;
    }

    @Syscall(SyscallNumber.GETRESUID)
    static long getresuid(@Uva long real, @Uva long effective, @Uva long saved) {
        Proc self = Proc.current();
        return putThree(self.uid, real, self.euid, effective, self.suid, saved);
    }

    /** Each to one of the three, −1 to leave it; the superuser's to any. */
    @Syscall(SyscallNumber.SETRESUID)
    static long setresuid(long real, long effective, long saved) {
        Proc self = Proc.current();
        if (!isOneOf((int) real, self.uid, self.euid, self.suid) || !isOneOf((int) effective, self.uid, self.euid, self.suid)
                || !isOneOf((int) saved, self.uid, self.euid, self.suid)) {
            return -Errno.EPERM;
        }
        self.uid = chosen((int) real, self.uid);
        self.euid = chosen((int) effective, self.euid);
        self.suid = chosen((int) saved, self.suid);
        return 0;
    }

    private static boolean isOneOf(int wanted, int real, int effective, int saved) {
        return wanted == UNCHANGED || wanted == real || wanted == effective || wanted == saved || Proc.current().isSuperuser();
    }

    private static int chosen(int wanted, int now) {
        return wanted == UNCHANGED ? now : wanted;
    }

    private static long putThree(int real, @Uva long toReal, int effective, @Uva long toEffective, int saved, @Uva long toSaved) {
        boolean isPut = UserMemory.store32(toReal, real) == 0 && UserMemory.store32(toEffective, effective) == 0 && UserMemory.store32(toSaved, saved) == 0;
        return isPut ? 0 : -Errno.EFAULT;
    }

    private UserCalls() {}
}
