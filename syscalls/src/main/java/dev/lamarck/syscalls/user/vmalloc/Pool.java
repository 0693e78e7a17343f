package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Blocks of one size, that of the first one wanted, with nothing between them. A free one's first word links to the next. */
@Magic
public final class Pool extends AllocationMethod {
    /** A segment has room for so many at least. */
    private static final int BLOCKS = 16;

    private long blockBytes;
    private long free;
    /** Of the newest segment, what no block was ever made of. */
    private long fresh;
    private long freshEnd;
    private long given;

    @Override
    long allocate(Region region, long size) {
        if (blockBytes == 0) {
            blockBytes = size + 15 & -16;
        }
        if (size > blockBytes) {
            return 0;
        }
        long block = free;
        if (block != 0) {
            free = Memory.load64(block);
        } else {
            block = cut(region);
        }
        given += block == 0 ? 0 : 1;
        return block;
    }

    private long cut(Region region) {
        if (freshEnd - fresh < blockBytes && !grow(region)) {
            return 0;
        }
        long block = fresh;
        fresh += blockBytes;
        return block;
    }

    private boolean grow(Region region) {
        Segments segments = region.segments;
        if (freshEnd == 0 || !segments.extend(blockBytes)) {
            if (!segments.add(BLOCKS * blockBytes)) {
                return false;
            }
            fresh = segments.content(segments.newest());
        }
        freshEnd = segments.end(segments.newest());
        return true;
    }

    /** Not of a pool, whose blocks lie where they lie. */
    @Override
    long align(Region region, long size, long alignment) {
        return 0;
    }

    @Override
    long resize(Region region, long address, long size, int flags) {
        return size <= blockBytes ? address : 0;
    }

    @Override
    boolean free(Region region, long address) {
        if (sizeOf(region, address) < 0) {
            return false;
        }
        Memory.store64(address, free);
        free = address;
        given--;
        return true;
    }

    /** It cannot tell whether the block is in use. */
    @Override
    long sizeOf(Region region, long address) {
        return address != 0 && blockAt(region, address) == address ? blockBytes : -1;
    }

    @Override
    long blockAt(Region region, long address) {
        long segment = region.segments.containing(address);
        if (segment == 0 || segment == region.segments.newest() && address >= fresh) {
            return 0;
        }
        long content = region.segments.content(segment);
        return address - (address - content) % blockBytes;
    }

    /** Nothing: a segment's blocks may be in use anywhere. */
    @Override
    void compact(Region region) {}

    @Override
    void clear() {
        blockBytes = 0;
        free = 0;
        fresh = 0;
        freshEnd = 0;
        given = 0;
    }

    @Override
    void count(Region region, RegionStatistics statistics) {
        for (long i = 0; i < given; i++) {
            statistics.busy(blockBytes);
        }
        for (long block = free; block != 0; block = Memory.load64(block)) {
            statistics.free(blockBytes);
        }
    }
}
