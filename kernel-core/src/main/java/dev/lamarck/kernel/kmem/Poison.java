package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** What a freed object is overwritten with, so that dispatch and dereference trap. */
@Magic
final class Poison {
    /** The doublewords that the hub's reference map can speak of; its last bit says that there are more. */
    private static final int MAPPED = 31;

    /** Poisons a dead object's class word and references. */
    static void object(@Kva long object) {
        long hub = Memory.loadUnsigned32(object + HubLayout.OBJECT_HUB);
        int flags = Memory.load32(hub + HubLayout.FLAGS);
        if ((flags & HubLayout.FLAG_ARRAY) == 0) {
            fields(object, hub);
        } else if ((flags & HubLayout.FLAG_REFERENCE_ELEMENTS) != 0) {
            long bytes = (long) Memory.load32(object + HubLayout.ARRAY_LENGTH) << Kmem.elementShift(hub);
            Blocks.fill(object + HubLayout.ARRAY_ELEMENTS, bytes, Kmem.POISON);
        }
        Memory.store32(object + HubLayout.OBJECT_HUB, (int) Kmem.POISON);
    }

    private static void fields(@Kva long object, long hub) {
        int map = Memory.load32(hub + HubLayout.REFERENCES);
        long field = object + HubLayout.OBJECT_FIELDS;
        if (map < 0) {
            long mapped = field + 8L * MAPPED;
            long end = object + (Memory.load32(hub + HubLayout.INSTANCE_BYTES) & -8);
            Blocks.fill(mapped, end - mapped, Kmem.POISON);
            map &= Integer.MAX_VALUE;
        }
        for (; map != 0; map >>>= 1, field += 8) {
            if ((map & 1) != 0) {
                Memory.store64(field, Kmem.POISON);
            }
        }
    }

    private Poison() {}
}
