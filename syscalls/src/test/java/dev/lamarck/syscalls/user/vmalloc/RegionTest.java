package dev.lamarck.syscalls.user.vmalloc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.magic.HostedMachine;
import dev.lamarck.toolchain.magic.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegionTest {
    private HostedMachine machine;

    @BeforeEach
    void start() {
        machine = new HostedMachine();
        HostedMachine.install(machine);
    }

    /** Memory from a range of addresses, of which it keeps account. */
    private final class Store extends Discipline {
        private final boolean grows;
        private final long most;
        private long next = 0x10_0000;
        private long held;
        private final List<String> told = new ArrayList<>();

        Store(boolean grows, long most) {
            super(4096);
            this.grows = grows;
            this.most = most;
        }

        @Override
        public long obtain(long bytes) {
            if (held + bytes > most) {
                return 0;
            }
            long address = next;
            machine.map(address, bytes);
            next += bytes + (grows ? 0 : 64);
            held += bytes;
            return address;
        }

        @Override
        public boolean extend(long address, long bytes, long newBytes) {
            return grows && address + bytes == next && obtain(newBytes - bytes) != 0;
        }

        @Override
        public void release(long address, long bytes) {
            held -= bytes;
            if (grows && address + bytes == next) {
                next = address;
            }
        }

        @Override
        public boolean exception(Region region, Event event, long about) {
            told.add(event.name());
            return false;
        }
    }

    private record Block(long address, long size, byte mark) {
        void fill() {
            for (long i = 0; i < size; i++) {
                Memory.store8(address + i, mark);
            }
        }

        void check(long bytes, String replay) {
            long i = 0;
            while (i < bytes && Memory.load8(address + i) == mark) {
                i++;
            }
            assertThat(i).as(replay).isEqualTo(bytes);
        }
    }

    static Stream<Arguments> traces() {
        List<Arguments> traces = new ArrayList<>();
        for (long seed = 1; seed <= 6; seed++) {
            for (boolean grows : new boolean[] {true, false}) {
                traces.add(Arguments.of("best fit", (Supplier<AllocationMethod>) BestFit::new, grows, seed));
                traces.add(Arguments.of("debug", (Supplier<AllocationMethod>) Debug::new, grows, seed));
            }
        }
        return traces.stream();
    }

    /** Blocks keep what is written to them, and the region its order, whatever is allocated, resized, aligned and freed. Replay: the parameters. */
    @ParameterizedTest(name = "{0}, grows {2}, seed {3}")
    @MethodSource("traces")
    void blocksAreTheirUsers(String name, Supplier<AllocationMethod> methods, boolean grows, long seed) {
        Store store = new Store(grows, 1 << 20);
        AllocationMethod method = methods.get();
        Region region = new Region(store, method);
        Random random = new Random(seed);
        List<Block> living = new ArrayList<>();
        String replay = name + " grows " + grows + " seed " + seed;
        for (int i = 0; i < 3000; i++) {
            step(region, random, living, replay);
            if (method instanceof BestFit best && i % 50 == 0) {
                assertThat(best.isSound(region)).as(replay + " step " + i).isTrue();
            }
        }
        assertThat(region.statistics().busyBlocks).as(replay).isEqualTo(living.size());
        assertThat(region.statistics().segments).as(replay).isPositive();
        for (Block block : living) {
            block.check(block.size, replay);
            assertThat(region.free(block.address)).isTrue();
        }
        region.compact();
        assertThat(store.held).as(replay).isZero();
        assertThat(store.told.stream().filter(event -> !event.equals("NO_MEMORY"))).as(replay).isEmpty();
    }

    private static void step(Region region, Random random, List<Block> living, String replay) {
        int what = random.nextInt(10);
        if (what < 5 || living.isEmpty()) {
            long size = random.nextInt(1 << 1 + random.nextInt(14));
            long alignment = 1L << random.nextInt(9);
            boolean isAligned = what == 0;
            add(living, isAligned ? region.align(size, alignment) : region.allocate(size), size, random, replay, isAligned ? Math.max(16, alignment) : 16);
            return;
        }
        Block block = living.remove(random.nextInt(living.size()));
        block.check(block.size, replay);
        assertThat(region.sizeOf(block.address)).as(replay).isGreaterThanOrEqualTo(block.size);
        if (what < 9) {
            assertThat(region.free(block.address)).as(replay).isTrue();
            return;
        }
        long size = random.nextInt(1 << 1 + random.nextInt(14));
        long moved = region.resize(block.address, size, random.nextBoolean() ? Region.COPY : 0);
        if (moved == 0) {
            block.check(block.size, replay);
            living.add(block);
        } else {
            new Block(moved, 0, block.mark).check(Math.min(size, block.size), replay);
            add(living, moved, size, random, replay, 16);
        }
    }

    private static void add(List<Block> living, long address, long size, Random random, String replay, long alignment) {
        if (address != 0) {
            assertThat(address % alignment).as(replay).isZero();
            assertThat(living.stream().noneMatch(other -> address < other.address + other.size && other.address < address + size)).as(replay).isTrue();
            Block block = new Block(address, size, (byte) random.nextInt());
            block.fill();
            living.add(block);
        }
    }

    @Test
    void theSmallestThatFitsIsTaken() {
        Region region = new Region(new Store(true, 1 << 20), new BestFit());
        long[] sizes = {3000, 1500, 2000, 5000};
        long[] blocks = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            blocks[i] = region.allocate(sizes[i]);
            region.allocate(1);
        }
        for (long block : blocks) {
            region.free(block);
        }
        assertThat(region.allocate(1400)).as("nothing recent fits closely but 1500").isEqualTo(blocks[1]);
        assertThat(region.allocate(1600)).as("2000 has too much for a recent one, but it is the smallest").isEqualTo(blocks[2]);
    }

    @Test
    void whatWasFreedLastIsTakenFirst() {
        Region region = new Region(new Store(true, 1 << 20), new BestFit());
        long first = region.allocate(24);
        long second = region.allocate(24);
        region.allocate(24);
        region.free(first);
        assertThat(region.allocate(24)).isEqualTo(first);
        region.free(second);
        assertThat(region.allocate(20)).as("the same class of sizes").isEqualTo(second);
    }

    @Test
    void aRegionMayLieInAnother() {
        Store store = new Store(true, 1 << 20);
        Region outer = new Region(store, new BestFit());
        Region inner = new Region(new RegionDiscipline(outer), new BestFit());
        for (int i = 0; i < 1000; i++) {
            assertThat(inner.allocate(40)).isNotZero();
        }
        assertThat(outer.statistics().busyBlocks).as("it grows in place").isEqualTo(1);
        inner.clear();
        assertThat(outer.statistics().busyBlocks).isZero();
    }

    @Test
    void whoWantsMoreThanThereIsGetsNothingAndTheDisciplineIsTold() {
        Store store = new Store(true, 1 << 16);
        Region region = new Region(store, new BestFit());
        assertThat(region.allocate(1 << 17)).isZero();
        assertThat(region.allocate(-1)).isZero();
        assertThat(region.allocate(Long.MAX_VALUE)).isZero();
        assertThat(region.allocate(1 << 15)).isNotZero();
        assertThat(store.told).containsExactly("NO_MEMORY");
    }

    @Test
    void addressesOfNoBlockAreRefused() {
        Store store = new Store(true, 1 << 20);
        Region region = new Region(store, new Debug());
        long block = region.allocate(100);
        assertThat(region.offsetIn(block + 40)).isEqualTo(40);
        assertThat(region.offsetIn(block + 100)).isEqualTo(-1);
        assertThat(region.free(block + 16)).isFalse();
        assertThat(region.free(0)).isFalse();
        assertThat(region.free(block)).isTrue();
        assertThat(region.free(block)).as("twice").isFalse();
        assertThat(region.resize(block, 10, 0)).isZero();
        assertThat(store.told).containsOnly("BAD_ADDRESS").hasSize(4);
    }

    @Test
    void whoWritesBesideHisBlockIsFound() {
        Store store = new Store(true, 1 << 20);
        Debug debug = new Debug();
        Region region = new Region(store, debug);
        long behind = region.allocate(13);
        long before = region.align(100, 64);
        assertThat(debug.check(region)).isZero();
        Memory.store8(behind + 13, 0);
        assertThat(debug.check(region)).isEqualTo(1);
        Memory.store8(before - 1, 0);
        assertThat(debug.check(region)).isEqualTo(2);
        assertThat(region.free(behind)).isTrue();
        assertThat(store.told).containsOnly("OVERWRITTEN").hasSize(4);
    }

    @Test
    void aPoolGivesBlocksOfOneSize() {
        Region region = new Region(new Store(false, 1 << 20), new Pool());
        long first = region.allocate(40);
        assertThat(region.sizeOf(first)).isEqualTo(48);
        assertThat(region.allocate(49)).isZero();
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            others.add(region.allocate(48));
        }
        assertThat(others).doesNotHaveDuplicates().doesNotContain(0L, first);
        assertThat(region.offsetIn(others.get(200) + 47)).isEqualTo(47);
        assertThat(region.free(first)).isTrue();
        assertThat(region.free(first + 16)).isFalse();
        assertThat(region.allocate(1)).isEqualTo(first);
        assertThat(region.statistics().busyBytes).isEqualTo(301 * 48);
    }

    @Test
    void theLastBlockAloneIsGivenBack() {
        Region region = new Region(new Store(true, 1 << 20), new LastAllocated());
        long first = region.allocate(100);
        long second = region.allocate(100);
        Memory.store64(second, 42);
        assertThat(region.free(first)).isFalse();
        assertThat(region.resize(second, 300, 0)).isEqualTo(second);
        long moved = region.resize(second, 100_000, Region.COPY);
        assertThat(Memory.load64(moved)).isEqualTo(42);
        assertThat(region.free(moved)).isTrue();
        assertThat(region.align(10, 256) % 256).isZero();
        region.clear();
        assertThat(region.statistics().extent).isZero();
    }

    @Test
    void whatAResizedBlockHasMoreIsCleared() {
        Region region = new Region(new Store(true, 1 << 20), new BestFit());
        long dirty = region.allocate(200);
        for (long i = 0; i < 200; i++) {
            Memory.store8(dirty + i, -1);
        }
        region.free(dirty);
        long block = region.allocate(8);
        assertThat(block).isEqualTo(dirty);
        assertThat(region.resize(block, 200, Region.CLEAR)).isEqualTo(block);
        for (long i = 8; i < 200; i++) {
            assertThat(Memory.load8(block + i)).isZero();
        }
    }
}
