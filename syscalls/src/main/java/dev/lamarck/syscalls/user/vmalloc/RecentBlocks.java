package dev.lamarck.syscalls.user.vmalloc;

/**
 * The last few large blocks given back, not yet joined to their neighbours, since who gives one back often wants as much soon: a list that is looked through
 * before the tree is.
 */
final class RecentBlocks {
    private static final int MOST = 8;
    /** A block may be larger than what is wanted by this part of itself. */
    private static final int WASTE_SHIFT = 3;

    private long first;
    private int count;

    boolean isFull() {
        return count == MOST;
    }

    void insert(long block) {
        Block.setRecent(block, true);
        Block.setNext(block, first);
        first = block;
        count++;
    }

    /** Takes one that fits closely; 0 if there is none. */
    long take(long size) {
        long before = 0;
        for (long block = first; block != 0; block = Block.next(block)) {
            long has = Block.size(block);
            if (has >= size && has - size <= has >> WASTE_SHIFT) {
                unlink(before, block);
                return block;
            }
            before = block;
        }
        return 0;
    }

    /** Takes any; 0 if there is none. */
    long takeFirst() {
        long block = first;
        if (block != 0) {
            unlink(0, block);
        }
        return block;
    }

    private void unlink(long before, long block) {
        if (before == 0) {
            first = Block.next(block);
        } else {
            Block.setNext(before, Block.next(block));
        }
        Block.setRecent(block, false);
        count--;
    }

    void clear() {
        first = 0;
        count = 0;
    }
}
