package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.vmalloc.BestFit;
import dev.lamarck.syscalls.user.vmalloc.Debug;
import dev.lamarck.syscalls.user.vmalloc.LastAllocated;
import dev.lamarck.syscalls.user.vmalloc.Malloc;
import dev.lamarck.syscalls.user.vmalloc.MappingDiscipline;
import dev.lamarck.syscalls.user.vmalloc.Pool;
import dev.lamarck.syscalls.user.vmalloc.Region;
import dev.lamarck.syscalls.user.vmalloc.RegionDiscipline;
import dev.lamarck.syscalls.user.vmalloc.RegionStatistics;
import dev.lamarck.toolchain.magic.Text;

/**
 * Random traces of allocation, on regions of every method and discipline at once; the argument's length is the seed. Every block is filled with its own number, which
 * must be there when it is resized or freed. Prints what happened, and what is left when all was freed.
 */
public final class AllocationTrace {
    private static final int MOST = 400;
    private static final int STEPS = 6000;
    private static final int REGIONS = 4;

    private static final Region[] REGION = new Region[REGIONS];
    private static final long[] ADDRESS = new long[MOST];
    /** In doublewords. */
    private static final long[] SIZE = new long[MOST];
    private static int living;
    private static long random;
    private static long damaged;
    private static long moved;

    public static void main(String[] args) {
        random = 0x9E3779B97F4A7C15L * Text.bytes(args[0]).length;
        Debug debug = new Debug();
        REGION[0] = Malloc.heap();
        REGION[1] = new Region(new MappingDiscipline(), new BestFit());
        REGION[2] = new Region(new RegionDiscipline(Malloc.heap()), new BestFit());
        REGION[3] = new Region(new MappingDiscipline(), debug);
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        damaged += debug.check(REGION[3]);
        RegionStatistics full = Malloc.heap().statistics();
        Output.STANDARD.text(living > MOST / 4 && full.segments > 0 && full.busyBytes + full.freeBytes <= full.extent ? "full" : "odd").line();
        while (living > 0) {
            free(living - 1);
        }
        REGION[2].clear();
        long left = 0;
        for (int i = 0; i < REGIONS; i++) {
            REGION[i].compact();
            left += REGION[i].statistics().extent;
        }
        others();
        Output.STANDARD.text("damaged ").decimal(damaged).text(moved > 0 ? ", some moved" : ", none moved").text(", left ").decimal(left).line();
    }

    /** Uniform below {@code bound}. */
    private static long next(long bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (random >>> 1) % bound;
    }

    private static void step() {
        long what = next(8);
        if (what < 4 && living < MOST) {
            long size = 1 + next(1L << next(11));
            // A block belongs to the region of its entry, so that it need not be stored.
            add(what == 0 ? region(living).align(8 * size, 16L << next(5)) : region(living).allocate(8 * size), size);
        } else if (living > 0 && what < 7) {
            free(living - 1);
        } else if (living > 0) {
            resize(living - 1);
        }
    }

    private static Region region(int entry) {
        return REGION[entry % REGIONS];
    }

    private static void add(long address, long size) {
        if (address == 0) {
            damaged++;
            return;
        }
        ADDRESS[living] = address;
        SIZE[living] = size;
        fill(living++);
    }

    private static void fill(int entry) {
        for (long i = 0; i < SIZE[entry]; i++) {
            Mapping.store(ADDRESS[entry] + 8 * i, ADDRESS[entry] + i);
        }
    }

    private static void check(long address, long written, long size) {
        for (long i = 0; i < size; i++) {
            damaged += Mapping.load(address + 8 * i) == written + i ? 0 : 1;
        }
    }

    /** The last one, or one further down of the same region, with which it changes places. */
    private static void free(int last) {
        int entry = last - (int) next(last / REGIONS + 1) * REGIONS;
        long address = ADDRESS[entry];
        check(address, address, SIZE[entry]);
        damaged += region(entry).free(address) ? 0 : 1;
        ADDRESS[entry] = ADDRESS[last];
        SIZE[entry] = SIZE[last];
        living = last;
    }

    private static void resize(int entry) {
        long before = ADDRESS[entry];
        long size = 1 + next(1L << next(11));
        long now = region(entry).resize(before, 8 * size, Region.COPY);
        check(now, before, Math.min(size, SIZE[entry]));
        moved += now == before ? 0 : 1;
        ADDRESS[entry] = now;
        SIZE[entry] = size;
        fill(entry);
    }

    /** The methods whose blocks cannot be freed in any order. */
    private static void others() {
        Region pool = new Region(new MappingDiscipline(), new Pool());
        Region last = new Region(new MappingDiscipline(), new LastAllocated());
        for (int i = 0; i < MOST; i++) {
            ADDRESS[i] = i % 2 == 0 ? pool.allocate(40) : last.allocate(40);
            SIZE[i] = 5;
            fill(i);
        }
        for (int i = 0; i < MOST; i++) {
            check(ADDRESS[i], ADDRESS[i], SIZE[i]);
        }
        pool.clear();
        last.clear();
    }

    private AllocationTrace() {}
}
