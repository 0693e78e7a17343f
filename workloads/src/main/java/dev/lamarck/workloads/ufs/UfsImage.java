package dev.lamarck.workloads.ufs;

import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.kernel.ufs.LogSum;
import dev.lamarck.kernel.ufs.UfsFormat;
import java.nio.ByteBuffer;

/** An image's bytes by their place in the format. What a power cut left in the log is put where it belongs when the image is opened, in memory. */
public final class UfsImage {
    static final int BLOCK = UfsFormat.BLOCK_BYTES;
    static final int FRAGMENT = UfsFormat.FRAGMENT_BYTES;
    static final int SECTOR = UfsFormat.SECTOR_BYTES;
    static final int PER_BLOCK = UfsFormat.FRAGMENTS_PER_BLOCK;
    private static final int SUPER = UfsFormat.SUPER_BLOCK * BLOCK;

    final ByteBuffer bytes;
    final int fragments;
    final int groups;
    final int blocksPerGroup;
    final int inodesPerGroup;
    final int firstGroup;
    final int logBlock;
    final int logBlocks;
    private final int replayed;

    private UfsImage(byte[] image) {
        bytes = ByteBuffer.wrap(image);
        if (image.length < SUPER + BLOCK || bytes.getLong(SUPER) != UfsFormat.SUPER_MAGIC) {
            throw new InvalidInput("the image holds no UFS");
        }
        fragments = bytes.getInt(SUPER + UfsFormat.SUPER_FRAGMENTS);
        groups = bytes.getInt(SUPER + UfsFormat.SUPER_GROUPS);
        blocksPerGroup = bytes.getInt(SUPER + UfsFormat.SUPER_BLOCKS_PER_GROUP);
        inodesPerGroup = bytes.getInt(SUPER + UfsFormat.SUPER_INODES_PER_GROUP);
        firstGroup = bytes.getInt(SUPER + UfsFormat.SUPER_FIRST_GROUP);
        logBlock = bytes.getInt(SUPER + UfsFormat.SUPER_LOG_BLOCK);
        logBlocks = bytes.getInt(SUPER + UfsFormat.SUPER_LOG_BLOCKS);
        if (!isSound()) {
            throw new InvalidInput("the image's super block is damaged");
        }
        replayed = replay();
    }

    /** Works on the bytes themselves. Throws {@link InvalidInput} if they are none. */
    public static UfsImage open(byte[] image) {
        return new UfsImage(image);
    }

    private boolean isSound() {
        return fragments > 0 && (long) fragments * FRAGMENT <= bytes.capacity()
                && groups > 0 && blocksPerGroup > 1 && blocksPerGroup <= UfsFormat.MAX_BLOCKS_PER_GROUP
                && inodesPerGroup > 0 && inodesPerGroup <= UfsFormat.MAX_INODES_PER_GROUP
                && logBlock > UfsFormat.SUPER_BLOCK && logBlocks > 0 && firstGroup >= logBlock + logBlocks
                && firstDataBlock(groups - 1) < fragments / PER_BLOCK;
    }

    public byte[] array() {
        return bytes.array();
    }

    /** Sectors that the log had for other places; 0 if it had nothing. */
    public int replayed() {
        return replayed;
    }

    private int replay() {
        int log = logBlock * BLOCK;
        int count = bytes.getInt(log + UfsFormat.LOG_COUNT);
        int numbers = (count + UfsFormat.NUMBERS_PER_SECTOR - 1) / UfsFormat.NUMBERS_PER_SECTOR;
        if (bytes.getLong(log) != UfsFormat.LOG_MAGIC || count <= 0 || (long) (1 + numbers + count) * SECTOR > (long) logBlocks * BLOCK
                || bytes.getLong(log + UfsFormat.LOG_HEADER_SUM) != sum(log, UfsFormat.LOG_HEADER_SUM)
                || bytes.getLong(log + UfsFormat.LOG_SUM) != sum(log + SECTOR, (numbers + count) * SECTOR)) {
            return 0;
        }
        byte[] body = new byte[SECTOR];
        for (int i = 0; i < count; i++) {
            bytes.get(log + (1 + numbers + i) * SECTOR, body);
            bytes.put(bytes.getInt(log + SECTOR + 4 * i) * SECTOR, body);
        }
        bytes.putLong(log, 0);
        return count;
    }

    private long sum(int at, int length) {
        long sum = LogSum.START;
        for (int i = at; i < at + length; i += Long.BYTES) {
            sum = LogSum.add(sum, bytes.getLong(i));
        }
        return sum;
    }

    int firstOrphan() {
        return bytes.getInt(SUPER + UfsFormat.SUPER_ORPHANS);
    }

    // ---- groups; all positions are in bytes

    int groupBlock(int group) {
        return firstGroup + group * blocksPerGroup;
    }

    /** The first block of a group that may be a file's. */
    int firstDataBlock(int group) {
        return groupBlock(group) + 1 + inodesPerGroup / UfsFormat.INODES_PER_BLOCK;
    }

    int groupAt(int group) {
        return groupBlock(group) * BLOCK;
    }

    boolean isInodeUsed(int inode) {
        int at = groupAt(inode / inodesPerGroup) + UfsFormat.GROUP_INODE_MAP + inode % inodesPerGroup / 8;
        return (bytes.get(at) & 1 << inode % inodesPerGroup % 8) != 0;
    }

    boolean isFree(int fragment) {
        int group = (fragment / PER_BLOCK - firstGroup) / blocksPerGroup;
        int at = groupAt(group) + UfsFormat.GROUP_FRAGMENT_MAP + fragment / PER_BLOCK - groupBlock(group);
        return (bytes.get(at) & 1 << fragment % PER_BLOCK) != 0;
    }

    // ---- inodes

    int inodes() {
        return groups * inodesPerGroup;
    }

    int inodeAt(int inode) {
        int block = groupBlock(inode / inodesPerGroup) + 1 + inode % inodesPerGroup / UfsFormat.INODES_PER_BLOCK;
        return block * BLOCK + inode % UfsFormat.INODES_PER_BLOCK * UfsFormat.INODE_BYTES;
    }

    int mode(int inode) {
        return bytes.getInt(inodeAt(inode) + UfsFormat.INODE_MODE);
    }

    int kind(int inode) {
        return mode(inode) >>> UfsFormat.KIND_SHIFT;
    }

    long size(int inode) {
        return bytes.getLong(inodeAt(inode) + UfsFormat.INODE_SIZE);
    }

    int links(int inode) {
        return bytes.getInt(inodeAt(inode) + UfsFormat.INODE_LINKS);
    }

    int pointer(int inode, int field) {
        return bytes.getInt(inodeAt(inode) + field);
    }

    int entry(int table, int slot) {
        return bytes.getInt(table * FRAGMENT + slot * UfsFormat.POINTER_BYTES);
    }

    /** The first fragment of a file's block; 0 if it is a hole. */
    int find(int inode, long index) {
        if (index < UfsFormat.DIRECT_BLOCKS) {
            return pointer(inode, UfsFormat.INODE_DIRECT + (int) index * UfsFormat.POINTER_BYTES);
        }
        long rest = index - UfsFormat.DIRECT_BLOCKS;
        if (rest < UfsFormat.POINTERS_PER_BLOCK) {
            int table = pointer(inode, UfsFormat.INODE_INDIRECT);
            return table == 0 ? 0 : entry(table, (int) rest);
        }
        rest -= UfsFormat.POINTERS_PER_BLOCK;
        int parent = pointer(inode, UfsFormat.INODE_DOUBLE_INDIRECT);
        int table = parent == 0 ? 0 : entry(parent, (int) (rest / UfsFormat.POINTERS_PER_BLOCK));
        return table == 0 ? 0 : entry(table, (int) (rest % UfsFormat.POINTERS_PER_BLOCK));
    }

    /** What is in a file. */
    byte[] contents(int inode) {
        byte[] contents = new byte[Math.toIntExact(size(inode))];
        if (isShortLink(inode)) {
            bytes.get(inodeAt(inode) + UfsFormat.INODE_DIRECT, contents);
            return contents;
        }
        for (int at = 0; at < contents.length; at += BLOCK) {
            int fragment = find(inode, at / BLOCK);
            if (fragment != 0) {
                bytes.get(fragment * FRAGMENT, contents, at, Math.min(BLOCK, contents.length - at));
            }
        }
        return contents;
    }

    boolean isShortLink(int inode) {
        return kind(inode) == UfsTree.LINK && size(inode) <= UfsFormat.SHORT_LINK_BYTES;
    }
}
