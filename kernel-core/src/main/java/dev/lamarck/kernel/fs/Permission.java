package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * Who may do what with a file, by the bits of its mode (POSIX.1-2017, 4.5): its owner's for its owner, its group's for who is in that, the others' for the others,
 * the first that apply alone. The superuser may do everything but execute what nobody may; and so may the kernel before there are processes.
 */
public final class Permission {
    /** Of a directory: to search it. */
    public static final int EXECUTE = 1;
    public static final int WRITE = 2;
    public static final int READ = 4;
    public static final int ALL = READ | WRITE | EXECUTE;

    private static final int CLASS_BITS = 3;
    /** Of a directory: names are removed by their files' owners and its own. */
    private static final int STICKY = 0x200;
    private static final int SET_GROUP = 0x400;

    /** Whether the current process may do all this, as its effective user and group. @return 0 or −EACCES */
    @Symbol("vn_access")
    public static int check(Vnode file, int wanted) {
        Proc self = Proc.current();
        return self == null ? 0 : check(self, self.euid, self.egid, file, wanted);
    }

    /** The same for its real ones. */
    public static int checkReal(Vnode file, int wanted) {
        Proc self = Proc.current();
        return check(self, self.uid, self.gid, file, wanted);
    }

    private static int check(Proc self, int user, int group, Vnode file, int wanted) {
        int bits = file.mode();
        if (user == 0) {
            bits = file.isDirectory() || (bits & FileMode.ANY_EXECUTE) != 0 ? ALL : READ | WRITE;
        } else if (user == file.owner()) {
            bits >>= 2 * CLASS_BITS;
        } else if (group == file.group() || self.isInOtherGroup(file.group())) {
            bits >>= CLASS_BITS;
        }
        return (wanted & ~bits) == 0 ? 0 : -Errno.EACCES;
    }

    /** Whether names may be looked up in a directory; other files have none to look up. */
    static int toSearch(Vnode directory) {
        return directory.isDirectory() ? check(directory, EXECUTE) : 0;
    }

    static int toOpen(Vnode file, int flags) {
        return check(file, (OpenFlags.reads(flags) ? READ : 0) | (OpenFlags.writes(flags) ? WRITE : 0));
    }

    /** Whether names may be entered in a directory. */
    static int toEnter(Vnode directory) {
        return check(directory, WRITE | EXECUTE);
    }

    /** Whether a file's name may be taken out of a directory. @return 0, −EACCES, or −EPERM */
    static int toRemove(Vnode directory, Vnode file) {
        int error = toEnter(directory);
        boolean isKept = error == 0 && (directory.mode() & STICKY) != 0 && !isOwn(file) && !isOwn(directory);
        return isKept ? -Errno.EPERM : error;
    }

    /** Whose a new file is. */
    public static int user() {
        Proc self = Proc.current();
        return self == null ? 0 : self.euid;
    }

    public static int group() {
        Proc self = Proc.current();
        return self == null ? 0 : self.egid;
    }

    /** Of a new file in a directory, which may give its own group to all that is in it. */
    public static int groupIn(Vnode directory) {
        return (directory.mode() & SET_GROUP) != 0 ? directory.group() : group();
    }

    /** The mode of a new file in a directory: another directory is like it in whose files are. */
    public static int modeIn(Vnode directory, int mode) {
        return (mode & FileMode.KIND) == FileMode.DIRECTORY ? mode | directory.mode() & SET_GROUP : mode;
    }

    /** Whether the current process acts for a file's owner or the superuser. */
    public static boolean isOwn(Vnode file) {
        int user = user();
        return user == 0 || user == file.owner();
    }

    private Permission() {}
}
