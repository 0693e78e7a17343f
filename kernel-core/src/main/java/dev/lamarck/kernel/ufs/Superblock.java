package dev.lamarck.kernel.ufs;

/** What the super block says about the disk; nothing here changes while it is mounted. */
final class Superblock {
    final int fragments;
    final int groups;
    final int blocksPerGroup;
    final int inodesPerGroup;
    final int logBlock;
    final int logBlocks;
    private final int firstGroup;
    private final long magic;

    Superblock(Buffer block) {
        magic = block.get64(0);
        fragments = block.get32(UfsFormat.SUPER_FRAGMENTS);
        groups = block.get32(UfsFormat.SUPER_GROUPS);
        blocksPerGroup = block.get32(UfsFormat.SUPER_BLOCKS_PER_GROUP);
        inodesPerGroup = block.get32(UfsFormat.SUPER_INODES_PER_GROUP);
        firstGroup = block.get32(UfsFormat.SUPER_FIRST_GROUP);
        logBlock = block.get32(UfsFormat.SUPER_LOG_BLOCK);
        logBlocks = block.get32(UfsFormat.SUPER_LOG_BLOCKS);
    }

    /** Whether it is a super block, of a file system that fits a disk of so many sectors. */
    boolean isValid(long sectors) {
        return magic == UfsFormat.SUPER_MAGIC
                && groups > 0
                && blocksPerGroup > 1 && blocksPerGroup <= UfsFormat.MAX_BLOCKS_PER_GROUP
                && inodesPerGroup > 0 && inodesPerGroup <= UfsFormat.MAX_INODES_PER_GROUP && inodesPerGroup % UfsFormat.INODES_PER_BLOCK == 0
                && logBlock > UfsFormat.SUPER_BLOCK && logBlocks > 0 && firstGroup >= logBlock + logBlocks
                && UfsFormat.logCapacity(logBlocks) >= UfsFormat.operationSectors(groups)
                && fragments > 0 && fragments <= sectors / 2
                && (long) firstGroup + (long) groups * blocksPerGroup >= fragments / UfsFormat.FRAGMENTS_PER_BLOCK
                && firstGroup + (groups - 1L) * blocksPerGroup + 1 + inodesPerGroup / UfsFormat.INODES_PER_BLOCK
                        < fragments / UfsFormat.FRAGMENTS_PER_BLOCK;
    }

    int groupBlock(int group) {
        return firstGroup + group * blocksPerGroup;
    }

    /** The group that a fragment is in, or the nearest. */
    int groupOf(int fragment) {
        int group = (fragment / UfsFormat.FRAGMENTS_PER_BLOCK - firstGroup) / blocksPerGroup;
        return Math.max(0, Math.min(groups - 1, group));
    }

    /** Whether an inode of that number can be. */
    boolean isInode(int number) {
        return number >= UfsFormat.ROOT_INODE && number < groups * inodesPerGroup;
    }

    /** Whether a file may have such fragments. */
    boolean isData(int fragment, int count) {
        return fragment >= groupBlock(0) * UfsFormat.FRAGMENTS_PER_BLOCK && fragment <= fragments - count;
    }

    int inodeBlock(int number) {
        return groupBlock(number / inodesPerGroup) + 1 + number % inodesPerGroup / UfsFormat.INODES_PER_BLOCK;
    }

    static int inodeOffset(int number) {
        return number % UfsFormat.INODES_PER_BLOCK * UfsFormat.INODE_BYTES;
    }

    /** Where a file with that inode best has its contents. */
    int goal(int inode) {
        return (groupBlock(inode / inodesPerGroup) + 1 + inodesPerGroup / UfsFormat.INODES_PER_BLOCK) * UfsFormat.FRAGMENTS_PER_BLOCK;
    }
}
