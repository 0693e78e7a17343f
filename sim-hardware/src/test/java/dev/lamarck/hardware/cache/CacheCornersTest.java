package dev.lamarck.hardware.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

/**
 * The corners of the caches and the predictor, each by a sequence worked out by hand (UM 8.2, A.4; the theory of this package): an I-cache of
 * 16 sets, a D-cache of 16 KB, an E-cache of 64 lines.
 */
class CacheCornersTest {
    private static final int WAY = 512;
    private static final int DCACHE = 16 << 10;
    private static final int ECACHE = 4096;
    private static final int ICACHE_MISS = 7;
    private static final int DCACHE_MISS = 6;
    private static final int ECACHE_MISS = 42;
    private static final int STORE = 1;
    private static final int STORE_MISS = 10;
    private static final int MISPREDICT = 4;
    private static final int BPCC_NOT_TAKEN = 0x1240_0004;
    private static final int BPCC_TAKEN = 0x1248_0004;
    private static final int BICC = 0x1280_0004;

    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final CycleCounter cycles = new CycleCounter();
    private final TimingModel model = new TimingModel(
            new TimingParameters(2 * WAY, DCACHE, ECACHE, 4, 1, ICACHE_MISS, DCACHE_MISS, ECACHE_MISS, 20, STORE, STORE_MISS, 20, MISPREDICT, 2, 6, 8,
                    35, 67, 11, 21),
            cycles, memory, new Coherence());

    private long fetchMisses(int... addresses) {
        long before = model.icacheMisses();
        for (int pa : addresses) {
            model.fetch(pa >>> TimingModel.LINE_BITS);
        }
        return model.icacheMisses() - before;
    }

    private boolean loadMisses(long va, int pa) {
        long before = model.loadMisses();
        model.load(va, pa);
        return model.loadMisses() > before;
    }

    private boolean storeMisses(long va, int pa) {
        long before = model.storeMisses();
        model.store(va, pa);
        return model.storeMisses() > before;
    }

    @Test
    void aLoadBringsInItsSubBlockAlone() {
        assertThat(loadMisses(0x100, 0x100)).isTrue();
        assertThat(cycles.dataStall()).isEqualTo(DCACHE_MISS + ECACHE_MISS);
        assertThat(loadMisses(0x108, 0x108)).as("the same sub-block").isFalse();
        assertThat(loadMisses(0x110, 0x110)).as("the line's other one").isTrue();
        assertThat(cycles.dataStall()).as("which the E-cache has").isEqualTo(2 * DCACHE_MISS + ECACHE_MISS);
        assertThat(loadMisses(0x100, 0x100)).as("both are there").isFalse();
    }

    @Test
    void aSubBlockOfAnotherLineTakesTheWholeLine() {
        loadMisses(0x100, 0x100);
        loadMisses(0x110, 0x110);
        assertThat(loadMisses(0x100 + DCACHE, 0x100 + 2 * DCACHE)).as("same index, another line").isTrue();
        assertThat(loadMisses(0x110, 0x110)).as("the other sub-block has gone with its line").isTrue();
    }

    @Test
    void aStoreAllocatesNothingInTheDCacheAndALineInTheECache() {
        assertThat(storeMisses(0x200, 0x200)).isTrue();
        assertThat(cycles.dataStall()).isEqualTo(STORE + STORE_MISS);
        assertThat(storeMisses(0x200, 0x200)).as("not allocated").isTrue();
        assertThat(cycles.dataStall()).as("but in the E-cache").isEqualTo(2 * STORE + STORE_MISS);
        assertThat(loadMisses(0x200, 0x200)).isTrue();
        assertThat(cycles.dataStall()).isEqualTo(2 * STORE + STORE_MISS + DCACHE_MISS);
        assertThat(storeMisses(0x208, 0x208)).as("a store hits what a load brought in, and leaves it").isFalse();
        assertThat(loadMisses(0x200, 0x200)).isFalse();
    }

    /** Two virtual pages of different colour are two places in the cache; only the address modulo 16 KB decides. */
    @Test
    void aliasesOfAnotherColourAreCachedTwice() {
        assertThat(loadMisses(0x0_2100, 0x100)).isTrue();
        assertThat(loadMisses(0x0_4100, 0x100)).as("another colour").isTrue();
        assertThat(loadMisses(0x0_6100, 0x100)).as("the first one's colour").isFalse();
        assertThat(loadMisses(0x0_2100, 0x100)).as("still there").isFalse();
        assertThat(loadMisses(0x0_2100, 0x4100)).as("found by its index, but it is of another page").isTrue();
    }

    /** What the E-cache evicts leaves both colours of the D-cache and the I-cache. */
    @Test
    void evictionFromTheECacheIsInclusive() {
        loadMisses(0x2100, 0x100);
        loadMisses(0x4100, 0x100);
        assertThat(fetchMisses(0x120)).isOne();
        assertThat(fetchMisses(0x800, 0x120)).as("still there").isOne();
        loadMisses(0x100 + ECACHE, 0x100 + ECACHE);
        assertThat(fetchMisses(0x120)).as("the line of 64 bytes is two of the I-cache").isOne();
        loadMisses(0x100 + ECACHE, 0x100 + ECACHE);
        assertThat(loadMisses(0x2100, 0x100)).isTrue();
        assertThat(loadMisses(0x4100, 0x100)).isTrue();
    }

    @Test
    void theLeastRecentOfTwoWaysGoes() {
        assertThat(fetchMisses(0x0, WAY, 0x0)).isEqualTo(2);
        assertThat(fetchMisses(2 * WAY)).as("takes the place of the second").isOne();
        assertThat(fetchMisses(0x0)).isZero();
        assertThat(fetchMisses(WAY)).isOne();
        assertThat(fetchMisses(0x0)).as("the third went").isZero();
    }

    @Test
    void anInvalidWayIsFilledBeforeTheLeastRecentGoes() {
        fetchMisses(0x0, WAY);
        model.dropInstructions(WAY);
        assertThat(fetchMisses(2 * WAY)).isOne();
        assertThat(fetchMisses(0x0)).as("the least recent was spared").isZero();
    }

    /** Fetch that stays in a line is one reference; a store into the line makes it fetched anew. */
    @Test
    void aStoreIntoTheLineBeingFetchedDropsIt() {
        fetchMisses(0x40);
        assertThat(model.fetchAtOnce(0x40 >>> TimingModel.LINE_BITS)).isTrue();
        assertThat(model.icacheReferences()).isOne();
        model.dropInstructions(0x44);
        assertThat(model.fetchAtOnce(0x40 >>> TimingModel.LINE_BITS)).isTrue();
        assertThat(model.icacheMisses()).isEqualTo(2);
        assertThat(cycles.icacheStall()).as("the E-cache had it the second time").isEqualTo(2 * ICACHE_MISS + ECACHE_MISS);
    }

    @Test
    void aLineThatTheExternalCacheDoesNotHaveIsNotFetchedAtOnce() {
        assertThat(model.fetchAtOnce(0x40 >>> TimingModel.LINE_BITS)).isFalse();
        assertThat(model.icacheReferences()).isZero();
        assertThat(model.externalReferences()).isZero();
        assertThat(cycles.icacheStall()).isZero();
    }

    private long mispredictions(int pa, boolean... outcomes) {
        long before = model.mispredictions();
        for (boolean taken : outcomes) {
            model.branch(pa, taken);
        }
        return model.mispredictions() - before;
    }

    /** The first of the pair's two branches that has a p bit decides, for both; one without any begins as not taken. */
    @Test
    void aPairBeginsWithTheFirstPBit() {
        memory.writeLong(0x80, (long) BPCC_TAKEN << 32 | BPCC_NOT_TAKEN);
        memory.writeLong(0x88, (long) BICC << 32 | BPCC_TAKEN);
        memory.writeLong(0x90, (long) BICC << 32 | BICC);
        fetchMisses(0x80);
        assertThat(mispredictions(0x84, true)).as("its own bit says not taken, the first one's taken").isZero();
        assertThat(mispredictions(0x88, true)).as("no bit of its own, the second's says taken").isZero();
        assertThat(mispredictions(0x90, true)).as("no bit at all").isOne();
    }

    /** Strongly taken after a second taken one: one exception does not change its mind, two do. */
    @Test
    void twoBitsRememberAnException() {
        memory.writeLong(0x80, (long) BPCC_TAKEN << 32);
        fetchMisses(0x80);
        assertThat(mispredictions(0x80, true, true, true)).isZero();
        assertThat(mispredictions(0x80, false)).isOne();
        assertThat(mispredictions(0x80, true)).isZero();
        assertThat(mispredictions(0x80, false, false)).isEqualTo(2);
        assertThat(mispredictions(0x80, false)).isZero();
        assertThat(cycles.mispredictStall()).isEqualTo(3 * MISPREDICT);
    }

    /** What was learnt goes with the line. */
    @Test
    void aRefilledLineBeginsAnew() {
        memory.writeLong(0x80, (long) BPCC_NOT_TAKEN << 32);
        fetchMisses(0x80);
        assertThat(mispredictions(0x80, true, true, true)).isEqualTo(1);
        fetchMisses(0x80 + WAY, 0x80 + 2 * WAY, 0x80);
        assertThat(mispredictions(0x80, true)).as("the p bit again").isOne();
    }

    @Test
    void aDevicesWriteDropsWholeLines() {
        loadMisses(0x1c0, 0x1c0);
        loadMisses(0x200, 0x200);
        fetchMisses(0x1e0);
        model.written(0x1fc, 4);
        assertThat(fetchMisses(0x800, 0x1e0)).isEqualTo(2);
        assertThat(loadMisses(0x200, 0x200)).as("beyond").isFalse();
        assertThat(loadMisses(0x1c0, 0x1c0)).isTrue();
    }
}
