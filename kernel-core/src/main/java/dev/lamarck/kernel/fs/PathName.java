package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * A path on its way through {@link Lookup}: the bytes not yet resolved, the component at hand, and what the walk has found. It owns its
 * buffer and holds on both vnodes.
 */
public final class PathName {
    /** Linux's PATH_MAX, with the NUL. */
    public static final int MAX_PATH = 4096;
    public static final int MAX_COMPONENT = 255;
    private static final int MAX_LINKS = 40;
    /** Most paths are shorter. */
    private static final int USUAL_PATH = 64;

    private byte[] path;
    /** Where a relative path begins, null if nowhere. */
    private Vnode start;
    /** The part not yet resolved is from here to the buffer's end. */
    private int next;
    private int linksFollowed;
    private int componentAt;
    private int componentLength;
    /** The directory that has or would have the last component; null if the path names the directory where the walk began. */
    Vnode directory;
    /** What the path names; null if there is no such entry. */
    Vnode vnode;

    /** A path yet to be got. */
    public PathName(Vnode start) {
        this.start = start;
        if (start != null) {
            start.hold();
        }
    }

    /** A path that begins where relative paths of a process do. */
    public static PathName from(ProcessFiles files) {
        PathName name = new PathName(null);
        name.start = files.directory();
        return name;
    }

    /** The path of these bytes, which it takes over. */
    public PathName with(byte[] bytes) {
        path = bytes;
        return this;
    }

    /** Copies a path from the current process. @return 0, −EFAULT or −ENAMETOOLONG */
    @Symbol("pn_get")
    public int get(@Uva long string) {
        int size = USUAL_PATH;
        while (true) {
            byte[] buffer = new byte[size];
            int length = UserMemory.copyInString(string, buffer);
            if (length >= 0) {
                path = new byte[length];
                Bytes.copy(buffer, 0, path, 0, length);
            }
            Kmem.free(buffer);
            if (length >= 0) {
                return 0;
            }
            if (length != -Errno.ENAMETOOLONG || size == MAX_PATH) {
                return length;
            }
            size = Math.min(MAX_PATH, size * 8);
        }
    }

    /** Frees the path and gives back what it found. */
    public void free() {
        reset();
        if (start != null) {
            start.release();
        }
        if (path != null) {
            Kmem.free(path);
        }
        Kmem.free(this);
    }

    /** Whether the walk can begin. @return 0, −EBADF if a relative path has no start, −ENOTDIR if that is no directory */
    public int checkOrigin() {
        Vnode origin = origin();
        if (origin == null) {
            return -Errno.EBADF;
        }
        return origin.isDirectory() || isEmpty() ? 0 : -Errno.ENOTDIR;
    }

    /** Where the walk begins or, at an absolute link, begins again. */
    Vnode origin() {
        return isAbsolute() ? ProcessFiles.root() : start;
    }

    /** Gives back what it found. */
    void reset() {
        if (vnode != null) {
            vnode.release();
            vnode = null;
        }
        if (directory != null) {
            directory.release();
            directory = null;
        }
    }

    /** Before another walk of the whole path. Only for a path whose walk met no symbolic link. */
    void rewind() {
        reset();
        next = 0;
    }

    /** Before the walk of another path from the same origin, whose bytes it takes over. */
    public void replace(byte[] other) {
        reset();
        Kmem.free(path);
        path = other;
        next = 0;
        linksFollowed = 0;
    }

    boolean metLinks() {
        return linksFollowed > 0;
    }

    /** The vnode found, its hold now the caller's. */
    public Vnode take() {
        Vnode taken = vnode;
        vnode = null;
        return taken;
    }

    /** The directory of what was found, its hold now the caller's; null if there is none. */
    Vnode takeDirectory() {
        Vnode taken = directory;
        directory = null;
        return taken;
    }

    public Vnode vnode() {
        return vnode;
    }

    /** Takes a hold over; null is nothing. */
    public void found(Vnode file) {
        vnode = file;
    }

    /** The directory that has the last component; null if there is none. */
    public Vnode directory() {
        return directory;
    }

    /** Whether the path has no bytes, or was never got. */
    public boolean isEmpty() {
        return path == null || path.length == 0;
    }

    boolean isAbsolute() {
        return path.length > 0 && path[0] == '/';
    }

    /** Moves to the next component; false if there is none. */
    boolean advance() {
        skipSlashes();
        componentAt = next;
        next = Bytes.indexOf(path, next, path.length, '/');
        componentLength = next - componentAt;
        return componentLength > 0;
    }

    /** Whether no component follows the one at hand. */
    boolean atLast() {
        return Bytes.indexOf(path, next, path.length, '/') == path.length || onlySlashesFollow();
    }

    private boolean onlySlashesFollow() {
        int i = next;
        while (i < path.length && path[i] == '/') {
            i++;
        }
        return i == path.length;
    }

    /** Whether a slash follows the last component: then it must be a directory. */
    boolean endsWithSlash() {
        return path.length > 0 && path[path.length - 1] == '/';
    }

    private void skipSlashes() {
        while (next < path.length && path[next] == '/') {
            next++;
        }
    }

    public byte[] bytes() {
        return path;
    }

    /** Where in {@link #bytes} the component at hand begins. */
    public int componentAt() {
        return componentAt;
    }

    public int componentLength() {
        return componentLength;
    }

    boolean isDot() {
        return componentLength == 1 && path[componentAt] == '.';
    }

    boolean isDotDot() {
        return componentLength == 2 && path[componentAt] == '.' && path[componentAt + 1] == '.';
    }

    /** Puts a symbolic link's text in the place of the component at hand; the walk goes on with it. */
    int insert(byte[] target) {
        int rest = path.length - next;
        if (++linksFollowed > MAX_LINKS) {
            return -Errno.ELOOP;
        }
        if (target.length + rest >= MAX_PATH) {
            return -Errno.ENAMETOOLONG;
        }
        byte[] joined = new byte[target.length + rest];
        Bytes.copy(path, next, joined, Bytes.append(joined, 0, target), rest);
        Kmem.free(path);
        path = joined;
        next = 0;
        return 0;
    }
}
