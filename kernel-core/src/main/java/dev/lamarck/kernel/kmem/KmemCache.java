package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Text;

/**
 * Buffers of one size, carved from one-page slabs, with {@link MagazineLayer magazines} before them. A slab begins with its header; a free buffer's second word is the
 * index of the next free one in its slab. Slabs with a free buffer are on a doubly linked list; an empty slab's page
 * is given back, except the list's last. A slab's page names its cache as owner, so a buffer's address is enough to
 * free it.
 */
@Magic
public final class KmemCache extends MagazineLayer {
    static final int HEADER_BYTES = 32;
    private static final int NEXT = 0;
    private static final int PREVIOUS = 8;
    private static final int FREE_INDEX = 16;
    private static final int IN_USE = 20;
    /** In a free buffer. */
    private static final int LINK = 4;
    private static final int NONE = -1;
    private static final int RECIPROCAL_BITS = 20;

    private final SpinLock lock = new SpinLock();
    private int bufferBytes;
    /** From one buffer to the next: the size, but for audited ones, which have their {@link AuditTag} in between. */
    private int stride;
    private int perSlab;
    /** 2^{@link #RECIPROCAL_BITS} over the stride, rounded up: the quotient of a multiple of it within a slab is exact. */
    private int reciprocal;
    private @Kva long partial;
    /** Buffers that have left slabs and come back to them. */
    private long allocations;
    private long frees;
    /** The class of which it has the objects, 0 if it is a size's; and the next such cache. */
    private long hub;
    private KmemCache next;

    /** Sets the size, a multiple of 8, of a cache not yet used. */
    KmemCache ofSize(int bytes) {
        useMagazines(bytes);
        return ofSlabs(bytes);
    }

    /** The same for one that does without magazines. */
    KmemCache ofSlabs(int bytes) {
        bufferBytes = bytes;
        return ofStride(bytes);
    }

    private KmemCache ofStride(int bytes) {
        stride = bytes;
        perSlab = (Pages.BYTES - HEADER_BYTES) / bytes;
        reciprocal = (1 << RECIPROCAL_BITS) / bytes + 1;
        return this;
    }

    /** Has its buffers audited, before there are any. */
    KmemCache audited() {
        return ofStride(bufferBytes + AuditTag.BYTES);
    }

    void ofClass(long hub, KmemCache next) {
        this.hub = hub;
        this.next = next;
    }

    public KmemCache next() {
        return next;
    }

    /** The name of the class of which it has the objects, as the class file has it; null for a size's. */
    String name() {
        return hub == 0 ? null : (String) Address.object(Memory.load64(hub + HubLayout.NAME));
    }

    public byte[] className() {
        return Text.bytes(name());
    }

    /** A buffer with undefined contents for something of no more than its size; 0 if there is no memory. */
    @Kva long allocate(long bytes) {
        long level = Interrupts.disable();
        long buffer = take(bytes);
        Interrupts.restore(level);
        return buffer;
    }

    @Override
    @NoInline
    @Kva long takeSlowly(long bytes) {
        long buffer = takeFromNext();
        if (buffer == 0) {
            buffer = takeFromSlab();
        }
        if (buffer == 0) {
            Kmem.reap();
            buffer = takeFromSlab();
        }
        if (KmemAudit.isOn() && buffer != 0) {
            KmemAudit.given(this, buffer, (int) bytes);
        }
        return buffer;
    }

    /** A buffer that was in no magazine; 0 if there is no memory. */
    @Kva long takeFromSlab() {
        lock.acquire();
        if (partial == 0) {
            addSlab();
        }
        long buffer = partial == 0 ? 0 : takeFrom(partial);
        lock.release();
        return buffer;
    }

    private long takeFrom(long slab) {
        long buffer = buffer(slab, Memory.load32(slab + FREE_INDEX));
        int next = Memory.load32(buffer + LINK);
        Memory.store32(slab + FREE_INDEX, next);
        Memory.store32(slab + IN_USE, Memory.load32(slab + IN_USE) + 1);
        if (next == NONE) {
            unlink(slab);
        }
        allocations++;
        return buffer;
    }

    private void addSlab() {
        long slab = Pages.allocate(0);
        if (slab == 0) {
            return;
        }
        Pages.setOwner(slab, Address.of(this));
        if (KmemAudit.isOn() && stride != bufferBytes) {
            KmemAudit.slabAdded(this, slab);
        }
        for (int i = 0; i < perSlab; i++) {
            Memory.store32(buffer(slab, i) + LINK, i + 1 < perSlab ? i + 1 : NONE);
        }
        Memory.store32(slab + FREE_INDEX, 0);
        Memory.store32(slab + IN_USE, 0);
        link(slab);
    }

    /** Takes a buffer back; its first eight bytes are the cache's from here on but for the poison in the first word. */
    void free(@Kva long buffer) {
        long level = Interrupts.disable();
        put(buffer);
        Interrupts.restore(level);
    }

    @Override
    @NoInline
    void putSlowly(@Kva long buffer) {
        if (KmemAudit.isOn()) {
            KmemAudit.takenBack(this, buffer);
        }
        if (!putIntoNext(buffer)) {
            giveToSlab(buffer);
        }
    }

    @Override
    void giveToSlab(@Kva long buffer) {
        long slab = buffer & -Pages.BYTES;
        int index = (int) ((buffer - slab - HEADER_BYTES) * reciprocal >>> RECIPROCAL_BITS);
        lock.acquire();
        assert buffer(slab, index) == buffer;
        int first = Memory.load32(slab + FREE_INDEX);
        Memory.store32(buffer + LINK, first);
        Memory.store32(slab + FREE_INDEX, index);
        int inUse = Memory.load32(slab + IN_USE) - 1;
        assert inUse >= 0;
        Memory.store32(slab + IN_USE, inUse);
        if (first == NONE) {
            link(slab);
        }
        frees++;
        if (inUse == 0 && (Memory.load64(slab + NEXT) != 0 || Memory.load64(slab + PREVIOUS) != 0)) {
            unlink(slab);
            if (KmemAudit.isOn()) {
                KmemAudit.slabGone(slab);
            }
            Pages.release(slab);
        }
        lock.release();
    }

    private long buffer(long slab, int index) {
        return slab + HEADER_BYTES + (long) index * stride;
    }

    // For auditing: buffers by their tags.

    @Kva long firstTag(@Kva long slab) {
        return buffer(slab, 0) + bufferBytes;
    }

    /** The tag of the next buffer in its slab; 0 behind the last. */
    @Kva long tagBehind(@Kva long tag) {
        return tag + stride < buffer(tag & -Pages.BYTES, perSlab) ? tag + stride : 0;
    }

    /** The tag of the buffer in which an address lies; 0 if it lies between them. */
    @Kva long tagAround(@Kva long address) {
        long slab = address & -Pages.BYTES;
        long index = (address - slab - HEADER_BYTES) / stride;
        long buffer = buffer(slab, (int) index);
        return index < perSlab && address >= buffer && address < buffer + bufferBytes ? buffer + bufferBytes : 0;
    }

    private void link(long slab) {
        Memory.store64(slab + NEXT, partial);
        Memory.store64(slab + PREVIOUS, 0);
        if (partial != 0) {
            Memory.store64(partial + PREVIOUS, slab);
        }
        partial = slab;
    }

    private void unlink(long slab) {
        long next = Memory.load64(slab + NEXT);
        long previous = Memory.load64(slab + PREVIOUS);
        if (previous == 0) {
            partial = next;
        } else {
            Memory.store64(previous + NEXT, next);
        }
        if (next != 0) {
            Memory.store64(next + PREVIOUS, previous);
        }
    }

    public int bufferBytes() {
        return bufferBytes;
    }

    /** Buffers handed out and not taken back. */
    public long inUse() {
        return allocations - frees - idle();
    }
}
