package dev.lamarck.syscalls.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.toolchain.magic.HostedTrap;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeapTest {
    private static final long HUBS = 0x10_0000;
    private static final long OBJECT_HUB = HUBS;
    private static final long INTS_HUB = HUBS + 128;
    private HostedProcess process;

    @BeforeEach
    void start() {
        process = HostedProcess.start();
        process.map(HUBS, 256);
        Memory.store32(OBJECT_HUB + HubLayout.INSTANCE_BYTES, 24);
        Memory.store32(INTS_HUB + HubLayout.INSTANCE_BYTES, 16);
        Memory.store32(INTS_HUB + HubLayout.FLAGS, HubLayout.FLAG_ARRAY | 2 << HubLayout.ELEMENT_SHIFT_POSITION);
        Heap.reset();
    }

    @Test
    void objectsComeClearedWithTheirHeader() {
        long object = Heap.allocate(OBJECT_HUB);
        assertThat(Memory.load32(object)).isEqualTo((int) OBJECT_HUB);
        assertThat(Memory.load32(object + 4)).isZero();
        Memory.store64(object + 8, -1);
        Memory.store64(object + 16, -1);
        Heap.release(object);
        long again = Heap.allocate(OBJECT_HUB);
        assertThat(again).isEqualTo(object);
        assertThat(Memory.load64(again + 8)).isZero();
        assertThat(Memory.load64(again + 16)).isZero();
    }

    @Test
    void livingBlocksNeverOverlap() {
        long seed = 20261121;
        Random random = new Random(seed);
        Map<Long, Integer> living = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            if (!living.isEmpty() && random.nextInt(3) == 0) {
                long array = living.keySet().iterator().next();
                check(array, living.remove(array), seed);
                Heap.release(array);
            } else {
                int length = random.nextInt(1 << random.nextInt(11));
                long array = Heap.allocateArray(INTS_HUB, length);
                assertThat(Memory.load32(array + HubLayout.ARRAY_LENGTH)).isEqualTo(length);
                for (int j = 0; j < length; j++) {
                    assertThat(Memory.load32(array + 16 + 4L * j)).isZero();
                    Memory.store32(array + 16 + 4L * j, (int) array + j);
                }
                living.put(array, length);
            }
        }
        living.forEach((array, length) -> check(array, length, seed));
    }

    private static void check(long array, int length, long seed) {
        for (int j = 0; j < length; j++) {
            assertThat(Memory.load32(array + 16 + 4L * j)).as("seed %d", seed).isEqualTo((int) array + j);
        }
    }

    @Test
    void theEndOfMemoryIsAPanic() {
        assertThatThrownBy(() -> Heap.allocateArray(INTS_HUB, 8 << 20)).isInstanceOf(HostedTrap.class).hasMessage("out of memory");
    }
}
