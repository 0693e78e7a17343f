package dev.lamarck.syscalls.user.vmalloc;

import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** C's allocation on one region of best fit over the break: what a program without regions calls. */
@Magic
public final class Malloc {
    private static final Region HEAP = new Region(new BreakDiscipline(), new BestFit());

    /** The region of it. */
    public static Region heap() {
        return HEAP;
    }

    /** 0 if there is no memory. */
    public static long malloc(long size) {
        return HEAP.allocate(size);
    }

    /** Cleared; 0 if there is no memory, or if the product is none. */
    public static long calloc(long count, long size) {
        if (count < 0 || size < 0 || size != 0 && count > Long.MAX_VALUE / size) {
            return 0;
        }
        long address = HEAP.allocate(count * size);
        long end = address == 0 ? 0 : address + HEAP.sizeOf(address);
        for (long at = address; at < end; at += 8) {
            Memory.store64(at, 0);
        }
        return address;
    }

    /** Of address 0 it is {@link #malloc}; to size 0 it is {@link #free}. */
    public static long realloc(long address, long size) {
        if (address == 0) {
            return HEAP.allocate(size);
        }
        if (size == 0) {
            HEAP.free(address);
            return 0;
        }
        return HEAP.resize(address, size, Region.MOVE | Region.COPY);
    }

    /** At a multiple of a power of two. */
    public static long memalign(long alignment, long size) {
        return HEAP.align(size, alignment);
    }

    /** Address 0 is nothing. */
    public static void free(long address) {
        if (address != 0) {
            HEAP.free(address);
        }
    }

    private Malloc() {}
}
