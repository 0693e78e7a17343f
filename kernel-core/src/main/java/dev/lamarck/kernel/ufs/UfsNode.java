package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.fs.Volume;

/**
 * A file of a UFS in use. Size, mode, links and times are here and, after every change, in the inode too; where the contents are is in the inode
 * alone. What is here is guarded by the file system's lock.
 */
abstract class UfsNode extends Vnode {
    final Ufs ufs;
    /** The inode's number. */
    final int inode;
    long size;
    UfsNode nextInBucket;
    /** Made without a name, which it may get once. */
    boolean isUnnamed;

    /** @param record the inode's block, in which it begins at {@code at} */
    UfsNode(Ufs ufs, int inode, Buffer record, int at) {
        super(record.get32(at + UfsFormat.INODE_MODE), ufs.numbered(inode));
        this.ufs = ufs;
        this.inode = inode;
        links = record.get32(at + UfsFormat.INODE_LINKS);
        size = record.get64(at + UfsFormat.INODE_SIZE);
        accessed = record.get64(at + UfsFormat.INODE_ACCESSED) * TimeOfDay.NANOSECONDS;
        modified = record.get64(at + UfsFormat.INODE_MODIFIED) * TimeOfDay.NANOSECONDS;
        changed = record.get64(at + UfsFormat.INODE_CHANGED) * TimeOfDay.NANOSECONDS;
        keepOwner(record.get32(at + UfsFormat.INODE_OWNER), record.get32(at + UfsFormat.INODE_GROUP));
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final int fileSystem() {
        return Ufs.DEVICE;
    }

    @Override
    public final Volume volume() {
        return ufs;
    }

    /** All that has been done to the file system, not to this file alone, is safe afterwards. */
    @Override
    public final int sync() {
        return ufs.sync();
    }

    /** Writes what is here to the inode. @return 0 or −EIO */
    final int update() {
        Buffer record = ufs.cache.read(ufs.geometry.inodeBlock(inode));
        if (record == null) {
            return -Errno.EIO;
        }
        int at = Superblock.inodeOffset(inode);
        record.put32(at + UfsFormat.INODE_MODE, mode());
        record.put32(at + UfsFormat.INODE_LINKS, links);
        record.put64(at + UfsFormat.INODE_SIZE, size);
        record.put64(at + UfsFormat.INODE_ACCESSED, TimeOfDay.wholeSeconds(accessed));
        record.put64(at + UfsFormat.INODE_MODIFIED, TimeOfDay.wholeSeconds(modified));
        record.put64(at + UfsFormat.INODE_CHANGED, TimeOfDay.wholeSeconds(changed));
        record.put32(at + UfsFormat.INODE_OWNER, owner());
        record.put32(at + UfsFormat.INODE_GROUP, group());
        ufs.cache.log(record, at, UfsFormat.INODE_BYTES);
        return 0;
    }

    /** The inode keeps seconds. */
    @Override
    protected final long kept(long nanoseconds) {
        return TimeOfDay.wholeSeconds(nanoseconds) * TimeOfDay.NANOSECONDS;
    }

    /** The time for what happens to the file now. */
    static long now() {
        return TimeOfDay.seconds() * TimeOfDay.NANOSECONDS;
    }

    /** The contents have changed now. */
    final int updateModified() {
        modified = now();
        changed = modified;
        return update();
    }

    /** A name more or less; the last one gone, the file lives on as an orphan. The operation has begun. */
    final int addLinks(int amount) {
        links += amount;
        changed = now();
        return links == 0 ? ufs.orphans.add(this) : update();
    }

    @Override
    protected final void attributesChanged() {
        if (ufs.begin() == 0) {
            update();
        }
        ufs.leave();
    }

    /** A file without a name goes with its last user. */
    @Override
    protected final void inactive() {
        int error = ufs.begin();
        ufs.nodes.remove(this);
        if (links == 0 && error == 0) {
            ufs.reclaim(this);
        }
        ufs.leave();
        freeParts();
    }

    /** One hold more, unless the last has just been given back. */
    final boolean holdAgain() {
        return holdIfHeld();
    }

    /** Whether the contents are in the inode itself, in the place of pointers. */
    boolean hasShortText() {
        return false;
    }

    /** Frees what the object owns in memory. */
    void freeParts() {}
}
