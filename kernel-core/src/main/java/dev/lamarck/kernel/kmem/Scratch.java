package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.RuntimeHook;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The current thread's arena: objects of {@code @Scratch} classes, allocated by moving a pointer, freed all at once
 * by going back to a mark. Who must survive a full arena asks {@link #room()} first.
 */
@Magic
public final class Scratch {
    /** The state to go back to. */
    public static long mark() {
        return KThread.current().scratchNext;
    }

    /** Frees everything allocated since the mark. */
    public static void release(long mark) {
        KThread self = KThread.current();
        assert mark >= self.scratchLow && mark <= self.scratchNext;
        self.scratchNext = mark;
    }

    /** Bytes left. */
    public static long room() {
        KThread self = KThread.current();
        return self.scratchHigh - self.scratchNext;
    }

    /** The most bytes that were ever in use at once. */
    public static long peak() {
        KThread self = KThread.current();
        return self.scratchPeak - self.scratchLow;
    }

    @RuntimeHook(RuntimeHook.Kind.NEW_SCRATCH)
    @Symbol("scratch_new")
    static long allocateObject(long hub) {
        int bytes = Memory.load32(hub + HubLayout.INSTANCE_BYTES) + 7 & -8;
        long object = allocate(bytes);
        Memory.store32(object + HubLayout.OBJECT_HUB, (int) hub);
        Memory.store32(object + HubLayout.OBJECT_STATE, 0);
        Blocks.zero(object + HubLayout.OBJECT_FIELDS, bytes - HubLayout.OBJECT_FIELDS);
        return object;
    }

    @RuntimeHook(RuntimeHook.Kind.NEW_SCRATCH_ARRAY)
    @Symbol("scratch_new_array")
    static long allocateArray(long hub, int length) {
        long bytes = HubLayout.ARRAY_ELEMENTS + ((long) length << Kmem.elementShift(hub));
        long array = allocate(bytes);
        Kmem.formatArray(array, hub, length, bytes);
        return array;
    }

    private static long allocate(long bytes) {
        KThread self = KThread.current();
        long at = self.scratchNext;
        long next = at + (bytes + 7 & -8L);
        if (next > self.scratchHigh) {
            throw Kernel.panic("scratch arena is full");
        }
        self.scratchNext = next;
        if (next > self.scratchPeak) {
            self.scratchPeak = next;
        }
        return at;
    }

    private Scratch() {}
}
