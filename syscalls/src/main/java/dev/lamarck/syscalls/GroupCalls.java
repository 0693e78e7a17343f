package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** The groups a process acts for: kept, told and inherited; files are asked for by them, and new ones are their maker's group's. */
final class GroupCalls {
    private static final int UNCHANGED = -1;
    private static final int MOST = 256;

    @Syscall(SyscallNumber.GETGID)
    static long getgid() {
        return Proc.current().gid;
    }

    @Syscall(SyscallNumber.GETEGID)
    static long getegid() {
        return Proc.current().egid;
    }

    /** The superuser changes all three; others the effective one, to the real or the saved one. */
    @Syscall(SyscallNumber.SETGID)
    static long setgid(long group) {
        Proc self = Proc.current();
        return self.isSuperuser() ? setresgid(group, group, group) : setresgid(UNCHANGED, group, UNCHANGED);
    }

    /** The saved one follows the effective if the real one is set or the two differ then. */
    @Syscall(SyscallNumber.SETREGID)
    static long setregid(long real, long effective) {
        Proc self = Proc.current();
        boolean follows = (int) real != UNCHANGED || (int) effective != UNCHANGED && (int) effective != self.gid;
        long error = setresgid(real, effective, UNCHANGED);
        if (error == 0 && follows) {
            self.sgid = self.egid;
        }
        return error;
    }

    @Syscall(SyscallNumber.GETRESGID)
    static long getresgid(@Uva long real, @Uva long effective, @Uva long saved) {
        Proc self = Proc.current();
        boolean isPut = UserMemory.store32(real, self.gid) == 0 && UserMemory.store32(effective, self.egid) == 0 && UserMemory.store32(saved, self.sgid) == 0;
        return isPut ? 0 : -Errno.EFAULT;
    }

    @Syscall(SyscallNumber.SETRESGID)
    static long setresgid(long real, long effective, long saved) {
        if (!mayBe((int) real) || !mayBe((int) effective) || !mayBe((int) saved)) {
            return -Errno.EPERM;
        }
        Proc self = Proc.current();
        self.gid = chosen((int) real, self.gid);
        self.egid = chosen((int) effective, self.egid);
        self.sgid = chosen((int) saved, self.sgid);
        return 0;
    }

    private static boolean mayBe(int wanted) {
        Proc self = Proc.current();
        return wanted == UNCHANGED || wanted == self.gid || wanted == self.egid || wanted == self.sgid || self.isSuperuser();
    }

    private static int chosen(int wanted, int now) {
        return wanted == UNCHANGED ? now : wanted;
    }

    /** How many there are; with room 0 nothing more is asked. */
    @Syscall(SyscallNumber.GETGROUPS)
    static long getgroups(long room, @Uva long to) {
        int[] groups = Proc.current().groups;
        int count = groups == null ? 0 : groups.length;
        if ((int) room < 0 || (int) room > 0 && (int) room < count) {
            return -Errno.EINVAL;
        }
        int error = 0;
        for (int i = 0; (int) room > 0 && i < count && error == 0; i++) {
            error = UserMemory.store32(to + (long) i * Integer.BYTES, groups[i]);
        }
        return error == 0 ? count : error;
    }

    @Syscall(SyscallNumber.SETGROUPS)
    static long setgroups(long count, @Uva long from) {
        Proc self = Proc.current();
        if (!self.isSuperuser()) {
            return -Errno.EPERM;
        }
        if ((int) count < 0 || (int) count > MOST) {
            return -Errno.EINVAL;
        }
        byte[] given = new byte[(int) count * Integer.BYTES];
        int error = UserMemory.copyIn(from, given, 0, given.length);
        if (error == 0) {
            int[] groups = new int[(int) count];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = BigEndian.get32(given, i * Integer.BYTES);
            }
            if (self.groups != null) {
                Kmem.free(self.groups);
            }
            self.groups = groups;
        }
        Kmem.free(given);
        return error;
    }

    private GroupCalls() {}
}
