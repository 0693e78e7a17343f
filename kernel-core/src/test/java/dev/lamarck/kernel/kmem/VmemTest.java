package dev.lamarck.kernel.kmem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.mm.Pages;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmemTest {
    private static final int STEPS = 20_000;
    private final Vmem arena = new Vmem(32);

    @BeforeEach
    void start() {
        HostedKernel.start();
    }

    @Test
    void piecesAreWholeQuantaInsideTheRange() {
        arena.add(0x1004, 0x1100);
        assertThat(arena.alloc(4)).isEqualTo(0x1020);
        assertThat(arena.alloc(33)).isEqualTo(0x1040);
        assertThat(arena.alloc(0x80)).isEqualTo(0x1080);
        assertThat(arena.alloc(1)).isEqualTo(Vmem.NONE);
        assertThat(arena.inUse()).isEqualTo(0xE0);
    }

    @Test
    void neighboursAreJoined() {
        arena.add(0x1000, 0x1060);
        long a = arena.alloc(32);
        long b = arena.alloc(32);
        long c = arena.alloc(32);
        arena.free(a, 32);
        arena.free(c, 32);
        assertThat(arena.alloc(64)).isEqualTo(Vmem.NONE);
        arena.free(b, 32);
        assertThat(arena.alloc(96)).isEqualTo(a);
    }

    @Test
    void aFitThatIsNoPowerOfTwoIsFoundAmongThoseThatMayBeTooSmall() {
        arena.add(0x1000, 0x1060);
        assertThat(arena.alloc(0x60)).as("on the list of 64 to 127").isEqualTo(0x1000);
    }

    @Test
    void aPlaceInPhaseLeavesWhatIsAroundIt() {
        arena.add(0x1000, 0x3000);
        assertThat(arena.xalloc(0x20, 0x1000, 0x40_0850)).isEqualTo(0x1840);
        assertThat(arena.xalloc(0x20, 0x1000, 0x40_0840)).isEqualTo(0x2840);
        assertThat(arena.xalloc(0x20, 0x1000, 0x40_0840)).isEqualTo(Vmem.NONE);
        assertThat(arena.alloc(0xFE0)).isEqualTo(0x1860);
        assertThat(arena.alloc(0x840)).isEqualTo(0x1000);
        assertThat(arena.alloc(0x7A0)).isEqualTo(0x2860);
        assertThat(arena.alloc(1)).isEqualTo(Vmem.NONE);
    }

    @Test
    void severalRangesAreOneArena() {
        arena.add(0x1000, 0x1040);
        arena.add(0x1040, 0x1080);
        assertThat(arena.alloc(0x80)).as("ranges are not joined").isEqualTo(Vmem.NONE);
        assertThat(arena.alloc(0x40) + arena.alloc(0x40)).isEqualTo(0x1000 + 0x1040);
        assertThat(arena.alloc(1)).isEqualTo(Vmem.NONE);
    }

    @Test
    void withoutMemoryForTagsThereIsNoRoom() {
        arena.add(0x1000, 0x2000);
        while (Pages.hasForPrograms(1)) {
            Pages.allocate(0);
        }
        assertThat(arena.alloc(32)).isEqualTo(Vmem.NONE);
        assertThat(arena.xalloc(32, 64, 0)).isEqualTo(Vmem.NONE);
        assertThat(AllocationFailures.isOn()).isFalse();
    }

    /** Against a model: what is in use by address. Whatever comes is free in the model; what does not come has no gap there. */
    @ParameterizedTest
    @ValueSource(ints = {300, 5_000})
    void aStormOfPiecesAgreesWithTheModel(int largest) {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        TreeMap<Long, Long> used = new TreeMap<>();
        arena.add(0x1000, 0x21000);
        for (int step = 0; step < STEPS; step++) {
            if (used.isEmpty() || random.nextInt(100) < (step / 2_000 % 2 == 0 ? 60 : 40)) {
                long size = 1 + random.nextInt(largest);
                long align = random.nextBoolean() ? 32 : 32L << random.nextInt(9);
                long phase = random.nextInt(0x20_000) & -32;
                long start = align == 32 ? arena.alloc(size) : arena.xalloc(size, align, phase);
                check(used, start, size + 31 & -32, align, align == 32 ? 0 : phase, "-Dseed=" + seed + " step " + step);
            } else {
                long start = used.ceilingKey(random.nextInt(2) == 0 ? used.firstKey() : used.lastKey() - random.nextLong(used.lastKey() - used.firstKey() + 1));
                arena.free(start, used.remove(start) - start - random.nextInt(32));
            }
            assertThat(arena.inUse()).as("-Dseed=" + seed).isEqualTo(used.entrySet().stream().mapToLong(each -> each.getValue() - each.getKey()).sum());
        }
        used.forEach((start, end) -> arena.free(start, end - start));
        assertThat(arena.inUse()).isZero();
        assertThat(arena.alloc(0x20_000)).as("all of it in one piece, -Dseed=" + seed).isEqualTo(0x1000);
    }

    private static void check(TreeMap<Long, Long> used, long start, long bytes, long align, long phase, String replay) {
        if (start == Vmem.NONE) {
            long at = 0x1000;
            for (Map.Entry<Long, Long> each : used.entrySet()) {
                assertThat(firstInPhase(at, align, phase) + bytes).as(replay).isGreaterThan(each.getKey());
                at = each.getValue();
            }
            assertThat(firstInPhase(at, align, phase) + bytes).as(replay).isGreaterThan(0x21000);
            return;
        }
        assertThat(start).as(replay).isBetween(0x1000L, 0x21000 - bytes);
        assertThat(Math.floorMod(start - phase, align)).as(replay).isZero();
        Map.Entry<Long, Long> below = used.lowerEntry(start + bytes);
        assertThat(below == null || below.getValue() <= start).as(replay).isTrue();
        used.put(start, start + bytes);
    }

    private static long firstInPhase(long at, long align, long phase) {
        return at + Math.floorMod(phase - at, align);
    }
}
