package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Text;

/** A directory. Each of its operations is one transaction: names, inodes and link counts change together or not at all. */
public final class UfsDirectory extends UfsNode {
    /** Positions in a listing are those on the disk; the entry {@code ..} is the second. */
    private static final int PARENT_NAME = 2;
    private static final int LINK_PERMISSIONS = 0x1FF;

    UfsDirectory(Ufs ufs, int inode, Buffer record, int at) {
        super(ufs, inode, record, at);
    }

    /** Where the file system is mounted, its root has got a name there, which is not on this disk. */
    public void forgetMountName() {
        ufs.enter();
        links--;
        ufs.leave();
    }

    @Override
    public boolean exists() {
        return links > 0;
    }

    @Override
    public Vnode parent() {
        ufs.enter();
        Vnode above = null;
        if (inode != UfsFormat.ROOT_INODE && exists() && ufs.scan.find(this, Text.bytes(".."), 0, PARENT_NAME) == 0) {
            above = ufs.node(ufs.scan.inode());
        }
        ufs.leave();
        if (above == null) {
            above = inode == UfsFormat.ROOT_INODE ? RootFileSystem.root() : this;
            above.hold();
        }
        return above;
    }

    @Override
    @Symbol("ufs_lookup")
    public Vnode lookup(byte[] name, int at, int length) {
        Vnode cached = ufs.names.lookup(number(), name, at, length);
        if (cached != null) {
            return cached;
        }
        ufs.enter();
        Vnode found = null;
        Vnode evicted = null;
        int number = dirlook(name, at, length);
        if (number > 0) {
            found = ufs.node(number);
        }
        if (found != null) {
            evicted = ufs.names.enter(number(), name, at, length, found);
        }
        ufs.leave();
        if (evicted != null) {
            evicted.release();
        }
        return found;
    }

    @Override
    public int failure() {
        return ufs.cache.hasFailed() ? -Errno.EIO : 0;
    }

    /** Looks for a name on the disk. @return its inode, −ENOENT, −EIO */
    @Symbol("ufs_dirlook")
    private int dirlook(byte[] name, int at, int length) {
        int error = ufs.scan.find(this, name, at, length);
        return error == 0 ? ufs.scan.inode() : error;
    }

    /** Makes a file, or, if the path names one already, makes it empty. */
    @Override
    @Symbol("ufs_create")
    public int create(PathName pn, int mode) {
        if (pn.vnode() != null) {
            return pn.vnode().truncate(0);
        }
        int kind = mode & FileMode.KIND;
        if (kind != FileMode.REGULAR && kind != FileMode.DIRECTORY) {
            return -Errno.EPERM;
        }
        ufs.begin();
        UfsNode made = make(pn.bytes(), pn.componentAt(), pn.componentLength(), mode, null);
        int error = made == null ? ufs.reason : 0;
        ufs.leave();
        pn.found(made);
        return error;
    }

    /** An orphan from the beginning, as far as the disk is concerned. */
    @Override
    public int createUnnamed(PathName pn, int mode) {
        ufs.begin();
        NewFile made = new NewFile(ufs, this);
        int error = ufs.cache.hasFailed() ? -Errno.EIO : made.allocate(FileMode.REGULAR | mode & FileMode.PERMISSIONS, 0);
        UfsNode node = error == 0 ? made.complete(null) : null;
        if (node != null) {
            node.isUnnamed = true;
            error = ufs.orphans.add(node);
        }
        Kmem.free(made);
        ufs.leave();
        pn.found(node);
        return node == null && error == 0 ? -Errno.EIO : error;
    }

    @Override
    @Symbol("ufs_symlink")
    public int symlink(byte[] name, int at, int length, byte[] target) {
        ufs.begin();
        UfsNode made = make(name, at, length, FileMode.SYMBOLIC_LINK | LINK_PERMISSIONS, target);
        int error = made == null ? ufs.reason : 0;
        ufs.leave();
        Kmem.free(target);
        if (made != null) {
            made.release();
        }
        return error;
    }

    /** A new file with its first name, held; null, and the reason is told, if there is none: then nothing has changed but, perhaps, room made in the directory. */
    private UfsNode make(byte[] name, int at, int length, int mode, byte[] target) {
        int fragments = target != null ? NewFile.fragmentsOf(target) : (mode & FileMode.KIND) == FileMode.DIRECTORY ? 1 : 0;
        int error = roomFor(name, at, length);
        NewFile made = new NewFile(ufs, this);
        error = error == 0 ? made.allocate(mode, fragments) : error;
        if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
            error = roomFor(name, at, length);
            error = error == 0 ? made.allocate(mode, fragments) : error;
        }
        UfsNode node = error == 0 ? made.complete(target) : null;
        Kmem.free(made);
        ufs.reason = node == null && error == 0 ? -Errno.EIO : error;
        if (node != null) {
            if (node.isDirectory()) {
                links++;
            }
            enter(name, at, length, node);
        }
        return node;
    }

    /** Sees that a name can be entered here, and that there is room for it. @return 0, −ENOENT, −EEXIST, −ENOSPC, −EIO */
    private int roomFor(byte[] name, int at, int length) {
        if (ufs.cache.hasFailed() || !exists()) {
            return ufs.cache.hasFailed() ? -Errno.EIO : -Errno.ENOENT;
        }
        int number = dirlook(name, at, length);
        if (number != -Errno.ENOENT) {
            return number > 0 ? -Errno.EEXIST : number;
        }
        int error = ufs.scan.findRoom(this, length);
        return error == -Errno.ENOSPC ? appendChunk() : error;
    }

    private int appendChunk() {
        int fragment = ufs.map.forWrite(this, size >> UfsFormat.BLOCK_SHIFT, size + UfsFormat.CHUNK_BYTES);
        Buffer buffer = fragment <= 0 ? null : ufs.cache.readFragment(fragment);
        if (buffer == null) {
            return fragment < 0 ? fragment : -Errno.EIO;
        }
        int at = buffer.offset(fragment) + ((int) size & UfsFormat.BLOCK_BYTES - 1);
        DirectoryScan.put(buffer, at, UfsFormat.CHUNK_BYTES, 0, Text.bytes(""), 0, 0, 0);
        ufs.cache.log(buffer, at, UfsFormat.CHUNK_BYTES);
        size += UfsFormat.CHUNK_BYTES;
        return update();
    }

    /** Gives a file a name, for which there is room. */
    private int enter(byte[] name, int at, int length, UfsNode node) {
        int error = ufs.scan.findRoom(this, length);
        if (error == 0) {
            ufs.scan.insert(name, at, length, node.inode, node.kind());
            error = node.addLinks(1);
        }
        return error == 0 ? updateModified() : error;
    }

    @Override
    @Symbol("ufs_link")
    public int link(byte[] name, int at, int length, Vnode file) {
        if (!(file instanceof UfsNode node) || node.ufs != ufs) {
            return -Errno.EXDEV;
        }
        ufs.begin();
        int error = node.links() == 0 && !node.isUnnamed ? -Errno.ENOENT : node.links() >= UfsFormat.MAX_LINKS ? -Errno.EMLINK : roomFor(name, at, length);
        if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
            error = roomFor(name, at, length);
        }
        if (error == 0 && node.isUnnamed) {
            error = ufs.orphans.remove(node);
            node.isUnnamed = error != 0;
        }
        error = error == 0 ? enter(name, at, length, node) : error;
        ufs.leave();
        return error;
    }

    @Override
    @Symbol("ufs_remove")
    public int remove(byte[] name, int at, int length, boolean directory) {
        int error = ufs.begin();
        int number = error == 0 ? dirlook(name, at, length) : error;
        UfsNode node = number > 0 ? ufs.node(number) : null;
        error = number < 0 ? number : node == null ? -Errno.EIO : removalRefusal(node, directory);
        Vnode cached = null;
        if (error == 0) {
            error = ufs.scan.find(this, name, at, length);
        }
        if (error == 0) {
            ufs.scan.remove();
            error = dropLinks(node);
            error = error == 0 ? updateModified() : error;
            cached = ufs.names.remove(number(), name, at, length);
        }
        ufs.leave();
        release(node, cached);
        return error;
    }

    private static void release(Vnode one, Vnode other) {
        if (one != null) {
            one.release();
        }
        if (other != null) {
            other.release();
        }
    }

    /** Why a file cannot lose its name here. */
    private int removalRefusal(UfsNode node, boolean directory) {
        if (!directory) {
            return node.isDirectory() ? -Errno.EISDIR : 0;
        }
        return !(node instanceof UfsDirectory removed) ? -Errno.ENOTDIR : removed.isEmpty() ? 0 : -Errno.ENOTEMPTY;
    }

    private boolean isEmpty() {
        for (boolean more = ufs.scan.start(this); more; more = ufs.scan.next()) {
            if (ufs.scan.inode() != 0 && !isDots()) {
                return false;
            }
        }
        return !ufs.cache.hasFailed();
    }

    private boolean isDots() {
        int length = ufs.scan.nameLength();
        return ufs.scan.position() < UfsFormat.CHUNK_BYTES && ufs.scan.position() <= UfsFormat.entryBytes(1) && length <= PARENT_NAME;
    }

    /** A file has lost a name here; a directory its only one, with its own entry for itself, and this one its child's. */
    private int dropLinks(UfsNode node) {
        if (!node.isDirectory()) {
            return node.addLinks(-1);
        }
        links--;
        return node.addLinks(-node.links());
    }

    @Override
    @Symbol("ufs_rename")
    public int rename(PathName from, Vnode to, PathName name) {
        if (!(to instanceof UfsDirectory target) || target.ufs != ufs) {
            return -Errno.EXDEV;
        }
        int error = ufs.begin();
        int number = error == 0 ? dirlook(from.bytes(), from.componentAt(), from.componentLength()) : error;
        UfsNode moved = number > 0 ? ufs.node(number) : null;
        int other = number > 0 ? target.dirlook(name.bytes(), name.componentAt(), name.componentLength()) : number;
        UfsNode replaced = other > 0 ? ufs.node(other) : null;
        error = number < 0 ? number : moved == null || other > 0 && replaced == null ? -Errno.EIO : other < 0 && other != -Errno.ENOENT ? other : 0;
        boolean isSame = moved == replaced;
        if (error == 0 && !isSame) {
            error = move(from, target, name, moved, replaced);
            if (error == -Errno.ENOSPC && ufs.gainsSpace()) {
                error = move(from, target, name, moved, replaced);
            }
        }
        Vnode cached = null;
        Vnode cachedThere = null;
        if (error == 0 && !isSame) {
            cached = ufs.names.remove(number(), from.bytes(), from.componentAt(), from.componentLength());
            cachedThere = ufs.names.remove(target.number(), name.bytes(), name.componentAt(), name.componentLength());
        }
        ufs.leave();
        release(moved, replaced);
        release(cached, cachedThere);
        return error;
    }

    private int move(PathName from, UfsDirectory target, PathName name, UfsNode moved, UfsNode replaced) {
        int error = !target.exists() ? -Errno.ENOENT : replaced == null ? 0 : removalRefusal(replaced, moved.isDirectory());
        if (error == 0 && replaced == null) {
            error = target.roomFor(name.bytes(), name.componentAt(), name.componentLength());
        }
        if (error != 0) {
            return error;
        }
        if (replaced == null) {
            error = target.enter(name.bytes(), name.componentAt(), name.componentLength(), moved);
        } else {
            ufs.scan.find(target, name.bytes(), name.componentAt(), name.componentLength());
            ufs.scan.setInode(moved.inode, moved.kind());
            target.dropLinks(replaced);
            error = moved.addLinks(1);
        }
        error = error == 0 ? ufs.scan.find(this, from.bytes(), from.componentAt(), from.componentLength()) : error;
        if (error == 0) {
            ufs.scan.remove();
            moved.addLinks(-1);
            error = moved instanceof UfsDirectory directory ? directory.changeParent(this, target) : 0;
        }
        error = error == 0 ? target.updateModified() : error;
        return error == 0 ? updateModified() : error;
    }

    private int changeParent(UfsDirectory old, UfsDirectory made) {
        if (old == made) {
            return 0;
        }
        old.links--;
        made.links++;
        int error = ufs.scan.find(this, Text.bytes(".."), 0, PARENT_NAME);
        if (error == 0) {
            ufs.scan.setInode(made.inode, FileMode.DIRECTORY);
        }
        return error;
    }

    @Override
    @Symbol("ufs_readdir")
    public int list(long position, DirectoryVisitor visitor) {
        ufs.enter();
        boolean more = exists() && ufs.scan.start(this);
        if (more && position >= UfsFormat.CHUNK_BYTES) {
            more = ufs.scan.enterChunk(position & -UfsFormat.CHUNK_BYTES);
        }
        while (more) {
            if (ufs.scan.inode() != 0 && ufs.scan.position() >= position) {
                byte[] name = ufs.scan.name();
                more = visitor.visit(name, ufs.numbered(ufs.scan.inode()), ufs.scan.kind(), ufs.scan.position() + 1);
                Kmem.free(name);
            }
            more = more && ufs.scan.next();
        }
        int error = ufs.cache.hasFailed() ? -Errno.EIO : 0;
        ufs.leave();
        return error;
    }
}
