package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** From a path to a vnode. */
public final class Lookup {
    /**
     * Walks a path. On success {@code pn} holds the last component's directory and, if there is such an entry, its vnode; on failure
     * nothing.
     *
     * @param follow whether a symbolic link as the last component is followed
     */
    @Symbol("lookuppn")
    static int lookuppn(PathName pn, boolean follow) {
        if (pn.isEmpty()) {
            return -Errno.ENOENT;
        }
        Vnode current = pn.origin();
        current.hold();
        while (pn.advance()) {
            int error = Permission.toSearch(current);
            Vnode next = error == 0 ? step(pn, current) : null;
            if (error == 0 && next == null) {
                error = absent(pn, current);
            }
            if (error == 0 && next != null && follows(pn, next, follow) && next.destination() != null) {
                next = atDestination(next);
            } else if (error == 0 && next != null && follows(pn, next, follow)) {
                error = pn.insert(next.target());
                next.release();
                if (error == 0) {
                    current = restart(pn, current);
                    continue;
                }
                next = null;
            }
            if (error == 0 && pn.atLast()) {
                return found(pn, current, next);
            }
            current.release();
            if (error != 0) {
                return error;
            }
            current = next;
        }
        return found(pn, null, current);
    }

    /** The vnode of an existing file, in {@code pn}. */
    @Symbol("lookupname")
    public static int lookupname(PathName pn, boolean follow) {
        int error = lookuppn(pn, follow);
        if (error == 0 && pn.vnode == null) {
            pn.reset();
            return -Errno.ENOENT;
        }
        return error;
    }

    private static Vnode step(PathName pn, Vnode current) {
        if (!current.isDirectory() || pn.componentLength() > PathName.MAX_COMPONENT) {
            return null;
        }
        if (pn.isDot() || pn.isDotDot() && current == ProcessFiles.root()) {
            current.hold();
            return current;
        }
        return pn.isDotDot() ? current.parent() : current.lookup(pn.bytes(), pn.componentAt(), pn.componentLength());
    }

    /** Why a component was not found: 0 if it is the last one and merely absent. */
    private static int absent(PathName pn, Vnode current) {
        if (!current.isDirectory()) {
            return -Errno.ENOTDIR;
        }
        if (pn.componentLength() > PathName.MAX_COMPONENT) {
            return -Errno.ENAMETOOLONG;
        }
        int failure = current.failure();
        return failure != 0 ? failure : pn.atLast() ? 0 : -Errno.ENOENT;
    }

    private static boolean follows(PathName pn, Vnode next, boolean follow) {
        return next.kind() == FileMode.SYMBOLIC_LINK && (follow || !pn.atLast() || pn.endsWithSlash());
    }

    /** Exchanges the hold on a link for one on what it leads to. */
    private static Vnode atDestination(Vnode link) {
        Vnode destination = link.destination();
        destination.hold();
        link.release();
        return destination;
    }

    private static Vnode restart(PathName pn, Vnode current) {
        if (!pn.isAbsolute()) {
            return current;
        }
        current.release();
        Vnode root = ProcessFiles.root();
        root.hold();
        return root;
    }

    /** Takes both holds over. */
    private static int found(PathName pn, Vnode directory, Vnode vnode) {
        pn.directory = directory;
        pn.vnode = vnode;
        if (vnode != null && pn.endsWithSlash() && !vnode.isDirectory()) {
            pn.reset();
            return -Errno.ENOTDIR;
        }
        return 0;
    }

    private Lookup() {}
}
