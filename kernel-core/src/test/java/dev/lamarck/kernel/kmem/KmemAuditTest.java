package dev.lamarck.kernel.kmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.HostedTrap;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmemAuditTest {
    private HostedKernel machine;

    @BeforeEach
    void start() {
        machine = HostedKernel.start();
        HostedKmem.audit();
    }

    private void isFound(Runnable doing, String what) {
        assertThatThrownBy(doing::run).isInstanceOf(HostedTrap.class).hasMessageContaining("audit");
        assertThat(machine.consoleErrors.toString(StandardCharsets.US_ASCII)).contains(what);
    }

    /** Sizes in the middle of a class, at its end, and beyond all classes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 80, 100, 2031, 2032, 2033, 9000})
    void oneByteBeyondTheEndIsFoundWhenItIsFreed(int bytes) {
        long memory = Kmem.alloc(bytes);
        for (int i = 0; i < bytes; i++) {
            Memory.store8(memory + i, (byte) 0);
        }
        Memory.store8(memory + bytes, (byte) 0);
        isFound(() -> Kmem.free(memory), "a buffer was written beyond its end: 0x" + Long.toHexString(memory) + " of "
                + (bytes > 2032 ? "pages" : "kmem_alloc_") );
        assertThat(machine.consoleErrors.toString(StandardCharsets.US_ASCII)).contains("at offset " + bytes + " ");
    }

    @Test
    void clearingWhatIsAllocatedIsNotBeyondItsEnd() {
        Kmem.free(Kmem.allocZeroed(13));
        Kmem.free(Kmem.allocZeroed(5000));
        assertThat(machine.consoleErrors.size()).isZero();
    }

    @Test
    void aByteBehindAnArrayIsFound() {
        long hub = Pages.allocateZeroed();
        Memory.store32(hub + HubLayout.FLAGS, HubLayout.FLAG_ARRAY);
        long array = Kmem.allocateArray(hub, 5);
        Memory.store8(array + HubLayout.ARRAY_ELEMENTS + 5, (byte) 0);
        isFound(() -> Kmem.free(array), "written beyond its end");
    }

    @Test
    void aStoreAfterTheFreeIsFoundWhenTheBufferIsGivenAgain() {
        long memory = Kmem.alloc(100);
        Kmem.free(memory);
        Memory.store8(memory + 77, (byte) 7);
        isFound(() -> Kmem.alloc(100), "written after it was freed: 0x" + Long.toHexString(memory) + " of kmem_alloc_128, at offset 76 is 0xde07beef\nfreed by thread 0");
    }

    @Test
    void aStoreAfterTheFreeIsFoundAtTheEndTheLatest() {
        long memory = Kmem.alloc(100);
        Kmem.free(memory);
        LeakSearch.checkAll();
        Memory.store64(memory + 8, memory);
        isFound(LeakSearch::checkAll, "written after it was freed");
    }

    @Test
    void freeingTwiceIsFound() {
        long memory = Kmem.alloc(100);
        Kmem.free(memory);
        isFound(() -> Kmem.free(memory), "freed twice");
    }

    @Test
    void freeingABlockOfPagesTwiceIsFound() {
        long memory = Kmem.alloc(100_000);
        Kmem.free(memory);
        isFound(() -> KmemAudit.blockTakenBack(memory), "freed that is none");
    }

    @Test
    void freeingFromTheMiddleIsFound() {
        long memory = Kmem.alloc(100);
        isFound(() -> Kmem.free(memory + 16), "freed that none begins with");
    }

    @Test
    void whatIsReachedIsNotLost() {
        long root = Pages.allocateZeroed();
        long held = Kmem.alloc(48);
        Memory.store64(root + 24, held);
        long behind = Kmem.allocZeroed(20_000);
        Memory.store64(held + 40, behind);
        long deep = Kmem.allocZeroed(300);
        Memory.store64(behind + 19_992, deep + 200);
        LeakSearch.begin();
        LeakSearch.scan(root, root + Pages.BYTES);
        LeakSearch.follow();
        assertThat(LeakSearch.tell()).isZero();
    }

    @Test
    void whatNothingLeadsToIsToldBySizeAndOrigin() {
        long root = Pages.allocateZeroed();
        long held = Kmem.allocZeroed(48);
        Memory.store64(root, held);
        long lost = Kmem.allocZeroed(300);
        Memory.store64(lost, held);
        Kmem.allocZeroed(300);
        long pages = Kmem.allocZeroed(20_000);
        Memory.store64(pages, pages);
        LeakSearch.begin();
        LeakSearch.scan(root, root + Pages.BYTES);
        LeakSearch.follow();
        assertThat(LeakSearch.tell()).isEqualTo(3);
        assertThat(machine.consoleErrors.toString(StandardCharsets.US_ASCII))
                .contains("lost 2 times 300 bytes, 0x", " of kmem_alloc_384, allocated by thread 0",
                        "lost 1 times 20000 bytes, 0x" + Long.toHexString(pages) + " of pages", "3 buffers, 20600 bytes, are held and cannot be reached any more");
    }

    /** Replay: the seed is in the failure's description. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whoKeepsToWhatHeAskedForIsNeverFoundFault(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Long> held = new TreeMap<>();
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (int step = 0; step < 3000; step++) {
            if (held.isEmpty() || random.nextInt(100) < 55 && held.size() < 150) {
                int bytes = 1 + random.nextInt(random.nextInt(10) == 0 ? 9000 : 300);
                long memory = Kmem.alloc(bytes);
                assertThat(memory).as("seed %d step %d", seed, step).isNotZero();
                for (int i = 0; i < bytes; i++) {
                    Memory.store8(memory + i, (byte) step);
                }
                held.put(step, memory);
                sizes.put(step, bytes);
            } else {
                int key = random.nextBoolean() ? held.firstKey() : held.lastKey();
                long memory = held.remove(key);
                assertThat(Memory.load8(memory + sizes.remove(key) - 1)).as("seed %d step %d", seed, step).isEqualTo((byte) key);
                Kmem.free(memory);
            }
        }
        LeakSearch.checkAll();
        assertThat(machine.consoleErrors.size()).as("seed %d", seed).isZero();
    }
}
