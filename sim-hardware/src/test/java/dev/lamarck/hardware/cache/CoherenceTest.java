package dev.lamarck.hardware.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one processor's accesses cost after another's, computed by hand, and by a second model that knows only who holds a line. */
class CoherenceTest {
    private static final int MEMORY = 42;
    private static final int DCACHE = 6;
    private static final int ICACHE = 7;
    private static final int STORE_MISS = 10;
    private static final int MODIFIED = 20;
    private static final TimingParameters PARAMETERS = new TimingParameters(
            16 << 10, 16 << 10, 512 << 10, 4, 1, ICACHE, DCACHE, MEMORY, 20, 0, STORE_MISS, MODIFIED, 4, 2, 6, 8, 35, 67, 11, 21);
    private static final int LINE = 0x1000;

    private final List<CycleCounter> clocks = new ArrayList<>();
    private final List<TimingModel> caches = new ArrayList<>();

    private void processors(int count) {
        Coherence coherence = new Coherence();
        for (int i = 0; i < count; i++) {
            clocks.add(new CycleCounter());
            caches.add(new TimingModel(PARAMETERS, clocks.get(i), new PhysicalMemory(1 << 20), coherence));
        }
    }

    private long cost(int processor, Runnable access) {
        long before = clocks.get(processor).now();
        access.run();
        return clocks.get(processor).now() - before;
    }

    private long load(int processor, int pa) {
        return cost(processor, () -> {
            if (!caches.get(processor).loadAtOnce(pa, pa)) {
                caches.get(processor).load(pa, pa);
            }
        });
    }

    private long store(int processor, int pa) {
        return cost(processor, () -> {
            if (!caches.get(processor).storeAtOnce(pa, pa)) {
                caches.get(processor).store(pa, pa);
            }
        });
    }

    private long fetch(int processor, int pa) {
        return cost(processor, () -> caches.get(processor).fetch(pa >>> TimingModel.LINE_BITS));
    }

    @Test
    void aLineGoesToAndFro() {
        processors(2);
        assertThat(load(0, LINE)).as("from memory").isEqualTo(DCACHE + MEMORY);
        assertThat(store(0, LINE)).as("it was alone").isZero();
        assertThat(load(1, LINE)).as("the other's").isEqualTo(DCACHE + MEMORY + MODIFIED);
        assertThat(load(0, LINE)).as("still here").isZero();
        assertThat(store(0, LINE)).as("shared").isEqualTo(STORE_MISS);
        assertThat(store(0, LINE)).as("its own again").isZero();
        assertThat(store(1, LINE)).as("taken").isEqualTo(STORE_MISS);
        assertThat(load(0, LINE)).as("gone from the D-cache too").isEqualTo(DCACHE + MEMORY + MODIFIED);
        assertThat(load(1, LINE)).as("a store brings nothing to the D-cache").isEqualTo(DCACHE);
    }

    @Test
    void aCleanLineComesFromMemory() {
        processors(3);
        load(0, LINE);
        assertThat(load(1, LINE)).isEqualTo(DCACHE + MEMORY);
        assertThat(load(2, LINE)).isEqualTo(DCACHE + MEMORY);
        assertThat(store(1, LINE)).isEqualTo(STORE_MISS);
        assertThat(load(0, LINE)).isEqualTo(DCACHE + MEMORY + MODIFIED);
    }

    @Test
    void aStoreTakesInstructionsAway() {
        processors(2);
        assertThat(fetch(0, LINE)).isEqualTo(ICACHE + MEMORY);
        assertThat(fetch(0, LINE + 32)).as("of the same line of the E-cache").isEqualTo(ICACHE);
        store(1, LINE + 48);
        assertThat(fetch(0, LINE)).isEqualTo(ICACHE + MEMORY + MODIFIED);
    }

    /** Addresses that collide nowhere, so that nothing is evicted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithASecondModel(long seed) {
        processors(4);
        int[] writer = new int[64];
        List<Set<Integer>> holders = new ArrayList<>();
        for (int line = 0; line < writer.length; line++) {
            writer[line] = -1;
            holders.add(new TreeSet<>());
        }
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int cpu = random.nextInt(4);
            int line = random.nextInt(writer.length);
            Set<Integer> having = holders.get(line);
            long expected;
            long actual;
            if (random.nextBoolean()) {
                expected = having.equals(Set.of(cpu)) ? 0 : STORE_MISS;
                having.clear();
                writer[line] = cpu;
                actual = store(cpu, line << 6);
            } else {
                expected = having.contains(cpu) ? 0 : writer[line] >= 0 ? MEMORY + MODIFIED : MEMORY;
                writer[line] = expected == 0 ? writer[line] : -1;
                actual = fetch(cpu, line << 6);
                actual -= actual == 0 ? 0 : ICACHE;
            }
            having.add(cpu);
            assertThat(actual).as("seed %d, access %d", seed, i).isEqualTo(expected);
        }
    }
}
