package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.fs.fifo.Pipe;
import dev.lamarck.kernel.fs.socket.SocketNode;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Text;

/**
 * A directory: its names in the order of their creation. A removed directory has no parent any more and takes no new names. The hold on
 * the parent belongs to the directory, the parent's entry holds the directory: removal breaks the circle.
 */
public final class TmpDirectory extends Vnode {
    /** Positions of {@code .} and {@code ..} in a listing; entries follow. */
    private static final long SELF = 0;
    private static final long PARENT = 1;
    private static final long FIRST_ENTRY = 2;
    private static final int ENTRY_BYTES = 32;

    private TmpEntry first;
    private TmpEntry last;
    private Vnode parent;
    private long nextPosition = FIRST_ENTRY;
    private int count;

    /** @param parent the directory above; null for the root */
    public TmpDirectory(int mode, Vnode parent) {
        super(FileMode.DIRECTORY | mode & FileMode.PERMISSIONS, newNumber());
        this.parent = parent == null ? this : parent;
        if (parent != null) {
            parent.hold();
        }
        links = 1;
    }

    @Override
    public long size() {
        return (long) ENTRY_BYTES * (count + 2);
    }

    @Override
    public boolean exists() {
        return parent != null;
    }

    @Override
    public Vnode parent() {
        lock.acquire();
        Vnode above = parent == null ? this : parent;
        above.hold();
        lock.release();
        return above;
    }

    @Override
    @Symbol("tmp_lookup")
    public Vnode lookup(byte[] name, int at, int length) {
        lock.acquire();
        TmpEntry entry = find(name, at, length);
        Vnode vnode = entry == null ? null : entry.vnode;
        if (vnode != null) {
            vnode.hold();
        }
        lock.release();
        return vnode;
    }

    @Override
    @Symbol("tmp_create")
    public int create(PathName pn, int mode) {
        if (pn.vnode() != null) {
            return pn.vnode().truncate(0);
        }
        lock.acquire();
        int error = !exists() ? -Errno.ENOENT : find(pn.bytes(), pn.componentAt(), pn.componentLength()) != null ? -Errno.EEXIST : 0;
        if (error == 0) {
            Vnode made = make(mode & FileMode.KIND, Permission.modeIn(this, mode));
            made.setOwner(Permission.user(), Permission.groupIn(this));
            append(pn.bytes(), pn.componentAt(), pn.componentLength(), made);
            made.hold();
            pn.found(made);
        }
        lock.release();
        return error;
    }

    @Override
    public int createUnnamed(PathName pn, int mode) {
        TmpFile made = new TmpFile(mode);
        made.setOwner(Permission.user(), Permission.groupIn(this));
        pn.found(made);
        return 0;
    }

    private Vnode make(int kind, int mode) {
        return switch (kind) {
            case FileMode.DIRECTORY -> new TmpDirectory(mode, this);
            case FileMode.FIFO -> new Pipe(mode);
            case FileMode.SOCKET -> new SocketNode(mode);
            default -> new TmpFile(mode);
        };
    }

    @Override
    public int symlink(byte[] name, int at, int length, byte[] target) {
        TmpSymbolicLink link = new TmpSymbolicLink(target);
        link.setOwner(Permission.user(), Permission.groupIn(this));
        int error = link(name, at, length, link);
        link.release();
        return error;
    }

    @Override
    @Symbol("tmp_link")
    public int link(byte[] name, int at, int length, Vnode file) {
        lock.acquire();
        int error = 0;
        if (!exists()) {
            error = -Errno.ENOENT;
        } else if (find(name, at, length) != null) {
            error = -Errno.EEXIST;
        } else {
            file.hold();
            append(name, at, length, file);
        }
        lock.release();
        return error;
    }

    @Override
    @Symbol("tmp_remove")
    public int remove(byte[] name, int at, int length, boolean directory) {
        lock.acquire();
        TmpEntry entry = find(name, at, length);
        int error = entry == null ? -Errno.ENOENT : refusal(entry.vnode, directory);
        if (error == 0) {
            detach(entry);
        }
        lock.release();
        if (error == 0) {
            entry.free();
        }
        return error;
    }

    /** Empties a directory that is to lose its name; from then on it takes none. The parent's lock is held. */
    private static int refusal(Vnode vnode, boolean directory) {
        if (!directory) {
            return vnode.isDirectory() ? -Errno.EISDIR : 0;
        }
        if (!vnode.isDirectory()) {
            return -Errno.ENOTDIR;
        }
        return vnode instanceof TmpDirectory removed ? removed.close() : -Errno.EBUSY;
    }

    private int close() {
        lock.acquire();
        Vnode above = parent;
        boolean empty = first == null;
        if (empty) {
            parent = null;
            links--;
        }
        lock.release();
        if (!empty) {
            return -Errno.ENOTEMPTY;
        }
        above.release();
        return 0;
    }

    @Override
    @Symbol("tmp_rename")
    public int rename(PathName from, Vnode to, PathName name) {
        if (!(to instanceof TmpDirectory target)) {
            return -Errno.EXDEV;
        }
        lockWith(target);
        TmpEntry entry = find(from.bytes(), from.componentAt(), from.componentLength());
        TmpEntry replaced = target.find(name.bytes(), name.componentAt(), name.componentLength());
        int error = entry == null || !target.exists() ? -Errno.ENOENT : isMounted(entry.vnode) ? -Errno.EBUSY : 0;
        boolean same = error == 0 && replaced != null && replaced.vnode == entry.vnode;
        if (error == 0 && replaced != null && !same) {
            error = refusal(replaced.vnode, entry.vnode.isDirectory());
        }
        if (error == 0 && !same) {
            target.takeOver(entry, replaced, name);
            detach(entry);
        }
        unlockWith(target);
        if (error == 0 && !same) {
            adopt(entry.vnode, target);
            entry.free();
        }
        return error;
    }

    @Override
    public int exchange(PathName from, Vnode to, PathName name) {
        if (!(to instanceof TmpDirectory target)) {
            return -Errno.EXDEV;
        }
        lockWith(target);
        TmpEntry one = find(from.bytes(), from.componentAt(), from.componentLength());
        TmpEntry other = target.find(name.bytes(), name.componentAt(), name.componentLength());
        int error = one == null || other == null ? -Errno.ENOENT : isMounted(one.vnode) || isMounted(other.vnode) ? -Errno.EBUSY : 0;
        if (error == 0) {
            Vnode moved = one.vnode;
            one.vnode = other.vnode;
            other.vnode = moved;
            int directories = (one.vnode.isDirectory() ? 1 : 0) - (other.vnode.isDirectory() ? 1 : 0);
            links += directories;
            target.links -= directories;
            touch();
            target.touch();
        }
        unlockWith(target);
        if (error == 0) {
            adopt(other.vnode, target);
            target.adopt(one.vnode, this);
        }
        return error;
    }

    /** Whether a file system begins at a file of this one. */
    private static boolean isMounted(Vnode vnode) {
        return vnode.isDirectory() && !(vnode instanceof TmpDirectory);
    }

    /** Gives the entry's file a name here, in the place of another's if there is one, so that the name never goes missing. */
    private void takeOver(TmpEntry entry, TmpEntry replaced, PathName name) {
        entry.vnode.hold();
        if (replaced == null) {
            append(name.bytes(), name.componentAt(), name.componentLength(), entry.vnode);
            return;
        }
        Vnode old = replaced.vnode;
        countLink(entry.vnode, 1);
        countLink(old, -1);
        replaced.vnode = entry.vnode;
        touch();
        old.release();
    }

    /** A directory that has moved gets its new parent. The rename lock is held. */
    private void adopt(Vnode moved, TmpDirectory target) {
        if (target != this && moved instanceof TmpDirectory directory) {
            target.hold();
            directory.parent = target;
            release();
        }
    }

    /** The upper one first, as removing does; the rename lock, which is held, keeps them where they are. */
    private void lockWith(TmpDirectory other) {
        if (other == this) {
            lock.acquire();
        } else if (NameOperations.isAbove(this, other) || !NameOperations.isAbove(other, this) && number() < other.number()) {
            lock.acquire();
            other.lock.acquire();
        } else {
            other.lock.acquire();
            lock.acquire();
        }
    }

    private void unlockWith(TmpDirectory other) {
        lock.release();
        if (other != this) {
            other.lock.release();
        }
    }

    @Override
    @Symbol("tmp_readdir")
    public int list(long position, DirectoryVisitor visitor) {
        lock.acquire();
        boolean more = true;
        if (position <= SELF) {
            more = visitor.visit(Text.bytes("."), number(), mode(), PARENT);
        }
        if (more && position <= PARENT) {
            more = visitor.visit(Text.bytes(".."), parent == null ? number() : parent.number(), mode(), FIRST_ENTRY);
        }
        for (TmpEntry entry = first; more && entry != null; entry = entry.next) {
            if (entry.position >= position) {
                more = visitor.visit(entry.name, entry.vnode.number(), entry.vnode.mode(), entry.position + 1);
            }
        }
        lock.release();
        return 0;
    }

    private TmpEntry find(byte[] name, int at, int length) {
        TmpEntry entry = first;
        while (entry != null && !entry.isNamed(name, at, length)) {
            entry = entry.next;
        }
        return entry;
    }

    /** Takes a hold on the vnode over. */
    private void append(byte[] name, int at, int length, Vnode vnode) {
        TmpEntry entry = new TmpEntry(name, at, length, vnode, nextPosition++);
        if (first == null) {
            first = entry;
        } else {
            last.next = entry;
        }
        last = entry;
        count++;
        countLink(vnode, 1);
        touch();
    }

    private void detach(TmpEntry entry) {
        TmpEntry before = null;
        for (TmpEntry each = first; each != entry; each = each.next) {
            before = each;
        }
        if (before == null) {
            first = entry.next;
        } else {
            before.next = entry.next;
        }
        if (last == entry) {
            last = before;
        }
        count--;
        countLink(entry.vnode, -1);
        touch();
    }

    /** A directory's entry counts for the directory and, its {@code ..}, for this one. */
    private void countLink(Vnode vnode, int amount) {
        vnode.countLink(amount);
        if (vnode.isDirectory()) {
            links += amount;
        }
    }

    private void touch() {
        modified = TimeOfDay.stamp();
        changed = modified;
    }
}
