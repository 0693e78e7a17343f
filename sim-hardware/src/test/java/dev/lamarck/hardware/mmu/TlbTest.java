package dev.lamarck.hardware.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations, compared with a TLB that looks at one entry after the other. */
class TlbTest {
    private static final int OPERATIONS = 20_000;
    private static final int CONTEXTS = 3;

    private static final Tlb.Listener NOBODY = new Tlb.Listener() {
        @Override
        public void dropped(long va, long length) {}

        @Override
        public void droppedAll() {}
    };

    /** As the manual says it (UM 6.9.3). */
    private static final class Simple {
        final long[] tag;
        final long[] data;
        final boolean[] used;

        Simple(int entries) {
            tag = new long[entries];
            data = new long[entries];
            used = new boolean[entries];
        }

        int find(long va, int context) {
            for (int entry = 0; entry < data.length; entry++) {
                boolean covers = ((va ^ tag[entry]) & ~Tte.offsetMask(data[entry])) == 0;
                boolean isOf = (data[entry] & Tte.GLOBAL) != 0 || (tag[entry] & 0x1FFF) == context;
                if (data[entry] < 0 && covers && isOf) {
                    return entry;
                }
            }
            return Tlb.NONE;
        }

        void set(int entry, long newTag, long newData) {
            tag[entry] = newTag;
            data[entry] = newData;
            used[entry] = newData < 0;
        }

        void insert(long newTag, long newData) {
            int victim = replaceable();
            if (victim == Tlb.NONE) {
                Arrays.fill(used, false);
                victim = replaceable();
            }
            set(victim == Tlb.NONE ? data.length - 1 : victim, newTag, newData);
        }

        private int replaceable() {
            for (int entry = 0; entry < data.length; entry++) {
                if (data[entry] >= 0) {
                    return entry;
                }
            }
            for (int entry = 0; entry < data.length; entry++) {
                if (!used[entry] && (data[entry] & Tte.LOCKED) == 0) {
                    return entry;
                }
            }
            return Tlb.NONE;
        }

        void demap(long va, int context) {
            int entry = find(va, context);
            if (entry != Tlb.NONE) {
                set(entry, tag[entry], 0);
            }
        }

        void demapContext(int context) {
            for (int entry = 0; entry < data.length; entry++) {
                if (data[entry] < 0 && (data[entry] & Tte.GLOBAL) == 0 && (tag[entry] & 0x1FFF) == context) {
                    set(entry, tag[entry], 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 63, 64})
    void findsAndReplacesWhatTheManualSays(int entries) {
        Random random = new Random(entries);
        Tlb tlb = new Tlb(entries, NOBODY);
        Simple simple = new Simple(entries);
        for (int done = 0; done < OPERATIONS; done++) {
            long va = (long) random.nextInt(3 * entries) << 13 + 3 * random.nextInt(3);
            int context = random.nextInt(CONTEXTS);
            switch (random.nextInt(40)) {
                case 0 -> {
                    tlb.demapPage(va, context);
                    simple.demap(va, context);
                }
                case 1 -> {
                    if (random.nextInt(50) == 0) {
                        tlb.demapContext(context);
                        simple.demapContext(context);
                    }
                }
                case 2 -> {
                    int entry = random.nextInt(entries);
                    long data = data(random);
                    tlb.set(entry, va | context, data);
                    simple.set(entry, va | context, data);
                }
                case 3, 4, 5, 6, 7 -> {
                    long data = data(random);
                    tlb.insert(va | context, data);
                    simple.insert(va | context, data);
                }
                default -> {
                    int entry = simple.find(va, context);
                    assertThat(tlb.find(va, context)).as("operation %d", done).isEqualTo(entry);
                    if (entry != Tlb.NONE) {
                        tlb.markUsed(entry);
                        simple.used[entry] = true;
                    }
                }
            }
            for (int entry = 0; entry < entries; entry++) {
                assertThat(tlb.data(entry)).as("entry %d after operation %d", entry, done).isEqualTo(simple.data[entry]);
            }
        }
    }

    /** Of any size, seldom locked, global or invalid. */
    private static long data(Random random) {
        long size = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
        return (random.nextInt(20) == 0 ? 0 : Tte.VALID) | size << 61 | (random.nextInt(100) == 0 ? Tte.LOCKED : 0)
                | (random.nextInt(10) == 0 ? Tte.GLOBAL : 0) | (long) random.nextInt(1 << 20) << 13;
    }
}
