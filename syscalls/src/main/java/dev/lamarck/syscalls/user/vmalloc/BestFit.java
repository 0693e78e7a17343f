package dev.lamarck.syscalls.user.vmalloc;

/**
 * The smallest free block that is large enough. Tiny and small sizes go to their lists ({@link SmallBlocks}), large ones to those just given back
 * ({@link RecentBlocks}); if these do not have it, a larger block of the lists or of the tree ({@link LargeBlocks}) is cut. Free neighbours are always joined, but for
 * recent ones. The free block at the end of the newest segment is the wilderness, in no list: it is cut last, and grows with the segment.
 */
public final class BestFit extends AllocationMethod {
    /** A segment's content before its first block, and the header at its end. */
    private static final long SEGMENT_OVERHEAD = 16;
    private static final long BEFORE_FIRST = 8;

    private final SmallBlocks small = new SmallBlocks();
    private final LargeBlocks large = new LargeBlocks();
    private final RecentBlocks recent = new RecentBlocks();
    private long wilderness;
    /** The header at the newest segment's end. */
    private long end;

    @Override
    long allocate(Region region, long size) {
        long bytes = Block.bytesFor(size);
        long block = bytes < SmallBlocks.LARGE ? small.take(bytes) : recent.take(bytes);
        if (block == 0) {
            block = cut(region, bytes);
        }
        if (block == 0) {
            return 0;
        }
        Block.makeUsed(block, Block.size(block));
        return Block.user(block);
    }

    /** A free block made for the size, of a larger one or of new memory; 0 if there is none. It is in no list. */
    private long cut(Region region, long bytes) {
        long block = takeFree(bytes);
        if (block == 0 && joinRecent()) {
            block = takeFree(bytes);
        }
        if (block == 0) {
            block = takeWilderness(region, bytes);
        }
        if (block != 0) {
            split(block, bytes);
        }
        return block;
    }

    private long takeFree(long bytes) {
        long block = bytes < SmallBlocks.LARGE ? small.takeAtLeast(bytes) : 0;
        return block == 0 ? large.takeAtLeast(bytes) : block;
    }

    /** Joins recent blocks to their neighbours; whether there were any. */
    private boolean joinRecent() {
        long block = recent.takeFirst();
        boolean isAny = block != 0;
        while (block != 0) {
            join(block);
            block = recent.takeFirst();
        }
        return isAny;
    }

    private long takeWilderness(Region region, long bytes) {
        long has = wilderness == 0 ? 0 : Block.size(wilderness);
        if (has < bytes && !extend(region, bytes - has) && !addSegment(region, bytes)) {
            return 0;
        }
        long block = wilderness;
        wilderness = 0;
        return block;
    }

    /** Makes the newest segment longer, and the wilderness with it: the header at the end becomes that of what comes. */
    private boolean extend(Region region, long more) {
        if (!region.segments.extend(more)) {
            return false;
        }
        long block = end;
        enclose(region, block);
        join(block);
        return true;
    }

    private boolean addSegment(Region region, long bytes) {
        if (!region.segments.add(bytes + SEGMENT_OVERHEAD)) {
            return false;
        }
        if (wilderness != 0) {
            insert(wilderness);
        }
        long block = firstOf(region, region.segments.newest());
        Block.begin(block);
        enclose(region, block);
        wilderness = block;
        return true;
    }

    static long firstOf(Region region, long segment) {
        return region.segments.content(segment) + BEFORE_FIRST;
    }

    /** Makes a free block of all from there to a new header at the newest segment's end. */
    private void enclose(Region region, long block) {
        end = endOf(region, region.segments.newest());
        Block.makeLast(end);
        Block.makeFree(block, end - block);
    }

    private static long endOf(Region region, long segment) {
        return region.segments.end(segment) - Block.HEADER_BYTES;
    }

    /** Keeps the first bytes of a free block in no list, and makes the rest a free block of its own. */
    private void split(long block, long bytes) {
        long rest = Block.size(block) - bytes;
        if (rest != 0) {
            long behind = block + bytes;
            Block.begin(behind);
            Block.makeFree(behind, rest);
            Block.makeFree(block, bytes);
            place(behind);
        }
    }

    /** Of a block that is in no list, makes a free one, together with its free neighbours. */
    private void join(long block) {
        long start = block;
        long size = Block.size(block);
        long behind = Block.behind(block);
        if (!Block.isInUse(behind)) {
            remove(behind);
            size += Block.size(behind);
        }
        long before = Block.freeBefore(block);
        if (before != 0) {
            remove(before);
            size += Block.size(before);
            start = before;
        }
        Block.makeFree(start, size);
        place(start);
    }

    /** A free block that needs no joining is the wilderness or in a list. */
    private void place(long block) {
        if (Block.behind(block) == end) {
            wilderness = block;
        } else {
            insert(block);
        }
    }

    private void insert(long block) {
        if (Block.size(block) < SmallBlocks.LARGE) {
            small.insert(block);
        } else {
            large.insert(block);
        }
    }

    private void remove(long block) {
        if (block == wilderness) {
            wilderness = 0;
        } else if (Block.size(block) < SmallBlocks.LARGE) {
            small.remove(block);
        } else {
            large.remove(block);
        }
    }

    @Override
    boolean free(Region region, long address) {
        if (!isBlock(address)) {
            return false;
        }
        long block = Block.ofUser(address);
        if (Block.size(block) < SmallBlocks.LARGE) {
            join(block);
            return true;
        }
        if (recent.isFull()) {
            joinRecent();
        }
        recent.insert(block);
        return true;
    }

    /** As far as the address and the header tell; {@link Debug} knows. */
    private static boolean isBlock(long address) {
        return address != 0 && (address & 15) == 0 && isHeld(Block.ofUser(address));
    }

    static boolean isHeld(long block) {
        return Block.isInUse(block) && !Block.isRecent(block) && !Block.isLast(block);
    }

    @Override
    long sizeOf(Region region, long address) {
        return isBlock(address) ? Block.userBytes(Block.ofUser(address)) : -1;
    }

    @Override
    long align(Region region, long size, long alignment) {
        long address = allocate(region, size + alignment);
        if (address == 0) {
            return 0;
        }
        long block = Block.ofUser(address);
        long there = Block.ofUser(address + alignment - 1 & -alignment);
        if (there != block) {
            long bytes = Block.behind(block) - there;
            Block.makeFree(block, there - block);
            Block.makeUsed(there, bytes);
            join(block);
        }
        shorten(there, Block.bytesFor(size));
        return Block.user(there);
    }

    @Override
    long resize(Region region, long address, long size, int flags) {
        long block = Block.ofUser(address);
        long bytes = Block.bytesFor(size);
        if (Block.size(block) >= bytes || lengthen(region, block, bytes)) {
            shorten(block, bytes);
            return address;
        }
        return (flags & (Region.MOVE | Region.COPY)) == 0 ? 0 : move(region, address, size, flags);
    }

    private long move(Region region, long address, long size, int flags) {
        long moved = allocate(region, size);
        if (moved != 0) {
            if ((flags & Region.COPY) != 0) {
                Region.copy(address, moved, Block.userBytes(Block.ofUser(address)));
            }
            free(region, address);
        }
        return moved;
    }

    /** Takes in the free block behind, if that is enough, or made so by a longer segment. */
    private boolean lengthen(Region region, long block, long bytes) {
        long more = bytes - Block.size(block);
        long behind = Block.behind(block);
        long has = Block.isInUse(behind) ? 0 : Block.size(behind);
        if (has < more && behind + has == end && extend(region, more - has)) {
            has = Block.size(behind);
        }
        if (has < more) {
            return false;
        }
        remove(behind);
        Block.makeUsed(block, Block.size(block) + has);
        return true;
    }

    /** Gives back what a block in use has too much. */
    private void shorten(long block, long bytes) {
        long rest = Block.size(block) - bytes;
        if (rest != 0) {
            long behind = block + bytes;
            Block.begin(behind);
            Block.makeUsed(behind, rest);
            Block.makeUsed(block, bytes);
            join(behind);
        }
    }

    @Override
    long blockAt(Region region, long address) {
        long segment = region.segments.containing(address);
        if (segment == 0) {
            return 0;
        }
        long block = firstOf(region, segment);
        while (!Block.isLast(block) && address >= Block.behind(block)) {
            block = Block.behind(block);
        }
        return isHeld(block) && address >= Block.user(block) ? Block.user(block) : 0;
    }

    @Override
    void compact(Region region) {
        joinRecent();
        long segment = region.segments.newest();
        while (segment != 0) {
            long next = region.segments.next(segment);
            long first = firstOf(region, segment);
            if (!Block.isInUse(first) && Block.isLast(Block.behind(first))) {
                remove(first);
                region.segments.release(segment);
                findWilderness(region);
            }
            segment = next;
        }
    }

    /** After the newest segment may have become another. */
    private void findWilderness(Region region) {
        long newest = region.segments.newest();
        end = newest == 0 ? 0 : endOf(region, newest);
        long before = newest == 0 ? 0 : Block.freeBefore(end);
        if (before != 0 && before != wilderness) {
            remove(before);
            wilderness = before;
        }
    }

    @Override
    void clear() {
        small.clear();
        large.clear();
        recent.clear();
        wilderness = 0;
        end = 0;
    }

    @Override
    void count(Region region, RegionStatistics statistics) {
        for (long segment = region.segments.newest(); segment != 0; segment = region.segments.next(segment)) {
            for (long block = firstOf(region, segment); !Block.isLast(block); block = Block.behind(block)) {
                if (isHeld(block)) {
                    statistics.busy(Block.userBytes(block));
                } else {
                    statistics.free(Block.userBytes(block));
                }
            }
        }
    }

    /** Whether all of it fits together: each block with its neighbours, each free one where it is looked for. */
    boolean isSound(Region region) {
        for (long segment = region.segments.newest(); segment != 0; segment = region.segments.next(segment)) {
            long block = firstOf(region, segment);
            boolean isAfterFree = false;
            while (!Block.isLast(block)) {
                if (Block.behind(block) > endOf(region, segment) || !isSound(block, isAfterFree)) {
                    return false;
                }
                isAfterFree = !Block.isInUse(block);
                block = Block.behind(block);
            }
            if (block != endOf(region, segment) || Block.freeBefore(block) != 0 != isAfterFree) {
                return false;
            }
        }
        return true;
    }

    private boolean isSound(long block, boolean isAfterFree) {
        if (Block.freeBefore(block) != 0 != isAfterFree) {
            return false;
        }
        if (Block.isInUse(block)) {
            return true;
        }
        return !isAfterFree && Block.freeBefore(Block.behind(block)) == block && isFound(block);
    }

    private boolean isFound(long block) {
        if (Block.behind(block) == end) {
            return block == wilderness;
        }
        return Block.size(block) < SmallBlocks.LARGE ? small.contains(block) : large.contains(block);
    }
}
