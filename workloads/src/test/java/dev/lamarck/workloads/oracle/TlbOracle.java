package dev.lamarck.workloads.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Foretells every translation: the physical address or the trap (user's manual, chapter 6). */
final class TlbOracle implements TranslationEvents {
    private static final int ACCESS_EXCEPTION_FETCH = 0x08;
    private static final int MISS_FETCH = 0x64;
    private static final int ACCESS_EXCEPTION = 0x30;
    private static final int MISS = 0x68;
    private static final int PROTECTION = 0x6c;

    private static final class Entry {
        long tag;
        long data;
        boolean isUsed;

        boolean isValid() {
            return data < 0;
        }

        boolean has(int bit) {
            return (data >> bit & 1) == 1;
        }

        long size() {
            return 8192L << 3 * (int) (data >> 61 & 3);
        }

        boolean isOf(int context) {
            return has(0) || (tag & 0x1FFF) == context;
        }

        boolean translates(long va, int context) {
            return isValid() && isOf(context) && Math.floorDiv(va, size()) == Math.floorDiv(tag, size());
        }

        long physical(long va) {
            long page = data & 0x1FF_FFFF_FFFFL;
            return page - page % size() + Math.floorMod(va, size());
        }
    }

    /** One of the two TLBs, with the register that a miss sets and an insertion takes its tag from. */
    private static final class Side {
        final List<Entry> entries = new ArrayList<>();
        long tagAccess;

        Side(int size) {
            for (int i = 0; i < size; i++) {
                entries.add(new Entry());
            }
        }

        Optional<Entry> find(long va, int context) {
            for (Entry entry : entries) {
                if (entry.translates(va, context)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        void missed(Access access) {
            tagAccess = (access.va() >> 13 << 13) + access.context();
        }

        Entry victim() {
            Optional<Entry> free = entries.stream().filter(entry -> !entry.isValid()).findFirst();
            if (free.isEmpty()) {
                free = replaceable();
            }
            if (free.isEmpty()) {
                entries.forEach(entry -> entry.isUsed = false);
                free = replaceable();
            }
            return free.orElse(entries.getLast());
        }

        private Optional<Entry> replaceable() {
            return entries.stream().filter(entry -> !entry.isUsed && !entry.has(6)).findFirst();
        }

        void fill(Entry entry, long data) {
            entry.tag = tagAccess;
            entry.data = data;
            entry.isUsed = entry.isValid();
        }

        void demap(boolean wholeContext, long va, int context) {
            for (Entry entry : entries) {
                if (wholeContext ? entry.isValid() && !entry.has(0) && (entry.tag & 0x1FFF) == context : entry.translates(va, context)) {
                    entry.data = 0;
                }
            }
        }
    }

    private final Side instructions;
    private final Side data;
    private int primary;
    private int secondary;
    private long misses;
    private long hits;

    TlbOracle(int instructionEntries, int dataEntries) {
        instructions = new Side(instructionEntries);
        data = new Side(dataEntries);
    }

    @Override
    public void fetched(Access access, Outcome outcome) {
        check(expectedFetch(access), access, outcome);
    }

    @Override
    public void accessed(Access access, Outcome outcome) {
        check(expected(access), access, outcome);
    }

    private void check(Outcome expected, Access access, Outcome outcome) {
        if (!outcome.equals(expected)) {
            assertThat(outcome).as("%s, after %d hits and %d misses", access, hits, misses).isEqualTo(expected);
        }
        if (expected.trapType() == MISS || expected.trapType() == MISS_FETCH) {
            misses++;
        } else {
            hits++;
        }
    }

    private Outcome expectedFetch(Access access) {
        Optional<Entry> found = instructions.find(access.va(), access.context());
        if (found.isEmpty() || found.get().has(2) && !access.isPrivileged()) {
            instructions.missed(access);
            return Outcome.trapped(found.isEmpty() ? MISS_FETCH : ACCESS_EXCEPTION_FETCH);
        }
        found.get().isUsed = true;
        return Outcome.at(found.get().physical(access.va()));
    }

    private Outcome expected(Access access) {
        Optional<Entry> found = data.find(access.va(), access.context());
        int trap = found.map(entry -> trap(entry, access)).orElse(MISS);
        if (trap != 0) {
            data.missed(access);
            return Outcome.trapped(trap);
        }
        found.orElseThrow().isUsed = true;
        return Outcome.at(found.get().physical(access.va()));
    }

    private static int trap(Entry entry, Access access) {
        boolean isRefused = entry.has(2) && !access.isPrivileged() || entry.has(60) && !access.isNonFaulting() || entry.has(3) && access.isNonFaulting();
        return isRefused ? ACCESS_EXCEPTION : access.isStore() && !entry.has(1) ? PROTECTION : 0;
    }

    @Override
    public void written(int asi, long va, long value) {
        Side side = asi < 0x58 ? instructions : data;
        switch (asi) {
            case 0x50, 0x58 -> writeRegister(side, (int) va, value);
            case 0x54, 0x5C -> side.fill(side.victim(), value);
            case 0x55, 0x5D -> side.fill(side.entries.get((int) (va / 8 % 64 % side.entries.size())), value);
            case 0x57, 0x5F -> side.demap((va >> 6 & 1) == 1, va >> 13 << 13, context((int) va >> 4 & 3));
            default -> throw new AssertionError("a write by ASI %x".formatted(asi));
        }
    }

    private void writeRegister(Side side, int register, long value) {
        switch (register) {
            case 0x08 -> primary = (int) value & 0x1FFF;
            case 0x10 -> secondary = (int) value & 0x1FFF;
            case 0x30 -> side.tagAccess = value;
            default -> { }
        }
    }

    /** By the numbers of demap addresses: primary, secondary, nucleus. */
    int context(int number) {
        return switch (number) {
            case 0 -> primary;
            case 1 -> secondary;
            default -> 0;
        };
    }

    long misses() {
        return misses;
    }

    long hits() {
        return hits;
    }
}
