package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;

/** The users a process acts for, by the rules of Linux 2.0. Only sending signals asks for them: files are everyone's. */
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

    private UserCalls() {}
}
