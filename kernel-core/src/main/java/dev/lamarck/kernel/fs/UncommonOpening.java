package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.ProgramFiles;
import dev.lamarck.kernel.mm.Pages;

/** What few programs ask of {@code open}: a file that has no name yet, and to write to a program that runs, which is refused. A small kernel does without. */
final class UncommonOpening {
    /** O_TMPFILE, which has O_DIRECTORY in it, so that a kernel that does not know it refuses to write to a directory. */
    private static final int UNNAMED = 0x200_0000 | OpenFlags.DIRECTORY;

    static boolean isWanted(int flags) {
        return (flags & UNNAMED) == UNNAMED;
    }

    /**
     * Makes a regular file without a name on the file system of the directory that the path names; it is then in {@code pn}.
     *
     * @return 0, −EINVAL if it is not to be written to, −ENOTDIR, −EACCES, −EOPNOTSUPP, −ENOSPC
     */
    static int open(PathName pn, int flags, int mode) {
        int error = OpenFlags.writes(flags) ? Lookup.lookupname(pn, (flags & OpenFlags.NO_FOLLOW) == 0) : -Errno.EINVAL;
        if (error != 0) {
            return error;
        }
        Vnode directory = pn.take();
        pn.reset();
        error = !directory.isDirectory() ? -Errno.ENOTDIR : Permission.toEnter(directory);
        if (error == 0) {
            error = Pages.mayGive(1) ? directory.createUnnamed(pn, mode) : -Errno.ENOSPC;
        }
        directory.release();
        return error;
    }

    /** @return 0, or −ETXTBSY if the file is to be written to and runs */
    static int refusal(Vnode file, int flags) {
        boolean maySpoil = file.kind() == FileMode.REGULAR && (file.mode() & FileMode.ANY_EXECUTE) != 0 && OpenFlags.writes(flags);
        return maySpoil && ProgramFiles.isRunning(file) ? -Errno.ETXTBSY : 0;
    }

    private UncommonOpening() {}
}
