package dev.lamarck.syscalls.user.vmalloc;

/** A stack of blocks with nothing between them: only the last one allocated can be given back or made longer, the others go all at once with the region. */
public final class LastAllocated extends AllocationMethod {
    /** The last block; 0 if there is none, or if it was given back. */
    private long last;
    private long fresh;
    private long freshEnd;
    private long given;

    @Override
    long allocate(Region region, long size) {
        return align(region, size, 16);
    }

    @Override
    long align(Region region, long size, long alignment) {
        long bytes = size + 15 & -16;
        long block = fresh + alignment - 1 & -alignment;
        if (freshEnd - block < bytes) {
            if (!grow(region, bytes + alignment)) {
                return 0;
            }
            block = fresh + alignment - 1 & -alignment;
        }
        given += block + bytes - fresh;
        fresh = block + bytes;
        last = block;
        return block;
    }

    private boolean grow(Region region, long bytes) {
        Segments segments = region.segments;
        if (!segments.extend(bytes)) {
            if (!segments.add(bytes)) {
                return false;
            }
            fresh = segments.content(segments.newest());
        }
        freshEnd = segments.end(segments.newest());
        return true;
    }

    @Override
    long resize(Region region, long address, long size, int flags) {
        long bytes = size + 15 & -16;
        if (address + bytes > freshEnd) {
            return (flags & (Region.MOVE | Region.COPY)) == 0 ? 0 : move(region, address, size, flags);
        }
        given += address + bytes - fresh;
        fresh = address + bytes;
        return address;
    }

    private long move(Region region, long address, long size, int flags) {
        long has = fresh - address;
        long moved = allocate(region, size);
        if (moved != 0 && (flags & Region.COPY) != 0) {
            Region.copy(address, moved, has);
        }
        return moved;
    }

    @Override
    boolean free(Region region, long address) {
        if (address == 0 || address != last) {
            return false;
        }
        given -= fresh - last;
        fresh = last;
        last = 0;
        return true;
    }

    @Override
    long sizeOf(Region region, long address) {
        return address != 0 && address == last ? fresh - last : -1;
    }

    @Override
    long blockAt(Region region, long address) {
        return last != 0 && address >= last && address < fresh ? last : 0;
    }

    /** Nothing: what is above a block is not known to be free before the region is. */
    @Override
    void compact(Region region) {}

    @Override
    void clear() {
        last = 0;
        fresh = 0;
        freshEnd = 0;
        given = 0;
    }

    /** All that was given and not given back is one block. */
    @Override
    void count(Region region, RegionStatistics statistics) {
        if (given != 0) {
            statistics.busy(given);
        }
        if (fresh != freshEnd) {
            statistics.free(freshEnd - fresh);
        }
    }
}
