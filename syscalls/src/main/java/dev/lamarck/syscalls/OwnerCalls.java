package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Whose files are: recorded and told, but nobody is kept from a file by it. The superuser gives files away; others may change nothing. */
final class OwnerCalls {
    private static final int UNCHANGED = -1;

    @Syscall(SyscallNumber.CHOWN)
    static long chown(@Uva long path, long user, long group) {
        return fchownat(Paths.CURRENT_DIRECTORY, path, user, group, 0);
    }

    @Syscall(SyscallNumber.LCHOWN)
    static long lchown(@Uva long path, long user, long group) {
        return fchownat(Paths.CURRENT_DIRECTORY, path, user, group, Paths.AT_SYMLINK_NOFOLLOW);
    }

    @Syscall(SyscallNumber.FCHOWNAT)
    static long fchownat(long directory, @Uva long path, long user, long group, long flags) {
        if ((flags & ~(Paths.AT_SYMLINK_NOFOLLOW | Paths.AT_EMPTY_PATH)) != 0) {
            return -Errno.EINVAL;
        }
        PathName name = Paths.from((int) directory);
        long error = Paths.find(name, (int) directory, path, flags);
        if (error == 0) {
            error = give(name.vnode(), (int) user, (int) group);
        }
        name.free();
        return error;
    }

    @Syscall(SyscallNumber.FCHOWN)
    static long fchown(long descriptor, long user, long group) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        long error = file == null ? -Errno.EBADF : give(file.vnode(), (int) user, (int) group);
        files.release(file);
        return error;
    }

    private static long give(Vnode file, int user, int group) {
        int owner = user == UNCHANGED ? file.owner() : user;
        int users = group == UNCHANGED ? file.group() : group;
        Proc self = Proc.current();
        boolean isOwnGroup = users == file.group() || users == self.egid || self.isInOtherGroup(users);
        if (!self.isSuperuser() && (owner != file.owner() || !isOwnGroup || self.euid != owner && (user != UNCHANGED || group != UNCHANGED))) {
            return -Errno.EPERM;
        }
        file.setOwner(owner, users);
        return 0;
    }

    private OwnerCalls() {}
}
