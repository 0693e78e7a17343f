package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.boot.Log;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Text;

/**
 * Auditing of the heap, for a kernel booted with {@code kmem.audit}. Every buffer has a {@link AuditTag} behind it. What was asked for is followed by red zone, up to the tag; a free buffer is filled with {@link
 * Kmem#POISON}. Both are looked at when the buffer changes hands, and when the machine ends, together with what nobody can reach any more ({@link LeakSearch}). A finding is a bug of the kernel: it is told, with the
 * buffer, the place in it and who had it last, and the kernel panics.
 *
 * <p>Audited caches have no magazines, so a buffer changes hands on the slow path only, and a kernel that does not audit pays a test there. Without {@link #start} nothing of this is done. Interrupts are off.
 */
@Magic
public final class KmemAudit {
    /** Fills the red zone: no address, and no text. */
    static final long RED = 0xFBFBFBFB_FBFBFBFBL;
    /** Fills what has been allocated and has not been written. */
    private static final long RAW = 0xBADDCAFE_BADDCAFFL;
    private static final String KEY = "\nkmem.audit=";
    /** The first word of a free buffer, and where the second begins, in which its slab keeps a link. */
    private static final int FIRST_WORD = 4;
    private static final int BEHIND_LINK = 8;

    private static boolean isOn;
    /** By page: whether it is an audited slab or part of a block of pages. */
    private static @Kva long pageKinds;
    static final byte SLAB = 1;
    static final byte BLOCK = 2;
    /** The tags of blocks of pages, which have no room for them: buffers of a cache that is not audited. */
    private static KmemCache ofBlockTags;
    private static @Kva long blocks;

    /** Turns auditing on if the boot arguments say so; before the first allocation. */
    public static void start(@Kva long arguments, long bytes) {
        byte[] key = Text.bytes(KEY);
        boolean isWanted = false;
        for (long at = 0; at + key.length - 1 < bytes; at++) {
            isWanted |= isAt(key, arguments, at) && Memory.load8(arguments + at + key.length - 1) != '0';
        }
        if (isWanted) {
            start();
        }
    }

    /** The first byte of the key stands for the beginning of the text as well. */
    private static boolean isAt(byte[] key, @Kva long arguments, long at) {
        int same = 1;
        while (same < key.length && Memory.load8(arguments + at + same - 1) == key[same]) {
            same++;
        }
        return same == key.length && (at == 0 || Memory.load8(arguments + at - 1) == key[0]);
    }

    static void start() {
        pageKinds = Pages.allocateRun((Pages.count() + Pages.BYTES - 1) / Pages.BYTES);
        Blocks.zero(pageKinds, Pages.count() + 7 & -8);
        isOn = true;
    }

    /** The machine is about to end: a last look at all that there is. */
    public static void finish() {
        if (isOn) {
            long level = Interrupts.disable();
            LeakSearch.checkAll();
            if (LeakSearch.run() > 0) {
                throw Kernel.panic("kernel memory leaked");
            }
            Interrupts.restore(level);
        }
    }

    static void stop() {
        isOn = false;
        blocks = 0;
        ofBlockTags = null;
    }

    public static boolean isOn() {
        return isOn;
    }

    static byte kind(@Kva long address) {
        long page = address - Pages.DIRECT >>> Pages.SHIFT;
        return address < Pages.DIRECT || page >= Pages.count() ? 0 : Memory.load8(pageKinds + page);
    }

    private static void setKind(@Kva long from, int pages, byte kind) {
        for (int i = 0; i < pages; i++) {
            Memory.store8(pageKinds + (from - Pages.DIRECT >>> Pages.SHIFT) + i, kind);
        }
    }

    /** The first tag of a block of pages. */
    static @Kva long blocks() {
        return blocks;
    }

    // What caches tell.

    /** The buffers of a new slab are as free ones are. */
    static void slabAdded(KmemCache cache, @Kva long slab) {
        setKind(slab, 1, SLAB);
        for (long tag = cache.firstTag(slab); tag != 0; tag = cache.tagBehind(tag)) {
            AuditTag.create(tag, tag - cache.bufferBytes());
            Blocks.fill(tag - cache.bufferBytes(), cache.bufferBytes(), Kmem.POISON);
        }
    }

    static void slabGone(@Kva long slab) {
        setKind(slab, 1, (byte) 0);
    }

    /** A buffer has been taken off its slab for somebody. */
    static void given(KmemCache cache, @Kva long buffer, int asked) {
        int bufferBytes = cache.bufferBytes();
        long tag = buffer + bufferBytes;
        checkFree(cache, tag);
        Blocks.fill(buffer, bufferBytes, RAW);
        AuditTag.hold(tag, asked);
        fence(buffer, asked, bufferBytes + AuditTag.RED_ZONE_BYTES);
    }

    /** Somebody gives a buffer back. */
    static void takenBack(KmemCache cache, @Kva long buffer) {
        checkHeld(cache, buffer);
        checkFence(cache, buffer + cache.bufferBytes(), cache.bufferBytes() + AuditTag.RED_ZONE_BYTES);
        Blocks.fill(buffer, cache.bufferBytes(), Kmem.POISON);
        AuditTag.release(buffer + cache.bufferBytes());
    }

    /** Who allocates clears by doublewords: draws the red zone again behind the last byte that was asked for. */
    static void fenceAgain(@Kva long memory, long asked) {
        fence(memory, asked, asked + 7 & -8L);
    }

    private static void fence(@Kva long memory, long from, long to) {
        for (long at = from; at < to; at++) {
            Memory.store8(memory + at, (byte) RED);
        }
    }

    /** The same for a block of pages. */
    static void blockGiven(@Kva long memory, long asked) {
        ofBlockTags = ofBlockTags == null ? new KmemCache().ofSlabs(AuditTag.BYTES) : ofBlockTags;
        long tag = ofBlockTags.takeFromSlab();
        if (tag == 0) {
            throw Kernel.panic("no memory for auditing");
        }
        AuditTag.create(tag, memory);
        AuditTag.hold(tag, (int) asked);
        Memory.store64(tag + AuditTag.NEXT_BLOCK, blocks);
        blocks = tag;
        setKind(memory, Pages.run(memory), BLOCK);
        fence(memory, asked, (long) Pages.run(memory) << Pages.SHIFT);
    }

    static void blockTakenBack(@Kva long memory) {
        long before = 0;
        long tag = blocks;
        while (tag != 0 && AuditTag.start(tag) != memory) {
            before = tag;
            tag = Memory.load64(tag + AuditTag.NEXT_BLOCK);
        }
        if (tag == 0) {
            finding(null, memory, 0, "freed that is none");
        }
        checkFence(null, tag, (long) Pages.run(memory) << Pages.SHIFT);
        setKind(memory, Pages.run(memory), (byte) 0);
        long next = Memory.load64(tag + AuditTag.NEXT_BLOCK);
        if (before == 0) {
            blocks = next;
        } else {
            Memory.store64(before + AuditTag.NEXT_BLOCK, next);
        }
        ofBlockTags.giveToSlab(tag);
    }

    // What is looked for.

    /** Somebody is about to free this. */
    static void checkHeld(@Kva long memory) {
        byte kind = kind(memory);
        if (kind == SLAB) {
            checkHeld((KmemCache) Address.object(Pages.owner(memory & -Pages.BYTES)), memory);
        }
    }

    private static void checkHeld(KmemCache cache, @Kva long buffer) {
        long tag = cache.tagAround(buffer);
        if (tag == 0 || tag - cache.bufferBytes() != buffer) {
            finding(null, buffer, 0, "freed that none begins with");
        }
        if (!AuditTag.isHeld(tag)) {
            finding(cache, buffer, 0, AuditTag.isFree(tag) ? "freed twice" : "freed, and its tag overwritten");
        }
    }

    /** Looks at a buffer as it is, whoever has it. */
    static void check(KmemCache cache, @Kva long tag) {
        if (AuditTag.isHeld(tag)) {
            checkFence(cache, tag, cache.bufferBytes() + AuditTag.RED_ZONE_BYTES);
        } else {
            checkFree(cache, tag);
        }
    }

    private static void checkFence(KmemCache cache, @Kva long tag, long end) {
        long start = AuditTag.start(tag);
        for (long at = AuditTag.asked(tag); at < end; at++) {
            if (Memory.load8(start + at) != (byte) RED) {
                finding(cache, start, at, "written beyond its end");
            }
        }
    }

    private static void checkFree(KmemCache cache, @Kva long tag) {
        long buffer = tag - cache.bufferBytes();
        boolean isIntact = AuditTag.isFree(tag) && AuditTag.start(tag) == buffer && Memory.load64(tag + AuditTag.RED_ZONE) == RED;
        if (!isIntact) {
            finding(cache, buffer, cache.bufferBytes(), "written behind, while it was free");
        }
        for (long at = 0; at < cache.bufferBytes(); at += at == 0 ? BEHIND_LINK : FIRST_WORD) {
            if (Memory.load32(buffer + at) != (int) Kmem.POISON) {
                finding(cache, buffer, at, "written after it was freed");
            }
        }
    }

    /** Tells what was found; does not return. */
    private static void finding(KmemCache cache, @Kva long buffer, long offset, String what) {
        Log.line();
        Log.text("kmem audit: a buffer was ");
        Log.text(what);
        Log.text(": ");
        printBuffer(cache, buffer);
        Log.text(", at offset ");
        Log.decimal(offset);
        Log.text(" is ");
        Log.hex(Memory.load32(buffer + offset & -4L) & 0xFFFF_FFFFL);
        Log.line();
        if (cache != null) {
            AuditTag.print(buffer + cache.bufferBytes());
        }
        throw Kernel.panic("the audit of kernel memory found a bug");
    }

    static void printBuffer(KmemCache cache, @Kva long buffer) {
        Log.hex(buffer);
        Log.text(" of ");
        printName(cache);
    }

    private static void printName(KmemCache cache) {
        if (cache == null) {
            Log.text("pages");
            return;
        }
        String name = cache.name();
        if (name == null) {
            Log.text("kmem_alloc_");
            Log.decimal(cache.bufferBytes());
        } else {
            Log.text(name);
        }
    }

    private KmemAudit() {}
}
