package dev.lamarck.kernel.ufs;

/**
 * The numbers of the disk format; {@code docs/kernel/ufs.md} draws it. Everything is big-endian. A disk address is a fragment's number in 32 bits; 0 is none. Blocks
 * begin at multiples of eight fragments. Shared with the host's tools, which have everything else of their own.
 */
public final class UfsFormat {
    public static final int SECTOR_BYTES = 512;
    public static final int SECTORS_PER_BLOCK = 16;
    public static final int FRAGMENT_SHIFT = 10;
    public static final int FRAGMENT_BYTES = 1 << FRAGMENT_SHIFT;
    public static final int FRAGMENTS_PER_BLOCK = 8;
    public static final int SECTORS_PER_FRAGMENT = FRAGMENT_BYTES / SECTOR_BYTES;
    public static final int BLOCK_SHIFT = 13;
    public static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;

    // The super block: the first sector of block 1.
    public static final int SUPER_BLOCK = 1;
    public static final long SUPER_MAGIC = 0x4C41_4D55_4653_3031L;
    public static final int SUPER_FRAGMENTS = 8;
    public static final int SUPER_GROUPS = 12;
    public static final int SUPER_BLOCKS_PER_GROUP = 16;
    public static final int SUPER_INODES_PER_GROUP = 20;
    /** The block in which the first cylinder group begins. */
    public static final int SUPER_FIRST_GROUP = 24;
    public static final int SUPER_LOG_BLOCK = 28;
    public static final int SUPER_LOG_BLOCKS = 32;
    /** The first of the inodes without a name that are still open: {@link #INODE_NEXT_ORPHAN} leads on. */
    public static final int SUPER_ORPHANS = 36;

    // A cylinder group: a block of its own, then its inodes, then its data.
    public static final int GROUP_MAGIC = 0x0009_0255;
    public static final int GROUP_INDEX = 4;
    public static final int GROUP_FREE_FRAGMENTS = 8;
    public static final int GROUP_FREE_INODES = 12;
    public static final int GROUP_DIRECTORIES = 16;
    /** Bit set: the inode is in use. */
    public static final int GROUP_INODE_MAP = 512;
    /** A byte a block, a bit a fragment, the lowest first. Bit set: the fragment is free. */
    public static final int GROUP_FRAGMENT_MAP = 1024;
    /** The map takes two sectors at most. */
    public static final int MAX_BLOCKS_PER_GROUP = 1024;
    public static final int MAX_INODES_PER_GROUP = 4096;
    /** Sectors of a group's block that change. */
    public static final int GROUP_SECTORS = 4;

    // An inode; four a sector.
    public static final int INODE_BYTES = 128;
    public static final int INODES_PER_BLOCK = BLOCK_BYTES / INODE_BYTES;
    public static final int ROOT_INODE = 2;
    public static final int INODE_MODE = 0;
    public static final int INODE_LINKS = 4;
    public static final int INODE_SIZE = 8;
    public static final int INODE_ACCESSED = 16;
    public static final int INODE_MODIFIED = 24;
    public static final int INODE_CHANGED = 32;
    /** Twelve blocks; or, of a short symbolic link, its text. */
    public static final int INODE_DIRECT = 40;
    public static final int INODE_INDIRECT = 88;
    public static final int INODE_DOUBLE_INDIRECT = 92;
    /** How many the file has, indirect blocks counted. */
    public static final int INODE_FRAGMENTS = 96;
    public static final int INODE_NEXT_ORPHAN = 100;
    public static final int INODE_OWNER = 104;
    public static final int INODE_GROUP = 108;
    public static final int DIRECT_BLOCKS = 12;
    public static final int POINTER_BYTES = 4;
    public static final int POINTERS_PER_BLOCK = BLOCK_BYTES / POINTER_BYTES;
    public static final int SHORT_LINK_BYTES = INODE_FRAGMENTS - INODE_DIRECT;
    public static final long MAX_BLOCKS = DIRECT_BLOCKS + POINTERS_PER_BLOCK + (long) POINTERS_PER_BLOCK * POINTERS_PER_BLOCK;
    public static final long MAX_SIZE = MAX_BLOCKS * BLOCK_BYTES;
    public static final int MAX_LINKS = 32_767;

    // A directory: chunks of a sector, each filled with entries, none across two.
    public static final int CHUNK_BYTES = SECTOR_BYTES;
    /** 0: the entry is free. */
    public static final int ENTRY_INODE = 0;
    public static final int ENTRY_LENGTH = 4;
    /** The top four bits of the inode's mode. */
    public static final int ENTRY_KIND = 6;
    public static final int ENTRY_NAME_LENGTH = 7;
    public static final int ENTRY_NAME = 8;
    public static final int KIND_SHIFT = 12;

    // The log: a header sector, sectors of numbers of sectors, then these sectors' bytes.
    public static final long LOG_MAGIC = 0x4C41_4D4C_4F47_3031L;
    public static final int LOG_SEQUENCE = 8;
    public static final int LOG_COUNT = 16;
    /** {@link LogSum} of all sectors that belong to it. */
    public static final int LOG_SUM = 24;
    /** {@link LogSum} of the header up to here. */
    public static final int LOG_HEADER_SUM = 32;
    public static final int NUMBERS_PER_SECTOR = SECTOR_BYTES / 4;

    /** Sectors of metadata that one operation may change on a disk of so many groups. */
    public static int operationSectors(int groups) {
        return GROUP_SECTORS * groups + 128;
    }

    /** Sectors of metadata that fit a log of so many blocks. */
    public static int logCapacity(int logBlocks) {
        int sectors = logBlocks * SECTORS_PER_BLOCK - 1;
        return sectors - (sectors + NUMBERS_PER_SECTOR) / (NUMBERS_PER_SECTOR + 1);
    }

    /** Bytes of a directory entry with a name of that length. */
    public static int entryBytes(int nameLength) {
        return ENTRY_NAME + nameLength + 3 & -4;
    }

    /** Fragments that block {@code index} of a file of that size has, unless it is a hole. */
    public static int fragmentsOf(long size, long index) {
        if (size >= index + 1 << BLOCK_SHIFT) {
            return FRAGMENTS_PER_BLOCK;
        }
        long rest = size - (index << BLOCK_SHIFT);
        return rest <= 0 ? 0 : index >= DIRECT_BLOCKS ? FRAGMENTS_PER_BLOCK : (int) (rest + FRAGMENT_BYTES - 1 >> FRAGMENT_SHIFT);
    }

    private UfsFormat() {}
}
