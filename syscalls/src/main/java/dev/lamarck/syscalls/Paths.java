package dev.lamarck.syscalls;

import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Uva;

/** Paths as arguments, with the directory where a relative one begins. */
final class Paths {
    /** AT_FDCWD */
    static final int CURRENT_DIRECTORY = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_SYMLINK_FOLLOW = 0x400;
    static final int AT_EMPTY_PATH = 0x1000;

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

    /** Lets an empty path have found the descriptor's own file; others are not touched. */
    static void findDescriptor(PathName name, int descriptor) {
        if (!name.isEmpty()) {
            return;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = descriptor == CURRENT_DIRECTORY ? null : files.get(descriptor);
        if (descriptor == CURRENT_DIRECTORY) {
            name.found(files.directory());
        } else if (file != null) {
            file.vnode().hold();
            name.found(file.vnode());
        }
        files.release(file);
    }

    /** The file of a path, with the flags of the calls that end in {@code at}; of an empty path, if they say so, the descriptor's. @return 0 or an error */
    static long find(PathName name, int descriptor, @Uva long path, long flags) {
        long error = get(name, path);
        if (error == 0 && (flags & AT_EMPTY_PATH) != 0) {
            findDescriptor(name, descriptor);
        }
        return error == 0 && name.vnode() == null ? Lookup.lookupname(name, (flags & AT_SYMLINK_NOFOLLOW) == 0) : error;
    }

    private Paths() {}
}
