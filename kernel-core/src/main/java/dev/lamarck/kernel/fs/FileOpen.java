package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.fifo.Pipe;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Symbol;

/** Opening and creating files. */
public final class FileOpen {
    /** Opens a file; its descriptor. The path stays the caller's. */
    @Symbol("copen")
    public static int copen(ProcessFiles files, PathName pn, int flags, int mode) {
        int descriptor = files.falloc(0);
        if (descriptor < 0) {
            return descriptor;
        }
        int made = mode & ~files.creationMask();
        int error = UncommonOpening.isWanted(flags) ? UncommonOpening.open(pn, flags, made) : vnOpen(pn, flags, made);
        if (error != 0) {
            files.unreserve(descriptor);
            return error;
        }
        files.install(descriptor, new OpenFile(pn.take(), pn.takeDirectory(), flags), (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
        return descriptor;
    }

    /** Finds or creates a file and readies it; its vnode is then in {@code pn}. */
    @Symbol("vn_open")
    static int vnOpen(PathName pn, int flags, int mode) {
        int error = (flags & OpenFlags.CREATE) != 0
                ? vnCreate(pn, flags, mode)
                : Lookup.lookupname(pn, (flags & OpenFlags.NO_FOLLOW) == 0);
        if (error == 0) {
            error = refusal(pn.vnode, flags);
        }
        if (error == 0 && (flags & OpenFlags.CREATE) == 0) {
            error = Permission.toOpen(pn.vnode, flags);
        }
        if (error == 0 && (flags & OpenFlags.CREATE) == 0 && truncates(pn.vnode, flags)) {
            error = pn.vnode.truncate(0);
        }
        if (error == 0) {
            error = pn.vnode.open(flags);
        }
        if (error == 0) {
            error = takeClone(pn);
        }
        if (error != 0) {
            pn.reset();
        }
        return error;
    }

    /** What has been opened may be another file than the one that was found, if that is a device that makes one for each who opens it. */
    private static int takeClone(PathName pn) {
        Vnode opened = pn.vnode.opened();
        if (opened != pn.vnode) {
            pn.vnode.release();
            pn.vnode = opened;
        }
        return opened == null ? -Errno.ENOSPC : 0;
    }

    /** Finds a file or creates it; its vnode is then in {@code pn}. */
    @Symbol("vn_create")
    public static int vnCreate(PathName pn, int flags, int mode) {
        boolean exclusive = (flags & OpenFlags.EXCLUSIVE) != 0;
        while (true) {
            int error = Lookup.lookuppn(pn, !exclusive && (flags & OpenFlags.NO_FOLLOW) == 0);
            if (error != 0) {
                return error;
            }
            if (pn.vnode != null) {
                return exclusive ? -Errno.EEXIST : readyExisting(pn, flags, mode);
            }
            if (pn.endsWithSlash()) {
                return -Errno.EISDIR;
            }
            error = Permission.toEnter(pn.directory);
            if (error != 0) {
                return error;
            }
            if (!Pages.mayGive(1)) {
                return -Errno.ENOSPC;
            }
            error = pn.directory.create(pn, FileMode.REGULAR | mode & FileMode.PERMISSIONS);
            if (error != -Errno.EEXIST) {
                return error;
            }
            if (pn.metLinks()) {
                return -Errno.ENOENT;
            }
            pn.rewind();
        }
    }

    private static int readyExisting(PathName pn, int flags, int mode) {
        int error = refusal(pn.vnode, flags);
        if (error == 0) {
            error = Permission.toOpen(pn.vnode, flags);
        }
        return error == 0 && truncates(pn.vnode, flags) ? pn.directory.create(pn, mode) : error;
    }

    /** Makes a pipe; {@code ends} gets the descriptors of the reading and the writing end. */
    @Symbol("do_pipe")
    public static int pipe(ProcessFiles files, int flags, int[] ends) {
        int reading = files.falloc(0);
        int writing = reading < 0 ? reading : files.falloc(0);
        Pipe pipe = Pipe.anonymous();
        int error = writing < 0 ? writing : pipe.attach(OpenFlags.READ_WRITE);
        if (error != 0) {
            if (reading >= 0) {
                files.unreserve(reading);
            }
            if (writing >= 0) {
                files.unreserve(writing);
            }
            pipe.release();
            return error;
        }
        pipe.hold();
        boolean closesOnExec = (flags & OpenFlags.CLOSE_ON_EXEC) != 0;
        files.install(reading, new OpenFile(pipe, OpenFlags.READ_ONLY | flags), closesOnExec);
        files.install(writing, new OpenFile(pipe, OpenFlags.WRITE_ONLY | flags), closesOnExec);
        ends[0] = reading;
        ends[1] = writing;
        return 0;
    }

    /** Opens a file that has no name; its descriptor. Takes a hold on it over, if there is one free. */
    public static int openUnnamed(ProcessFiles files, Vnode file, int flags) {
        return openNamed(files, file, OpenFlags.READ_WRITE | flags);
    }

    /** As {@link #openUnnamed}, for a file that was found by a name of its own sort: the flags say whether it is read or written. */
    public static int openNamed(ProcessFiles files, Vnode file, int flags) {
        int descriptor = files.falloc(0);
        if (descriptor >= 0) {
            files.install(descriptor, new OpenFile(file, flags), (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
        }
        return descriptor;
    }

    private static int refusal(Vnode vnode, int flags) {
        boolean directory = vnode.isDirectory();
        if (vnode.kind() == FileMode.SYMBOLIC_LINK && (flags & OpenFlags.PATH) == 0) {
            return (flags & OpenFlags.DIRECTORY) != 0 ? -Errno.ENOTDIR : -Errno.ELOOP;
        }
        if (directory && (OpenFlags.writes(flags) || (flags & OpenFlags.CREATE) != 0)) {
            return -Errno.EISDIR;
        }
        return !directory && (flags & OpenFlags.DIRECTORY) != 0 ? -Errno.ENOTDIR : UncommonOpening.refusal(vnode, flags);
    }

    private static boolean truncates(Vnode vnode, int flags) {
        return (flags & OpenFlags.TRUNCATE) != 0 && OpenFlags.writes(flags) && vnode.kind() == FileMode.REGULAR;
    }

    private FileOpen() {}
}
