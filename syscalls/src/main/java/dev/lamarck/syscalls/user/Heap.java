package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.RuntimeHook;

/**
 * The heap of a user program: blocks of powers of two, cut from the break and kept on one free list a size. What {@code new} makes lives
 * until {@link #free}; nothing is collected. A free block's first word links to the next.
 */
@Magic
public final class Heap {
    private static final int SMALLEST_SHIFT = 4;
    /** The break moves by this much at least. */
    private static final long GROWTH = 64 * 1024;

    private static final long[] FREE = new long[48];
    /** Unused memory between what has been cut and the break. */
    private static long fresh;
    private static long end;

    @RuntimeHook(RuntimeHook.Kind.NEW)
    static long allocate(long hub) {
        long object = block(Memory.load32(hub + HubLayout.INSTANCE_BYTES));
        Memory.store32(object + HubLayout.OBJECT_HUB, (int) hub);
        return object;
    }

    @RuntimeHook(RuntimeHook.Kind.NEW_ARRAY)
    static long allocateArray(long hub, int length) {
        long array = block(arrayBytes(hub, length));
        Memory.store32(array + HubLayout.OBJECT_HUB, (int) hub);
        Memory.store32(array + HubLayout.ARRAY_LENGTH, length);
        return array;
    }

    /** Gives an object or array of this heap back; null is nothing. Objects of the image are not of this heap. */
    public static void free(Object object) {
        if (object != null) {
            release(Address.of(object));
        }
    }

    static void release(long address) {
        long hub = Memory.loadUnsigned32(address + HubLayout.OBJECT_HUB);
        boolean array = (Memory.load32(hub + HubLayout.FLAGS) & HubLayout.FLAG_ARRAY) != 0;
        long bytes = array ? arrayBytes(hub, Memory.load32(address + HubLayout.ARRAY_LENGTH)) : Memory.load32(hub + HubLayout.INSTANCE_BYTES);
        int shift = shiftOf(bytes);
        Memory.store64(address, FREE[shift]);
        FREE[shift] = address;
    }

    /** Forgets all memory: for a process that begins on the host, where classes are not loaded anew. */
    static void reset() {
        for (int i = 0; i < FREE.length; i++) {
            FREE[i] = 0;
        }
        fresh = 0;
        end = 0;
    }

    private static long arrayBytes(long hub, int length) {
        int elementShift = Memory.load32(hub + HubLayout.FLAGS) >> HubLayout.ELEMENT_SHIFT_POSITION & HubLayout.ELEMENT_SHIFT_MASK;
        return HubLayout.ARRAY_ELEMENTS + ((long) length << elementShift);
    }

    private static int shiftOf(long bytes) {
        int shift = SMALLEST_SHIFT;
        while (1L << shift < bytes) {
            shift++;
        }
        return shift;
    }

    /** A zeroed block. */
    private static long block(long bytes) {
        int shift = shiftOf(bytes);
        long block = FREE[shift];
        if (block == 0) {
            return cut(1L << shift);
        }
        FREE[shift] = Memory.load64(block);
        for (long word = block; word < block + bytes; word += 8) {
            Memory.store64(word, 0);
        }
        return block;
    }

    /** Fresh memory; the kernel gives it zeroed. */
    private static long cut(long bytes) {
        if (end - fresh < bytes) {
            grow(bytes);
        }
        long block = fresh;
        fresh += bytes;
        return block;
    }

    /** Someone else may have moved the break: then what is left of the old area is given up. */
    private static void grow(long bytes) {
        long start = Posix.brk(0);
        if (start != end) {
            fresh = start + 15 & -16;
        }
        long wanted = fresh + Math.max(bytes, GROWTH);
        if (Posix.brk(wanted) != wanted) {
            throw Kernel.panic("out of memory");
        }
        end = wanted;
    }

    private Heap() {}
}
