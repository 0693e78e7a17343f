package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.boot.Log;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Finds buffers that are held and that nothing leads to: from the image's data and the stacks and arenas of all threads but the current one, which is about to end and holds nothing, it follows every word that is the address of a held buffer, or lies in one. What it does not come to,
 * nobody can ever free. A word that only looks like an address hides a leak, and what is forgotten on a list that is still there is not found either: that is what the balance of a storm is for.
 */
@Magic
final class LeakSearch {
    private static final int UNSEEN = 0;
    private static final int REACHED = 1;
    private static final int TOLD = 2;

    /** Tags of buffers that have been reached and not been looked into, by their links. */
    private static @Kva long work;
    private static int buffers;
    private static long bytes;

    /** @return how many buffers are lost, after telling of them */
    static int run() {
        begin();
        scan(Address.symbol("_data_start"), Address.symbol("_data_end"));
        scan(Address.symbol("_bss_start"), Address.symbol("_bss_end"));
        for (KThread each = Sched.threads(); each != null; each = each.next) {
            if (each != KThread.current()) {
                scan(each.savedStack + TrapFrame.STACK_BIAS, each.stackHigh);
                scan(each.scratchLow, each.scratchNext);
            }
        }
        follow();
        return tell();
    }

    static void begin() {
        work = 0;
        buffers = 0;
        bytes = 0;
    }

    /** Goes to all that the words of a range lead to. */
    static void scan(@Kva long from, @Kva long to) {
        for (long at = from; at + 8 <= to; at += 8) {
            reach(tagOf(Memory.load64(at)));
        }
    }

    /** And to all that these lead to. */
    static void follow() {
        while (work != 0) {
            long tag = work;
            work = AuditTag.link(tag);
            scan(AuditTag.start(tag), AuditTag.start(tag) + AuditTag.asked(tag));
        }
    }

    private static void reach(@Kva long tag) {
        if (tag != 0 && AuditTag.isHeld(tag) && AuditTag.mark(tag) == UNSEEN) {
            AuditTag.setMark(tag, REACHED);
            AuditTag.setLink(tag, work);
            work = tag;
        }
    }

    /** The tag of the buffer in which an address lies; 0 if there is none. */
    private static @Kva long tagOf(long word) {
        byte kind = KmemAudit.kind(word);
        return kind == KmemAudit.SLAB ? cacheOf(word).tagAround(word) : kind == KmemAudit.BLOCK ? blockAround(word) : 0;
    }

    private static KmemCache cacheOf(@Kva long address) {
        return (KmemCache) Address.object(Pages.owner(address & -Pages.BYTES));
    }

    private static @Kva long blockAround(@Kva long address) {
        long tag = KmemAudit.blocks();
        while (tag != 0 && (address < AuditTag.start(tag) || address >= AuditTag.start(tag) + AuditTag.asked(tag))) {
            tag = Memory.load64(tag + AuditTag.NEXT_BLOCK);
        }
        return tag;
    }

    /** Looks at every audited buffer's red zone, or that nobody has written to it while it is free. */
    static void checkAll() {
        for (int page = 0; page < Pages.count(); page++) {
            long slab = Pages.DIRECT + ((long) page << Pages.SHIFT);
            for (long tag = firstTag(slab); tag != 0; tag = cacheOf(slab).tagBehind(tag)) {
                KmemAudit.check(cacheOf(slab), tag);
            }
        }
    }

    private static @Kva long firstTag(@Kva long page) {
        return KmemAudit.kind(page) == KmemAudit.SLAB ? cacheOf(page).firstTag(page) : 0;
    }

    static int tell() {
        for (int page = 0; page < Pages.count(); page++) {
            long slab = Pages.DIRECT + ((long) page << Pages.SHIFT);
            for (long tag = firstTag(slab); tag != 0; tag = cacheOf(slab).tagBehind(tag)) {
                if (isLost(tag)) {
                    tellAlike(cacheOf(slab), tag, page);
                }
            }
        }
        for (long tag = KmemAudit.blocks(); tag != 0; tag = Memory.load64(tag + AuditTag.NEXT_BLOCK)) {
            if (isLost(tag)) {
                count(tag);
                tellAlike(null, tag, 1);
            }
        }
        if (buffers > 0) {
            Log.text("kmem audit: ");
            Log.decimal(buffers);
            Log.text(" buffers, ");
            Log.decimal(bytes);
            Log.text(" bytes, are held and cannot be reached any more");
            Log.line();
        }
        return buffers;
    }

    private static boolean isLost(@Kva long tag) {
        return AuditTag.isHeld(tag) && AuditTag.mark(tag) == UNSEEN;
    }

    private static void count(@Kva long tag) {
        AuditTag.setMark(tag, TOLD);
        buffers++;
        bytes += AuditTag.asked(tag);
    }

    /** Tells of a lost buffer with all others of its cache that the same calls allocated; none is on a page before. */
    private static void tellAlike(KmemCache cache, @Kva long tag, int fromPage) {
        int alike = cache == null ? 1 : 0;
        for (int page = fromPage; cache != null && page < Pages.count(); page++) {
            long slab = Pages.DIRECT + ((long) page << Pages.SHIFT);
            boolean isOfCache = KmemAudit.kind(slab) == KmemAudit.SLAB && cacheOf(slab) == cache;
            for (long other = isOfCache ? cache.firstTag(slab) : 0; other != 0; other = cache.tagBehind(other)) {
                if (isLost(other) && AuditTag.haveSameCallers(tag, other)) {
                    count(other);
                    alike++;
                }
            }
        }
        Log.text("kmem audit: lost ");
        Log.decimal(alike);
        Log.text(" times ");
        Log.decimal(AuditTag.asked(tag));
        Log.text(" bytes, ");
        KmemAudit.printBuffer(cache, AuditTag.start(tag));
        Log.text(", ");
        AuditTag.print(tag);
    }

    private LeakSearch() {}
}
