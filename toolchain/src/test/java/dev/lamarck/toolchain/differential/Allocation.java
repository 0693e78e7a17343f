package dev.lamarck.toolchain.differential;

import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.RuntimeHook;

/** The allocator of the compiled samples: an arena that starts anew when it is nearly full, for no object outlives its call by much. */
@Magic
final class Allocation {
    private static final long START = 0xC0_0000;
    private static final long NEARLY_FULL = START + 0x30_0000;

    private static long free = START;

    @RuntimeHook(RuntimeHook.Kind.NEW)
    static long allocate(long hub) {
        return zeroed(hub, Memory.load32(hub + HubLayout.INSTANCE_BYTES));
    }

    @RuntimeHook(RuntimeHook.Kind.NEW_ARRAY)
    static long allocateArray(long hub, int length) {
        int shift = Memory.load32(hub + HubLayout.FLAGS) >> HubLayout.ELEMENT_SHIFT_POSITION & HubLayout.ELEMENT_SHIFT_MASK;
        long array = zeroed(hub, HubLayout.ARRAY_ELEMENTS + ((long) length << shift));
        Memory.store32(array + HubLayout.ARRAY_LENGTH, length);
        return array;
    }

    private static long zeroed(long hub, long bytes) {
        long start = free > NEARLY_FULL ? START : free;
        free = start + bytes + 7 & ~7L;
        for (long at = start; at < free; at += 8) {
            Memory.store64(at, 0);
        }
        Memory.store32(start + HubLayout.OBJECT_HUB, (int) hub);
        return start;
    }

    private Allocation() {}
}
