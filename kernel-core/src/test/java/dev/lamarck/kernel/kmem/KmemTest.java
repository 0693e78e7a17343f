package dev.lamarck.kernel.kmem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KmemTest {
    @BeforeEach
    void start() {
        HostedKernel.start();
    }

    @Test
    void sizesAreServedByTheSmallestClassThatFits() {
        for (KmemCache cache : Kmem.sizes()) {
            long before = cache.inUse();
            Kmem.alloc(cache.bufferBytes());
            assertThat(cache.inUse()).as("%d bytes", cache.bufferBytes()).isEqualTo(before + 1);
        }
        KmemCache second = Kmem.sizes()[1];
        long before = second.inUse();
        Kmem.alloc(Kmem.sizes()[0].bufferBytes() + 1);
        assertThat(second.inUse()).isEqualTo(before + 1);
    }

    @Test
    void largeAllocationsArePages() {
        int free = Pages.free();
        long memory = Kmem.alloc(3 * Pages.BYTES + 1);
        assertThat(Pages.free()).isEqualTo(free - 4);
        Kmem.free(memory);
        assertThat(Pages.free()).isEqualTo(free);
    }

    @Test
    void anArrayForWhichMemoryIsInTooSmallPiecesIsRefused() {
        List<Long> pages = new ArrayList<>();
        for (long page = Pages.allocate(0); page != 0; page = Pages.allocate(0)) {
            pages.add(page);
        }
        pages.sort(null);
        for (int i = 0; i < pages.size(); i += 2) {
            Pages.release(pages.get(i));
        }
        assertThat(Kmem.bytes(Pages.BYTES - HubLayout.ARRAY_ELEMENTS)).hasSize(Pages.BYTES - HubLayout.ARRAY_ELEMENTS);
        assertThat(Kmem.bytes(Pages.BYTES)).isNull();
        Pages.release(pages.get(1));
        assertThat(Kmem.bytes(Pages.BYTES)).hasSize(Pages.BYTES);
    }

    @Test
    void theBalanceKnowsAllSizes() {
        long before = Kmem.bytesInUse();
        long small = Kmem.alloc(Kmem.sizes()[2].bufferBytes());
        long large = Kmem.alloc(2 * Pages.BYTES);
        assertThat(Kmem.bytesInUse()).isEqualTo(before + Kmem.sizes()[2].bufferBytes() + 2 * Pages.BYTES);
        Kmem.free(large);
        Kmem.free(small);
        assertThat(Kmem.bytesInUse()).isEqualTo(before);
    }

    @Test
    void emptySlabsGoBackWhenMemoryIsShort() {
        int free = Pages.free();
        long[] memory = new long[500];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = Kmem.alloc(256);
        }
        for (long each : memory) {
            Kmem.free(each);
        }
        Kmem.reap();
        assertThat(Pages.free()).as("one slab of buffers is kept, one of magazines, one of rows").isEqualTo(free - 3);
    }

    @Test
    void freedObjectsAreDeadly() {
        long hub = Pages.allocateZeroed();
        Memory.store32(hub + HubLayout.INSTANCE_BYTES, 40);
        Memory.store32(hub + HubLayout.REFERENCES, 0b0101);
        long object = Kmem.alloc(48);
        Memory.store32(object, (int) hub);
        for (int field = 1; field <= 4; field++) {
            Memory.store64(object + 8L * field, field);
        }
        Poison.object(object);
        assertThat(Memory.load32(object)).isEqualTo((int) Kmem.POISON);
        assertThat(Memory.load64(object + 8)).isEqualTo(Kmem.POISON);
        assertThat(Memory.load64(object + 16)).isEqualTo(2);
        assertThat(Memory.load64(object + 24)).isEqualTo(Kmem.POISON);
        assertThat(Memory.load64(object + 32)).isEqualTo(4);
    }

    @Test
    void freedArraysOfReferencesAreDeadly() {
        long hub = Pages.allocateZeroed();
        Memory.store32(hub + HubLayout.FLAGS, HubLayout.FLAG_ARRAY | HubLayout.FLAG_REFERENCE_ELEMENTS | 3 << HubLayout.ELEMENT_SHIFT_POSITION);
        long array = Kmem.allocateArray(hub, 3);
        assertThat(Memory.load32(array + HubLayout.ARRAY_LENGTH)).isEqualTo(3);
        assertThat(Memory.load64(array + HubLayout.ARRAY_ELEMENTS + 16)).isZero();
        Poison.object(array);
        assertThat(Memory.load64(array + HubLayout.ARRAY_ELEMENTS)).isEqualTo(Kmem.POISON);
        assertThat(Memory.load64(array + HubLayout.ARRAY_ELEMENTS + 16)).isEqualTo(Kmem.POISON);
    }

    /** Replay: the seed is in the failure's description. */
    @Test
    void survivesAStormWithoutOverlap() {
        long seed = 4711;
        Random random = new Random(seed);
        TreeMap<Long, Integer> held = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            if (held.size() < 200 || random.nextBoolean() && held.size() < 800) {
                int bytes = 1 + random.nextInt(random.nextInt(10) == 0 ? 6000 : 300);
                long memory = Kmem.alloc(bytes);
                assertThat(memory).as("seed %d step %d", seed, step).isNotZero();
                Map.Entry<Long, Integer> below = held.floorEntry(memory);
                Long above = held.ceilingKey(memory);
                assertThat(below == null || below.getKey() + below.getValue() <= memory).as("seed %d step %d", seed, step).isTrue();
                assertThat(above == null || memory + bytes <= above).as("seed %d step %d", seed, step).isTrue();
                held.put(memory, bytes);
                Memory.store8(memory, 1);
                Memory.store8(memory + bytes - 1, 1);
            } else {
                Long memory = held.ceilingKey(Pages.DIRECT + random.nextInt(4 << 20));
                memory = memory == null ? held.firstKey() : memory;
                held.remove(memory);
                Kmem.free((long) memory);
            }
        }
    }
}
