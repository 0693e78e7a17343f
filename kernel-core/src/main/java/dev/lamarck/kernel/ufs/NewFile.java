package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.toolchain.magic.Text;

/** A file in the making: first everything that it needs is allocated, then nothing can fail any more but the disk. The file system's lock is held. */
final class NewFile {
    private final Ufs ufs;
    private final UfsDirectory above;
    private int mode;
    private int inode;
    private int fragment;
    private int fragments;

    NewFile(Ufs ufs, UfsDirectory above) {
        this.ufs = ufs;
        this.above = above;
    }

    /** How many a symbolic link's text takes. */
    static int fragmentsOf(byte[] target) {
        return target.length <= UfsFormat.SHORT_LINK_BYTES ? 0 : UfsFormat.fragmentsOf(target.length, 0);
    }

    /** An inode, and fragments for what is in the file from the beginning. @return 0, −ENOSPC, −EIO; then it has allocated nothing */
    int allocate(int wantedMode, int wantedFragments) {
        mode = Permission.modeIn(above, wantedMode);
        fragments = wantedFragments;
        fragment = fragments == 0 ? 0 : ufs.groups.allocate(ufs.geometry.goal(above.inode), fragments);
        int error = fragments > 0 && fragment == 0 ? -Errno.ENOSPC : 0;
        inode = error == 0 ? ufs.newInode(mode, above) : error;
        if (inode < 0 && fragment > 0) {
            ufs.groups.giveBack(fragment, fragments);
        }
        return Math.min(inode, 0);
    }

    /** The file, held; a symbolic link's has the text {@code target}. Null if the disk fails. */
    UfsNode complete(byte[] target) {
        Buffer record = ufs.cache.read(ufs.geometry.inodeBlock(inode));
        Buffer contents = record == null || fragment == 0 ? record : ufs.cache.readFragment(fragment);
        if (contents == null) {
            return null;
        }
        int at = Superblock.inodeOffset(inode);
        record.put32(at + UfsFormat.INODE_FRAGMENTS, fragments);
        if (fragment > 0) {
            record.put32(at + UfsFormat.INODE_DIRECT, fragment);
            contents.clear(contents.offset(fragment), fragments << UfsFormat.FRAGMENT_SHIFT);
        }
        if (target != null) {
            writeText(record, at, contents, target);
        } else if ((mode & FileMode.KIND) == FileMode.DIRECTORY) {
            writeDots(record, at, contents);
        }
        ufs.cache.log(record, at, UfsFormat.INODE_BYTES);
        return ufs.node(inode);
    }

    private void writeText(Buffer record, int at, Buffer contents, byte[] target) {
        record.put64(at + UfsFormat.INODE_SIZE, target.length);
        if (fragment == 0) {
            record.putBytes(at + UfsFormat.INODE_DIRECT, target, 0, target.length);
        } else {
            contents.putBytes(contents.offset(fragment), target, 0, target.length);
            ufs.cache.changed(contents, contents.offset(fragment), fragments << UfsFormat.FRAGMENT_SHIFT);
        }
    }

    /** A directory's first chunk: itself, and the one above. */
    private void writeDots(Buffer record, int at, Buffer contents) {
        int self = UfsFormat.entryBytes(1);
        int chunk = contents.offset(fragment);
        DirectoryScan.put(contents, chunk, self, inode, Text.bytes("."), 0, 1, FileMode.DIRECTORY);
        DirectoryScan.put(contents, chunk + self, UfsFormat.CHUNK_BYTES - self, above.inode, Text.bytes(".."), 0, 2, FileMode.DIRECTORY);
        ufs.cache.log(contents, chunk, fragments << UfsFormat.FRAGMENT_SHIFT);
        record.put64(at + UfsFormat.INODE_SIZE, UfsFormat.CHUNK_BYTES);
        record.put32(at + UfsFormat.INODE_LINKS, 1);
    }
}
