package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Symbol;

/** The files without a name that are still open: a list on the disk, so that after a power cut they can be freed. Guarded by the file system's lock. */
final class Orphans {
    private final Ufs ufs;

    Orphans(Ufs ufs) {
        this.ufs = ufs;
    }

    /** Its number, 0 if there is none, −EIO. */
    int first() {
        Buffer block = ufs.cache.read(UfsFormat.SUPER_BLOCK);
        return block == null ? -Errno.EIO : block.get32(UfsFormat.SUPER_ORPHANS);
    }

    /** Writes its inode too. */
    @Symbol("ufs_orphan_add")
    int add(UfsNode node) {
        int next = first();
        int error = next < 0 ? next : node.update();
        error = error == 0 ? setNext(node.inode, next) : error;
        return error == 0 ? setFirst(node.inode) : error;
    }

    @Symbol("ufs_orphan_remove")
    int remove(UfsNode node) {
        int before = 0;
        int each = first();
        while (each > 0 && each != node.inode) {
            before = each;
            each = next(each);
        }
        if (each <= 0) {
            return -Errno.EIO;
        }
        int next = next(each);
        return next < 0 ? next : before == 0 ? setFirst(next) : setNext(before, next);
    }

    private int next(int inode) {
        Buffer record = ufs.cache.read(ufs.geometry.inodeBlock(inode));
        return record == null ? -Errno.EIO : record.get32(Superblock.inodeOffset(inode) + UfsFormat.INODE_NEXT_ORPHAN);
    }

    private int setFirst(int inode) {
        Buffer block = ufs.cache.read(UfsFormat.SUPER_BLOCK);
        if (block == null) {
            return -Errno.EIO;
        }
        block.put32(UfsFormat.SUPER_ORPHANS, inode);
        ufs.cache.log(block, UfsFormat.SUPER_ORPHANS, 4);
        return 0;
    }

    private int setNext(int inode, int next) {
        Buffer record = ufs.cache.read(ufs.geometry.inodeBlock(inode));
        if (record == null) {
            return -Errno.EIO;
        }
        int at = Superblock.inodeOffset(inode) + UfsFormat.INODE_NEXT_ORPHAN;
        record.put32(at, next);
        ufs.cache.log(record, at, 4);
        return 0;
    }
}
