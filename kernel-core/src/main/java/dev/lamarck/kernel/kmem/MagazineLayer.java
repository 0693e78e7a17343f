package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * What lies between a cache's users and its slabs: for each processor two magazines of free buffers, the one that is loaded and the one that was loaded before it; behind them the depot, two lists of magazines, full
 * and empty (Bonwick and Adams, "Magazines and Vmem", 2001). The previous magazine is always full or empty, so a processor goes to the depot after a magazine's worth of allocations or frees in a row, not oftener. A
 * cache begins without any, and a processor gets its pair with the first buffer that it gives back.
 *
 * <p>A magazine is raw memory: a link, for the depot, and its rounds. Everything here is changed with interrupts off; the kernel lock keeps the other processors away, so nobody ever contends for the depot and
 * magazines have no reason to grow.
 */
@Magic
abstract class MagazineLayer {
    // A processor's row: rounds in its magazines, and the magazines.
    private static final int ROUNDS = 0;
    private static final int PREVIOUS_ROUNDS = 4;
    private static final int LOADED = 8;
    private static final int PREVIOUS = 16;
    private static final int ROW_SHIFT = 5;
    /** Rounds where there is no magazine. */
    private static final int NONE = -1;

    // In a magazine.
    private static final int LINK = 0;
    private static final int WORD = 8;

    /** Rounds of a magazine, by the size of buffers: fewer of large ones, for what lies in magazines is of no use to anybody else. */
    private static final int[] CAPACITIES = {15, 7, 3};
    private static final int[] LARGEST_BUFFERS = {64, 256, Integer.MAX_VALUE};

    /** What magazines and rows are made from: caches without magazines. */
    private static final KmemCache[] OF_MAGAZINES = new KmemCache[CAPACITIES.length];
    private static KmemCache ofRows;
    /** For which rows are made; 0 before magazines may be. */
    private static int processors;

    private @Kva long rows;
    private int type;
    private int capacity;
    private @Kva long full;
    private @Kva long empty;
    private int fullCount;

    /** Lets caches have magazines from now on. */
    static void start(int processors) {
        for (int type = 0; type < CAPACITIES.length; type++) {
            OF_MAGAZINES[type] = new KmemCache().ofSlabs(WORD + WORD * CAPACITIES[type]);
        }
        ofRows = new KmemCache().ofSlabs(processors << ROW_SHIFT);
        MagazineLayer.processors = processors;
    }

    /** Has buffers of a size lie in magazines. */
    final void useMagazines(int bufferBytes) {
        type = 0;
        while (bufferBytes > LARGEST_BUFFERS[type]) {
            type++;
        }
        capacity = CAPACITIES[type];
    }

    /** A buffer for so many bytes, from the loaded magazine if it has one; 0 if there is no memory. Interrupts are off, here as in all that follows. */
    @Inline
    final @Kva long take(long bytes) {
        if (rows != 0) {
            long row = row();
            int rounds = Memory.load32(row + ROUNDS);
            if (rounds > 0) {
                return pop(row, rounds);
            }
        }
        return takeSlowly(bytes);
    }

    /** Takes a buffer back, into the loaded magazine if it has room. */
    @Inline
    final void put(@Kva long buffer) {
        if (rows != 0) {
            long row = row();
            int rounds = Memory.load32(row + ROUNDS);
            if (Integer.compareUnsigned(rounds, capacity) < 0) {
                push(row, rounds, buffer);
                return;
            }
        }
        putSlowly(buffer);
    }

    @Inline
    private static @Kva long pop(@Kva long row, int rounds) {
        Memory.store32(row + ROUNDS, rounds - 1);
        return Memory.load64(Memory.load64(row + LOADED) + (long) WORD * rounds);
    }

    @Inline
    private static void push(@Kva long row, int rounds, @Kva long buffer) {
        Memory.store32(row + ROUNDS, rounds + 1);
        Memory.store64(Memory.load64(row + LOADED) + WORD + (long) WORD * rounds, buffer);
    }

    /** A buffer from a magazine that is loaded now in place of the empty one; 0 if there is none with buffers. */
    final @Kva long takeFromNext() {
        return rows != 0 && loadFull(row()) ? pop(row(), capacity) : 0;
    }

    private boolean loadFull(@Kva long row) {
        if (Memory.load32(row + PREVIOUS_ROUNDS) > 0) {
            load(row, Memory.load64(row + PREVIOUS), capacity);
            return true;
        }
        long magazine = full;
        if (magazine == 0) {
            return false;
        }
        full = Memory.load64(magazine + LINK);
        fullCount--;
        if (Memory.load64(row + PREVIOUS) != 0) {
            empty = linked(Memory.load64(row + PREVIOUS), empty);
        }
        load(row, magazine, capacity);
        return true;
    }

    /** Puts a buffer into a magazine that is loaded now in place of the full one. @return whether there is one, or memory for it */
    final boolean putIntoNext(@Kva long buffer) {
        if (capacity == 0 || rows == 0 && !makeRows() || !loadEmpty(row())) {
            return false;
        }
        push(row(), 0, buffer);
        return true;
    }

    private boolean loadEmpty(@Kva long row) {
        if (Memory.load32(row + PREVIOUS_ROUNDS) == 0) {
            load(row, Memory.load64(row + PREVIOUS), 0);
            return true;
        }
        long magazine = empty;
        if (magazine == 0) {
            magazine = OF_MAGAZINES[type].takeFromSlab();
        } else {
            empty = Memory.load64(magazine + LINK);
        }
        if (magazine == 0) {
            return false;
        }
        if (Memory.load64(row + PREVIOUS) != 0) {
            full = linked(Memory.load64(row + PREVIOUS), full);
            fullCount++;
        }
        load(row, magazine, 0);
        return true;
    }

    /** Whether there are rows now. */
    private boolean makeRows() {
        rows = processors == 0 ? 0 : ofRows.takeFromSlab();
        for (int id = 0; rows != 0 && id < processors; id++) {
            clear(rows + ((long) id << ROW_SHIFT));
        }
        return rows != 0;
    }

    private static void clear(@Kva long row) {
        Memory.store32(row + ROUNDS, NONE);
        Memory.store32(row + PREVIOUS_ROUNDS, NONE);
        Memory.store64(row + LOADED, 0);
        Memory.store64(row + PREVIOUS, 0);
    }

    /** The magazine that was loaded is the previous one now. */
    private static void load(@Kva long row, @Kva long magazine, int rounds) {
        Memory.store64(row + PREVIOUS, Memory.load64(row + LOADED));
        Memory.store32(row + PREVIOUS_ROUNDS, Memory.load32(row + ROUNDS));
        Memory.store64(row + LOADED, magazine);
        Memory.store32(row + ROUNDS, rounds);
    }

    private static @Kva long linked(@Kva long magazine, @Kva long next) {
        Memory.store64(magazine + LINK, next);
        return magazine;
    }

    private @Kva long row() {
        return rows + ((long) Processor.current().id << ROW_SHIFT);
    }

    /** Empties the magazines of all caches. */
    @Symbol("kmem_reap")
    static void reap() {
        KmemCache[] sizes = Kmem.sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i].purge();
        }
        for (KmemCache cache = Kmem.cachesOfClasses(); cache != null; cache = cache.next()) {
            cache.purge();
        }
    }

    /** Gives back to the slabs what is in magazines, and the magazines. */
    final void purge() {
        long level = Interrupts.disable();
        for (int id = 0; rows != 0 && id < processors; id++) {
            long row = rows + ((long) id << ROW_SHIFT);
            discard(Memory.load64(row + LOADED), Memory.load32(row + ROUNDS));
            discard(Memory.load64(row + PREVIOUS), Memory.load32(row + PREVIOUS_ROUNDS));
            clear(row);
        }
        for (; full != 0; fullCount--) {
            long magazine = full;
            full = Memory.load64(magazine + LINK);
            discard(magazine, capacity);
        }
        while (empty != 0) {
            long magazine = empty;
            empty = Memory.load64(magazine + LINK);
            discard(magazine, 0);
        }
        Interrupts.restore(level);
    }

    private void discard(@Kva long magazine, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            giveToSlab(Memory.load64(magazine + (long) WORD * round));
        }
        if (magazine != 0) {
            OF_MAGAZINES[type].giveToSlab(magazine);
        }
    }

    /** Free buffers in magazines. */
    final long idle() {
        long idle = (long) fullCount * capacity;
        for (int id = 0; rows != 0 && id < processors; id++) {
            long row = rows + ((long) id << ROW_SHIFT);
            idle += Math.max(0, Memory.load32(row + ROUNDS)) + Math.max(0, Memory.load32(row + PREVIOUS_ROUNDS));
        }
        return idle;
    }

    /** What {@link #take} and {@link #put} do without the loaded magazine. */
    abstract @Kva long takeSlowly(long bytes);

    abstract void putSlowly(@Kva long buffer);

    abstract void giveToSlab(@Kva long buffer);
}
