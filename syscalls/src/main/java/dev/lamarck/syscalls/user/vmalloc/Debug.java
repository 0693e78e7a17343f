package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * {@link BestFit} with fences. A block of its is the user's address, then the user's size and a word made of his address right before what he has, and behind it
 * bytes of one value. What is freed is overwritten. An address is looked for among all blocks before it is believed. Damage is told to the
 * discipline when a block is freed, resized or checked.
 */
@Magic
public final class Debug extends AllocationMethod {
    private static final long BEFORE = 32;
    private static final int SIZE = -24;
    private static final int FENCE = -8;
    private static final int LEAST_BEHIND = 8;
    private static final long FENCE_WORD = 0x5AFE_5AFE_5AFE_5AFEL;
    private static final int FENCE_BYTE = 0x5A;
    private static final int FREED_BYTE = 0xDE;

    private final BestFit method = new BestFit();

    @Override
    long allocate(Region region, long size) {
        return align(region, size, 16);
    }

    @Override
    long align(Region region, long size, long alignment) {
        long inner = method.allocate(region, size + BEFORE + alignment + LEAST_BEHIND);
        if (inner == 0) {
            return 0;
        }
        long address = inner + BEFORE + alignment - 1 & -alignment;
        Memory.store64(inner, address);
        enclose(region, inner, size);
        return address;
    }

    private void enclose(Region region, long inner, long size) {
        long address = Memory.load64(inner);
        Memory.store64(address + SIZE, size);
        Memory.store64(address + FENCE, address ^ FENCE_WORD);
        fill(address + size, inner + method.sizeOf(region, inner), FENCE_BYTE);
    }

    private static void fill(long from, long to, int value) {
        for (long at = from; at < to; at++) {
            Memory.store8(at, value);
        }
    }

    /** The block of the inner method whose user has just this address; 0 if there is none. */
    private long innerOf(Region region, long address) {
        long inner = method.blockAt(region, address);
        return inner != 0 && Memory.load64(inner) == address ? inner : 0;
    }

    private boolean isWhole(Region region, long inner) {
        long address = Memory.load64(inner);
        long end = inner + method.sizeOf(region, inner);
        if (address < inner + BEFORE || address > end || (address & 15) != 0 || Memory.load64(address + FENCE) != (address ^ FENCE_WORD)) {
            return false;
        }
        long size = Memory.load64(address + SIZE);
        if (size < 0 || size > end - address) {
            return false;
        }
        long at = address + size;
        while (at < end && Memory.load8(at) == FENCE_BYTE) {
            at++;
        }
        return at == end;
    }

    /** Tells the discipline of each block that is damaged; their number. */
    public int check(Region region) {
        int damaged = 0;
        for (long segment = region.segments.newest(); segment != 0; segment = region.segments.next(segment)) {
            for (long block = BestFit.firstOf(region, segment); !Block.isLast(block); block = Block.behind(block)) {
                if (BestFit.isHeld(block) && !isWhole(region, Block.user(block))) {
                    region.tell(Discipline.Event.OVERWRITTEN, Memory.load64(Block.user(block)));
                    damaged++;
                }
            }
        }
        return damaged;
    }

    @Override
    long resize(Region region, long address, long size, int flags) {
        long inner = innerOf(region, address);
        long has = sizeOf(region, address);
        if (address + size + LEAST_BEHIND <= inner + method.sizeOf(region, inner)) {
            tellIfDamaged(region, inner);
            enclose(region, inner, size);
            return address;
        }
        if ((flags & (Region.MOVE | Region.COPY)) == 0) {
            return 0;
        }
        long moved = allocate(region, size);
        if (moved != 0) {
            Region.copy(address, moved, (flags & Region.COPY) != 0 ? Math.min(has, size) : 0);
            free(region, address);
        }
        return moved;
    }

    private void tellIfDamaged(Region region, long inner) {
        if (!isWhole(region, inner)) {
            region.tell(Discipline.Event.OVERWRITTEN, Memory.load64(inner));
        }
    }

    @Override
    boolean free(Region region, long address) {
        long inner = innerOf(region, address);
        if (inner == 0) {
            return false;
        }
        tellIfDamaged(region, inner);
        fill(inner, inner + method.sizeOf(region, inner), FREED_BYTE);
        return method.free(region, inner);
    }

    @Override
    long sizeOf(Region region, long address) {
        return innerOf(region, address) == 0 ? -1 : Memory.load64(address + SIZE);
    }

    @Override
    long blockAt(Region region, long address) {
        long inner = method.blockAt(region, address);
        if (inner == 0) {
            return 0;
        }
        long user = Memory.load64(inner);
        return address >= user && address < user + Memory.load64(user + SIZE) ? user : 0;
    }

    @Override
    void compact(Region region) {
        method.compact(region);
    }

    @Override
    void clear() {
        method.clear();
    }

    @Override
    void count(Region region, RegionStatistics statistics) {
        method.count(region, statistics);
    }
}
