package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The blocks that {@link BestFit} cuts segments into, known by their headers' addresses: a word with the size, header included, a multiple of 16, and flags; then
 * what the user has, at a multiple of 16. A block's neighbour behind begins where it ends; the last of a segment is a header alone, in use and of size zero. A free
 * block has its links in place of the user's bytes, and its last word is its size again, so that the block behind can find its beginning. The
 * tiny one, of 16 bytes, has no room for that: the block behind is told by a flag of its own.
 */
@Magic
final class Block {
    static final long TINY = 16;
    static final long HEADER_BYTES = 8;

    private static final long IN_USE = 1;
    private static final long AFTER_FREE = 2;
    private static final long AFTER_TINY = 4;
    /** Given back but kept as it is for a while; its neighbours hold it for in use. */
    private static final long RECENT = 8;
    private static final long FLAGS = 15;

    private static final int NEXT = 8;
    private static final int PREVIOUS = 16;
    private static final int LEFT = 24;
    private static final int RIGHT = 32;

    /** Bytes of the block for a user who wants so many. */
    static long bytesFor(long size) {
        return size + HEADER_BYTES + 15 & -16;
    }

    static long user(long block) {
        return block + HEADER_BYTES;
    }

    static long ofUser(long address) {
        return address - HEADER_BYTES;
    }

    static long size(long block) {
        return Memory.load64(block) & ~FLAGS;
    }

    /** Bytes the user has of it. */
    static long userBytes(long block) {
        return size(block) - HEADER_BYTES;
    }

    static long behind(long block) {
        return block + size(block);
    }

    static boolean isLast(long block) {
        return size(block) == 0;
    }

    static boolean isInUse(long block) {
        return (Memory.load64(block) & IN_USE) != 0;
    }

    static boolean isRecent(long block) {
        return (Memory.load64(block) & RECENT) != 0;
    }

    static void setRecent(long block, boolean isRecent) {
        long word = Memory.load64(block);
        Memory.store64(block, isRecent ? word | RECENT : word & ~RECENT);
    }

    /** The free block right before; 0 if what is there is in use. */
    static long freeBefore(long block) {
        long word = Memory.load64(block);
        if ((word & AFTER_TINY) != 0) {
            return block - TINY;
        }
        return (word & AFTER_FREE) != 0 ? block - Memory.load64(block - 8) : 0;
    }

    /** Makes a block's header of memory behind which there is another block's; it keeps what it knew of the block before. */
    static void makeFree(long block, long size) {
        Memory.store64(block, size | Memory.load64(block) & (AFTER_FREE | AFTER_TINY));
        long behind = block + size;
        long flag = AFTER_TINY;
        if (size > TINY) {
            Memory.store64(behind - 8, size);
            flag = AFTER_FREE;
        }
        Memory.store64(behind, Memory.load64(behind) & ~(AFTER_FREE | AFTER_TINY) | flag);
    }

    /** The same of one in use. */
    static void makeUsed(long block, long size) {
        Memory.store64(block, size | IN_USE | Memory.load64(block) & (AFTER_FREE | AFTER_TINY));
        long behind = block + size;
        Memory.store64(behind, Memory.load64(behind) & ~(AFTER_FREE | AFTER_TINY));
    }

    /** The header at the end of a segment, after which nothing is. */
    static void makeLast(long block) {
        Memory.store64(block, IN_USE);
    }

    /** Where a header will be, for which no block before it is free. */
    static void begin(long block) {
        Memory.store64(block, 0);
    }

    static long next(long block) {
        return Memory.load64(block + NEXT);
    }

    static void setNext(long block, long next) {
        Memory.store64(block + NEXT, next);
    }

    static long previous(long block) {
        return Memory.load64(block + PREVIOUS);
    }

    static void setPrevious(long block, long previous) {
        Memory.store64(block + PREVIOUS, previous);
    }

    static long left(long block) {
        return Memory.load64(block + LEFT);
    }

    static void setLeft(long block, long left) {
        Memory.store64(block + LEFT, left);
    }

    static long right(long block) {
        return Memory.load64(block + RIGHT);
    }

    static void setRight(long block, long right) {
        Memory.store64(block + RIGHT, right);
    }

    private Block() {}
}
