package dev.lamarck.syscalls.user.vmalloc;

/**
 * Free blocks of less than {@link #LARGE} bytes: a list a size, and a bit a list that is not empty. Those of the tiny size have no room for a link back, so one of
 * them is found by going through its list.
 */
final class SmallBlocks {
    private static final int LISTS = 64;
    private static final int SIZE_SHIFT = 4;
    /** The smallest block that is not kept here. */
    static final long LARGE = (long) LISTS << SIZE_SHIFT;

    /** Entry n is of blocks of 16n bytes. */
    private final long[] first = new long[LISTS];
    private long occupied;

    private static int list(long size) {
        return (int) (size >> SIZE_SHIFT);
    }

    void insert(long block) {
        int list = list(Block.size(block));
        long next = first[list];
        Block.setNext(block, next);
        if (list > 1) {
            Block.setPrevious(block, 0);
            if (next != 0) {
                Block.setPrevious(next, block);
            }
        }
        first[list] = block;
        occupied |= 1L << list;
    }

    void remove(long block) {
        int list = list(Block.size(block));
        long next = Block.next(block);
        long previous = list > 1 ? Block.previous(block) : tinyBefore(block);
        if (previous != 0) {
            Block.setNext(previous, next);
        } else {
            setFirst(list, next);
        }
        if (list > 1 && next != 0) {
            Block.setPrevious(next, previous);
        }
    }

    private long tinyBefore(long block) {
        long before = 0;
        for (long at = first[1]; at != block; at = Block.next(at)) {
            before = at;
        }
        return before;
    }

    private void setFirst(int list, long block) {
        first[list] = block;
        if (block == 0) {
            occupied &= ~(1L << list);
        }
    }

    /** Takes a block of exactly this tiny or small size; 0 if there is none. */
    long take(long size) {
        long block = first[list(size)];
        if (block != 0) {
            remove(block);
        }
        return block;
    }

    /** Takes the smallest block of this size or more; 0 if there is none. */
    long takeAtLeast(long size) {
        long fitting = occupied & -1L << list(size);
        return fitting == 0 ? 0 : take((long) Long.numberOfTrailingZeros(fitting) << SIZE_SHIFT);
    }

    boolean contains(long block) {
        long at = first[list(Block.size(block))];
        while (at != 0 && at != block) {
            at = Block.next(at);
        }
        return at != 0;
    }

    void clear() {
        for (int i = 0; i < LISTS; i++) {
            first[i] = 0;
        }
        occupied = 0;
    }
}
