package dev.lamarck.syscalls;

import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Uva;

/** Paths as arguments, with the directory where a relative one begins. */
final class Paths {
    /** AT_FDCWD */
    static final int CURRENT_DIRECTORY = -100;

    /** A path yet to be got; {@link #get} tells if the descriptor is no good. */
    static PathName from(int directory) {
        ProcessFiles files = Proc.current().files;
        if (directory == CURRENT_DIRECTORY) {
            return PathName.from(files);
        }
        OpenFile file = files.get(directory);
        PathName name = new PathName(file == null ? null : file.vnode());
        files.release(file);
        return name;
    }

    /** A path from the current directory. */
    static PathName fromHere() {
        return from(CURRENT_DIRECTORY);
    }

    /** Copies the path in. @return 0, −EFAULT, −ENAMETOOLONG; −EBADF or −ENOTDIR for a relative path without a directory */
    static long get(PathName name, @Uva long path) {
        int error = name.get(path);
        return error != 0 ? error : name.checkOrigin();
    }

    private Paths() {}
}
