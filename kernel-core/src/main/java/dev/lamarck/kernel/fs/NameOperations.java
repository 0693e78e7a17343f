package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Symbol;

/** Making, moving and removing names. The paths stay the caller's. */
public final class NameOperations {
    /** One rename at a time, so that the tree cannot change above a directory that is being moved. */
    private static final Mutex RENAME = new Mutex();

    public static int makeDirectory(PathName pn, int mode) {
        return make(pn, FileMode.DIRECTORY | mode & FileMode.PERMISSIONS);
    }

    /** Makes a file of any kind that a directory can make; {@code mode} says which. */
    @Symbol("vn_make")
    public static int make(PathName pn, int mode) {
        int error = findFree(pn);
        if (error != 0) {
            return error;
        }
        error = pn.directory.create(pn, mode);
        pn.reset();
        return error;
    }

    /** The link's text is not resolved. */
    @Symbol("vn_symlink")
    public static int symlink(PathName text, PathName pn) {
        int error = text.isEmpty() ? -Errno.ENOENT : findFree(pn);
        if (error == 0) {
            error = pn.directory.symlink(pn.bytes(), pn.componentAt(), pn.componentLength(), Bytes.copyOf(text.bytes()));
            pn.reset();
        }
        return error;
    }

    public static int link(PathName existing, PathName pn) {
        return link(existing, pn, false);
    }

    /** @param follow whether a symbolic link gets no other name, but what it leads to */
    @Symbol("vn_link")
    public static int link(PathName existing, PathName pn, boolean follow) {
        int error = existing.vnode == null ? Lookup.lookupname(existing, follow) : 0;
        if (error == 0 && existing.vnode.isDirectory()) {
            error = -Errno.EPERM;
        }
        if (error == 0) {
            error = findFree(pn);
        }
        if (error == 0 && existing.vnode.fileSystem() != pn.directory.fileSystem()) {
            error = -Errno.EXDEV;
        }
        if (error == 0) {
            error = pn.directory.link(pn.bytes(), pn.componentAt(), pn.componentLength(), existing.vnode);
        }
        existing.reset();
        pn.reset();
        return error;
    }

    /** Removes a file's name, or an empty directory if {@code directory}. */
    @Symbol("vn_remove")
    public static int remove(PathName pn, boolean directory) {
        int error = Lookup.lookupname(pn, false);
        if (error != 0) {
            return error;
        }
        if (pn.directory == null) {
            error = directory ? -Errno.EBUSY : -Errno.EISDIR;
        } else if (pn.isDotDot()) {
            error = directory ? -Errno.ENOTEMPTY : -Errno.EISDIR;
        } else if (pn.isDot()) {
            error = directory ? -Errno.EINVAL : -Errno.EISDIR;
        } else {
            error = Permission.toRemove(pn.directory, pn.vnode);
        }
        if (error == 0) {
            error = pn.directory.remove(pn.bytes(), pn.componentAt(), pn.componentLength(), directory);
        }
        pn.reset();
        return error;
    }

    public static int rename(PathName from, PathName to) {
        return rename(from, to, Replacing.ALLOWED);
    }

    /** What a rename does with a file that has the new name. */
    public enum Replacing {
        ALLOWED,
        REFUSED,
        /** It gets the old name. */
        EXCHANGED
    }

    @Symbol("vn_rename")
    public static int rename(PathName from, PathName to, Replacing replacing) {
        RENAME.acquire();
        int error = Lookup.lookupname(from, false);
        if (error == 0) {
            error = Lookup.lookuppn(to, false);
        }
        if (error == 0) {
            error = renameRefusal(from, to);
        }
        if (error == 0 && replacing == Replacing.EXCHANGED) {
            error = to.vnode == null ? -Errno.ENOENT : renameRefusal(to, from);
        } else if (error == 0 && to.vnode != null && (replacing == Replacing.REFUSED || isAbove(to.vnode, from.directory))) {
            error = replacing == Replacing.REFUSED ? -Errno.EEXIST : -Errno.ENOTEMPTY;
        }
        if (error == 0) {
            error = permission(from, to);
        }
        if (error == 0) {
            error = replacing == Replacing.EXCHANGED
                    ? from.directory.exchange(from, to.directory, to) : from.directory.rename(from, to.directory, to);
        }
        from.reset();
        to.reset();
        RENAME.release();
        return error;
    }

    private static int permission(PathName from, PathName to) {
        int error = Permission.toRemove(from.directory, from.vnode);
        if (error == 0) {
            error = to.vnode == null ? Permission.toEnter(to.directory) : Permission.toRemove(to.directory, to.vnode);
        }
        // A directory that moves gets another parent, which is a change of its own.
        boolean changesParent = from.vnode.isDirectory() && from.directory != to.directory;
        return error == 0 && changesParent ? Permission.check(from.vnode, Permission.WRITE) : error;
    }

    private static int renameRefusal(PathName from, PathName to) {
        if (from.directory == null || to.directory == null || from.isDot() || from.isDotDot() || to.isDot() || to.isDotDot()) {
            return -Errno.EBUSY;
        }
        if (!from.vnode.isDirectory()) {
            return to.endsWithSlash() ? -Errno.ENOTDIR : 0;
        }
        return isAbove(from.vnode, to.directory) ? -Errno.EINVAL : 0;
    }

    /** Whether a file is a directory or one of those above it; one that has been removed has none above it. The rename lock is held. */
    public static boolean isAbove(Vnode above, Vnode below) {
        below.hold();
        Vnode each = below;
        Vnode before = null;
        while (each != above && each != before) {
            before = each;
            each = before.parent();
            before.release();
        }
        each.release();
        return each == above;
    }

    /** Finds the directory for a name that must not exist yet, and memory to enter it. */
    private static int findFree(PathName pn) {
        int error = Lookup.lookuppn(pn, false);
        if (error == 0 && pn.vnode != null) {
            pn.reset();
            return -Errno.EEXIST;
        }
        if (error == 0) {
            error = Permission.toEnter(pn.directory);
        }
        if (error == 0 && !Pages.mayGive(1)) {
            error = -Errno.ENOSPC;
        }
        if (error != 0) {
            pn.reset();
        }
        return error;
    }

    /** Writes a directory's absolute path to the array's beginning; its length, −ERANGE if it does not fit, −ENOENT if it has been removed. */
    @Symbol("vn_dirpath")
    public static int pathOf(Vnode directory, byte[] to) {
        NameSearch search = new NameSearch();
        int at = to.length;
        directory.hold();
        Vnode each = directory;
        int error = 0;
        while (error == 0 && each != ProcessFiles.root() && each != RootFileSystem.root()) {
            Vnode parent = each.parent();
            int length = each.exists() ? search.find(parent, each.number()) : 0;
            error = length == 0 ? -Errno.ENOENT : at <= length ? -Errno.ERANGE : 0;
            if (error == 0) {
                at -= length;
                Bytes.copy(search.name(), 0, to, at, length);
                to[--at] = '/';
            }
            each.release();
            each = parent;
        }
        each.release();
        search.free();
        if (error == 0 && at == to.length) {
            to[--at] = '/';
        }
        Bytes.copy(to, at, to, 0, to.length - at);
        return error == 0 ? to.length - at : error;
    }

    /** Writes the path of an open file, if it still is in the directory in which it was opened. @return its length, or −ENOENT, −ERANGE */
    public static int pathOf(OpenFile file, byte[] to) {
        if (file.vnode().isDirectory() || file.directory() == null) {
            return file.vnode().isDirectory() ? pathOf(file.vnode(), to) : -Errno.ENOENT;
        }
        int at = pathOf(file.directory(), to);
        NameSearch search = new NameSearch();
        int length = at < 0 ? 0 : search.find(file.directory(), file.vnode().number());
        int error = at < 0 ? at : length == 0 ? -Errno.ENOENT : at + 1 + length > to.length ? -Errno.ERANGE : 0;
        if (error == 0) {
            at = at == 1 ? at : Bytes.appendByte(to, at, '/');
            Bytes.copy(search.name(), 0, to, at, length);
        }
        search.free();
        return error == 0 ? at + length : error;
    }

    private NameOperations() {}
}
