package dev.lamarck.hardware.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caches against a model written from their description alone, with sets and maps in place of tags, on random accesses. */
class TimingModelTest {
    private static final int ICACHE = 1024;
    private static final int DCACHE = 16 << 10;
    private static final int ECACHE = 4096;
    private static final TimingParameters PARAMETERS = new TimingParameters(
            ICACHE, DCACHE, ECACHE, 4, 1, 7, 6, 42, 20, 1, 10, 20, 4, 2, 6, 8, 35, 67, 11, 21);

    /** What is where, by line address; nothing of the real implementation. */
    private static final class Naive {
        /** Per set of the I-cache, least recently used first. */
        final Map<Integer, LinkedHashSet<Integer>> icache = new HashMap<>();
        /** Per virtual line index: which physical line, and which of its sub-blocks. */
        final Map<Integer, Integer> dataLine = new HashMap<>();
        final Map<Integer, Set<Integer>> dataSubBlocks = new HashMap<>();
        final Map<Integer, Integer> ecache = new HashMap<>();
        long icacheStall;
        long dataStall;
        long externalMisses;

        boolean reference(int pa) {
            int index = pa / 64 % (ECACHE / 64);
            Integer held = ecache.put(index, pa / 64);
            if (held != null && held == pa / 64) {
                return true;
            }
            externalMisses++;
            if (held != null) {
                for (int line = held * 2; line < held * 2 + 2; line++) {
                    int evicted = line;
                    icache.values().forEach(set -> set.remove(evicted));
                    List.copyOf(dataLine.keySet()).stream().filter(at -> dataLine.get(at) == evicted).forEach(at -> {
                        dataLine.remove(at);
                        dataSubBlocks.remove(at);
                    });
                }
            }
            return false;
        }

        void fetch(int line) {
            LinkedHashSet<Integer> set = icache.computeIfAbsent(line % (ICACHE / 64), none -> new LinkedHashSet<>());
            if (!set.remove(line)) {
                icacheStall += 7 + (reference(line * 32) ? 0 : 42);
                if (set.size() == 2) {
                    set.remove(set.iterator().next());
                }
            }
            set.add(line);
        }

        boolean hits(long va, int pa) {
            int at = (int) (va / 32 % (DCACHE / 32));
            return dataLine.getOrDefault(at, -1) == pa / 32 && dataSubBlocks.get(at).contains(pa / 16 % 2);
        }

        void load(long va, int pa) {
            if (hits(va, pa)) {
                return;
            }
            dataStall += 6 + (reference(pa) ? 0 : 42);
            int at = (int) (va / 32 % (DCACHE / 32));
            if (dataLine.getOrDefault(at, -1) != pa / 32) {
                dataLine.put(at, pa / 32);
                dataSubBlocks.put(at, new HashSet<>());
            }
            dataSubBlocks.get(at).add(pa / 16 % 2);
        }

        void store(int pa) {
            dataStall += 1 + (reference(pa) ? 0 : 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomAccesses(long seed) {
        CycleCounter cycles = new CycleCounter();
        TimingModel model = new TimingModel(PARAMETERS, cycles, new PhysicalMemory(1 << 20), new Coherence());
        Naive naive = new Naive();
        Random random = new Random(seed);
        List<Integer> recent = new ArrayList<>(List.of(0));
        for (int i = 0; i < 20_000; i++) {
            int pa = random.nextInt(4) == 0 ? random.nextInt(1 << 18) & ~7 : recent.get(random.nextInt(recent.size()));
            recent.add(pa);
            if (recent.size() > 200) {
                recent.removeFirst();
            }
            // Two colours of virtual addresses for each page.
            long va = pa + (random.nextBoolean() ? 0x2000L : 0);
            switch (random.nextInt(3)) {
                case 0 -> {
                    model.fetch(pa / 32);
                    naive.fetch(pa / 32);
                }
                case 1 -> {
                    model.load(va, pa);
                    naive.load(va, pa);
                }
                default -> {
                    model.store(va, pa);
                    naive.store(pa);
                }
            }
            assertThat(List.of(cycles.icacheStall(), cycles.dataStall(), model.externalMisses()))
                    .as("seed %d, access %d", seed, i)
                    .isEqualTo(List.of(naive.icacheStall, naive.dataStall, naive.externalMisses));
        }
        assertThat(model.loadMisses()).isPositive().isLessThan(model.loads());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void predictionStartsFromThePBitAndLearns(int predictTaken) {
        PhysicalMemory memory = new PhysicalMemory(1 << 16);
        int bpcc = 0x12400000 | predictTaken << 19;
        memory.writeLong(0x100, (long) bpcc << 32);
        CycleCounter cycles = new CycleCounter();
        TimingModel model = new TimingModel(PARAMETERS, cycles, memory, new Coherence());
        model.fetch(0x100 / 32);
        List<Long> mispredictions = new ArrayList<>();
        for (boolean taken : new boolean[] {true, true, false, true, false, false, false}) {
            model.branch(0x100, taken);
            mispredictions.add(model.mispredictions());
        }
        assertThat(mispredictions).isEqualTo(predictTaken == 1
                ? List.of(0L, 0L, 1L, 1L, 2L, 3L, 3L)
                : List.of(1L, 1L, 2L, 2L, 3L, 4L, 4L));
        assertThat(cycles.mispredictStall()).isEqualTo(4 * model.mispredictions());
    }
}
