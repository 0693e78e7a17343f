package dev.lamarck.workloads.ufs;

import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.kernel.ufs.UfsFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes a file system with nothing in it but its root: {@code mkfs}. */
public final class UfsMaker {
    private static final int DIRECTORY_MODE = UfsTree.DIRECTORY << UfsFormat.KIND_SHIFT | 0x1ED;
    private static final int LEAST_LOG_BLOCKS = 24;
    /** Of the whole disk, the log has one in so many blocks, if it may have more than the least. */
    private static final int LOG_SHARE = 64;
    private static final int MOST_LOG_BLOCKS = 128;
    private static final int INODES_PER_BLOCK = UfsFormat.INODES_PER_BLOCK;

    private final ByteBuffer bytes;
    private final int blocksPerGroup;
    private final int inodesPerGroup;
    private final int logBlocks;
    private final int firstGroup;
    private int groups;
    private int blocks;

    private UfsMaker(long size, int blocksPerGroup) {
        this.blocksPerGroup = blocksPerGroup;
        inodesPerGroup = (blocksPerGroup + INODES_PER_BLOCK - 1) / INODES_PER_BLOCK * INODES_PER_BLOCK;
        blocks = (int) Math.min(Integer.MAX_VALUE / UfsFormat.BLOCK_BYTES, size / UfsFormat.BLOCK_BYTES);
        int most = (blocks + blocksPerGroup - 1) / blocksPerGroup;
        logBlocks = logBlocks(most);
        firstGroup = UfsFormat.SUPER_BLOCK + 1 + logBlocks;
        groups = (blocks - firstGroup + blocksPerGroup - 1) / blocksPerGroup;
        // A last group without room for contents is none.
        int used = 1 + inodesPerGroup / INODES_PER_BLOCK;
        if (groups > 0 && blocks - firstGroup - (groups - 1) * blocksPerGroup <= used) {
            groups--;
            blocks = firstGroup + groups * blocksPerGroup;
        }
        if (groups <= 0) {
            throw new InvalidInput("%d bytes are too few for a file system".formatted(size));
        }
        bytes = ByteBuffer.allocate((int) size);
    }

    private int logBlocks(int most) {
        int needed = LEAST_LOG_BLOCKS;
        while (UfsFormat.logCapacity(needed) < UfsFormat.operationSectors(most)) {
            needed++;
        }
        return Math.max(needed, Math.min(MOST_LOG_BLOCKS, blocks / LOG_SHARE));
    }

    /** An image of so many bytes with groups of the usual size. */
    public static byte[] make(long size) {
        return make(size, UfsFormat.MAX_BLOCKS_PER_GROUP);
    }

    public static byte[] make(long size, int blocksPerGroup) {
        int least = 2 + (blocksPerGroup + INODES_PER_BLOCK - 1) / INODES_PER_BLOCK;
        if (blocksPerGroup < least || blocksPerGroup > UfsFormat.MAX_BLOCKS_PER_GROUP) {
            throw new InvalidInput("a group has from %d to %d blocks".formatted(3, UfsFormat.MAX_BLOCKS_PER_GROUP));
        }
        if (size > Integer.MAX_VALUE) {
            throw new InvalidInput("an image has less than 2 GB");
        }
        UfsMaker maker = new UfsMaker(size, blocksPerGroup);
        maker.writeSuper();
        for (int group = 0; group < maker.groups; group++) {
            maker.writeGroup(group);
        }
        maker.writeRoot();
        return maker.bytes.array();
    }

    private void writeSuper() {
        int at = UfsFormat.SUPER_BLOCK * UfsFormat.BLOCK_BYTES;
        bytes.putLong(at, UfsFormat.SUPER_MAGIC);
        bytes.putInt(at + UfsFormat.SUPER_FRAGMENTS, blocks * UfsFormat.FRAGMENTS_PER_BLOCK);
        bytes.putInt(at + UfsFormat.SUPER_GROUPS, groups);
        bytes.putInt(at + UfsFormat.SUPER_BLOCKS_PER_GROUP, blocksPerGroup);
        bytes.putInt(at + UfsFormat.SUPER_INODES_PER_GROUP, inodesPerGroup);
        bytes.putInt(at + UfsFormat.SUPER_FIRST_GROUP, firstGroup);
        bytes.putInt(at + UfsFormat.SUPER_LOG_BLOCK, UfsFormat.SUPER_BLOCK + 1);
        bytes.putInt(at + UfsFormat.SUPER_LOG_BLOCKS, logBlocks);
    }

    private void writeGroup(int group) {
        int block = firstGroup + group * blocksPerGroup;
        int at = block * UfsFormat.BLOCK_BYTES;
        int first = 1 + inodesPerGroup / INODES_PER_BLOCK;
        int end = Math.min(blocksPerGroup, blocks - block);
        bytes.putInt(at, UfsFormat.GROUP_MAGIC);
        bytes.putInt(at + UfsFormat.GROUP_INDEX, group);
        bytes.putInt(at + UfsFormat.GROUP_FREE_FRAGMENTS, (end - first) * UfsFormat.FRAGMENTS_PER_BLOCK);
        bytes.putInt(at + UfsFormat.GROUP_FREE_INODES, inodesPerGroup);
        for (int i = first; i < end; i++) {
            bytes.put(at + UfsFormat.GROUP_FRAGMENT_MAP + i, (byte) 0xFF);
        }
    }

    private void writeRoot() {
        int group = firstGroup * UfsFormat.BLOCK_BYTES;
        int block = firstGroup + 1 + inodesPerGroup / INODES_PER_BLOCK;
        int fragment = block * UfsFormat.FRAGMENTS_PER_BLOCK;
        // Inodes 0 and 1 are never used, 2 is the root.
        bytes.put(group + UfsFormat.GROUP_INODE_MAP, (byte) 7);
        bytes.putInt(group + UfsFormat.GROUP_FREE_INODES, inodesPerGroup - 3);
        bytes.putInt(group + UfsFormat.GROUP_DIRECTORIES, 1);
        int map = group + UfsFormat.GROUP_FRAGMENT_MAP + block - firstGroup;
        bytes.put(map, (byte) (bytes.get(map) & ~1));
        bytes.putInt(group + UfsFormat.GROUP_FREE_FRAGMENTS, bytes.getInt(group + UfsFormat.GROUP_FREE_FRAGMENTS) - 1);
        UfsWriter.writeInode(bytes, (firstGroup + 1) * UfsFormat.BLOCK_BYTES + UfsFormat.ROOT_INODE * UfsFormat.INODE_BYTES, DIRECTORY_MODE, 2,
                UfsFormat.CHUNK_BYTES);
        int inode = (firstGroup + 1) * UfsFormat.BLOCK_BYTES + UfsFormat.ROOT_INODE * UfsFormat.INODE_BYTES;
        bytes.putInt(inode + UfsFormat.INODE_DIRECT, fragment);
        bytes.putInt(inode + UfsFormat.INODE_FRAGMENTS, 1);
        UfsWriter.writeDots(bytes, fragment * UfsFormat.FRAGMENT_BYTES, UfsFormat.ROOT_INODE, UfsFormat.ROOT_INODE);
    }

    static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
