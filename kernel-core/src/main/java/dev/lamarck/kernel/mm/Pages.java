package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Phys;

/**
 * The physical pages. Each has a row in a table: references (0 = free), pages of the run that it heads, and either an
 * owner or, free, its neighbours on the free list of its colour. A row never used stays zero in all fields but counts
 * as taken: memory exists for us only through {@link #add}.
 */
@Magic
public final class Pages {
    public static final int SHIFT = 13;
    public static final int BYTES = 1 << SHIFT;
    /** Where the direct map of RAM begins. */
    public static final long DIRECT = 0x8000_0000L;
    /** Pages whose addresses differ in this bit lie in different halves of the D-cache (16 KB, virtually indexed). */
    public static final int COLOURS = 2;

    private static final int ROW_BYTES = 16;
    private static final int REFERENCES = 0;
    private static final int RUN = 4;
    private static final int OWNER = 8;
    private static final int NEXT = 8;
    private static final int PREVIOUS = 12;
    /** In the run column of a free page. */
    private static final int FREE = -1;

    /** The kernel's own share of all pages: programs get none of the last ones, so that what it makes for them does not run out. */
    private static final int RESERVED_SHARE = 32;
    /** Between the end of programs' share and the low watermark, and between that and the high one. */
    private static final int MARGIN_SHARE = 64;

    private static final SpinLock LOCK = new SpinLock();
    private static final int[] FIRST_FREE = new int[COLOURS];
    private static long table;
    private static int count;
    private static int free;
    private static int total;
    private static int runHint;

    /** Bytes of the table for that much RAM. */
    public static long tableBytes(long ramBytes) {
        return (ramBytes >>> SHIFT) * ROW_BYTES;
    }

    /** Begins with no free page; the table's memory is the caller's gift. */
    public static void start(@Kva long tableAddress, long ramBytes) {
        table = tableAddress;
        count = (int) (ramBytes >>> SHIFT);
        free = 0;
        total = 0;
        runHint = 0;
        for (int colour = 0; colour < COLOURS; colour++) {
            FIRST_FREE[colour] = 0;
        }
        Blocks.zero(tableAddress, tableBytes(ramBytes));
    }

    /** Makes the pages of a physical range free. */
    public static void add(@Phys long low, @Phys long high) {
        for (long page = high - BYTES; page >= low; page -= BYTES) {
            insert((int) (page >>> SHIFT));
            total++;
        }
    }

    public static @Phys long physical(@Kva long page) {
        return page - DIRECT;
    }

    public static @Kva long address(@Phys long page) {
        return page + DIRECT;
    }

    public static int colour(long address) {
        return (int) (address >>> SHIFT) & COLOURS - 1;
    }

    /** A page with one reference, of that colour if there is one; contents undefined. @return 0 if none is free */
    public static @Kva long allocate(int colour) {
        LOCK.acquire();
        int page = FIRST_FREE[colour];
        if (page == 0) {
            page = FIRST_FREE[colour ^ 1];
        }
        if (page != 0) {
            take(page, 1);
        }
        LOCK.release();
        return page == 0 ? 0 : DIRECT + ((long) page << SHIFT);
    }

    /** Asks for so many pages more for a program. A no is to be handled; it may be {@link AllocationFailures injected}. */
    public static boolean mayGive(int pages) {
        return hasForPrograms(pages) && !AllocationFailures.isDue();
    }

    /** Whether programs may have so many pages more: what is so, for who waits for it. */
    public static boolean hasForPrograms(int pages) {
        return free - pages >= total / RESERVED_SHARE;
    }

    /** Whether it is time to take pages away from programs. */
    public static boolean isLow() {
        return free < low();
    }

    /** Below so many free pages they are taken away from programs, */
    public static int low() {
        return total / RESERVED_SHARE + total / MARGIN_SHARE;
    }

    /** until there are so many. */
    public static int high() {
        return total / RESERVED_SHARE + 2 * (total / MARGIN_SHARE);
    }

    /** As {@link #allocate}, for a program's own use. @return 0 if it may have none */
    public static @Kva long allocateForProgram(int colour) {
        return mayGive(1) ? allocate(colour) : 0;
    }

    /** A cleared page of any colour. @return 0 if none is free */
    public static @Kva long allocateZeroed() {
        return allocateZeroed(0);
    }

    /** A cleared page, of that colour if there is one. @return 0 if none is free */
    public static @Kva long allocateZeroed(int colour) {
        long page = allocate(colour);
        if (page != 0) {
            Blocks.zero(page, BYTES);
        }
        return page;
    }

    /** Pages that follow one another, found next-fit; contents undefined. @return 0 if there is no such run */
    public static @Kva long allocateRun(int pages) {
        if (pages == 1) {
            return allocate(0);
        }
        LOCK.acquire();
        int start = findRun(runHint, pages);
        if (start == 0) {
            start = findRun(0, pages);
        }
        if (start != 0) {
            runHint = start + pages;
            for (int page = start + pages - 1; page > start; page--) {
                take(page, 0);
            }
            take(start, pages);
        }
        LOCK.release();
        return start == 0 ? 0 : DIRECT + ((long) start << SHIFT);
    }

    /** Whether there is a run of so many pages now. */
    public static boolean hasRun(int pages) {
        LOCK.acquire();
        boolean has = pages == 1 ? free > 0 : findRun(0, pages) != 0;
        LOCK.release();
        return has;
    }

    /** Whether there are so many runs, apart from each other, of so many pages now. */
    public static boolean hasRuns(int runs, int pages) {
        LOCK.acquire();
        int found = 0;
        int at = findRun(0, pages);
        while (at != 0 && ++found < runs) {
            at = findRun(at + pages, pages);
        }
        LOCK.release();
        return found >= runs;
    }

    private static int findRun(int from, int pages) {
        int length = 0;
        for (int page = from; page < count; page++) {
            length = Memory.load32(row(page) + RUN) == FREE ? length + 1 : 0;
            if (length == pages) {
                return page - pages + 1;
            }
        }
        return 0;
    }

    /** One more reference to a page. */
    public static void hold(@Kva long page) {
        LOCK.acquire();
        long row = row(index(page));
        Memory.store32(row + REFERENCES, Memory.load32(row + REFERENCES) + 1);
        LOCK.release();
    }

    /** One reference less; the last frees the page, with the run that it heads. */
    public static void release(@Kva long page) {
        LOCK.acquire();
        int first = index(page);
        long row = row(first);
        int references = Memory.load32(row + REFERENCES) - 1;
        assert references >= 0;
        Memory.store32(row + REFERENCES, references);
        if (references == 0) {
            for (int each = first + Memory.load32(row + RUN) - 1; each >= first; each--) {
                insert(each);
            }
        }
        LOCK.release();
    }

    public static int references(@Kva long page) {
        return Memory.load32(row(index(page)) + REFERENCES);
    }

    /** Pages in the run headed by a page that is in use; 0 inside a run. */
    public static int run(@Kva long page) {
        return Memory.load32(row(index(page)) + RUN);
    }

    /** A word that the holder of a page keeps with it, 0 at first. */
    public static long owner(@Kva long page) {
        return Memory.load64(row(index(page)) + OWNER);
    }

    public static void setOwner(@Kva long page, long owner) {
        Memory.store64(row(index(page)) + OWNER, owner);
    }

    /** How many rows the table has: every page that there could be, from physical address 0 on. */
    public static int count() {
        return count;
    }

    public static int free() {
        return free;
    }

    public static int total() {
        return total;
    }

    /** A page's number: its place in RAM, never 0. */
    static int number(@Kva long page) {
        return index(page);
    }

    static @Kva long numbered(int number) {
        return DIRECT + ((long) number << SHIFT);
    }

    private static int index(@Kva long page) {
        return (int) (page - DIRECT >>> SHIFT);
    }

    private static long row(int page) {
        assert page >= 0 && page < count;
        return table + (long) page * ROW_BYTES;
    }

    private static void insert(int page) {
        long row = row(page);
        int colour = page & COLOURS - 1;
        int next = FIRST_FREE[colour];
        Memory.store32(row + RUN, FREE);
        Memory.store32(row + NEXT, next);
        Memory.store32(row + PREVIOUS, 0);
        if (next != 0) {
            Memory.store32(row(next) + PREVIOUS, page);
        }
        FIRST_FREE[colour] = page;
        free++;
    }

    /** Takes a page off its free list; a run's head gets the reference. */
    private static void take(int page, int run) {
        long row = row(page);
        int next = Memory.load32(row + NEXT);
        int previous = Memory.load32(row + PREVIOUS);
        if (previous == 0) {
            FIRST_FREE[page & COLOURS - 1] = next;
        } else {
            Memory.store32(row(previous) + NEXT, next);
        }
        if (next != 0) {
            Memory.store32(row(next) + PREVIOUS, previous);
        }
        Memory.store32(row + REFERENCES, run == 0 ? 0 : 1);
        Memory.store32(row + RUN, run);
        Memory.store64(row + OWNER, 0);
        free--;
    }

    private Pages() {}
}
