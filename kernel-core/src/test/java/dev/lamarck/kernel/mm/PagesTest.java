package dev.lamarck.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    @BeforeEach
    void start() {
        HostedKernel.start();
    }

    @Test
    void allocatesEachPageOnceUntilNoneIsLeft() {
        Set<Long> pages = new HashSet<>();
        int free = Pages.free();
        for (long page = Pages.allocate(0); page != 0; page = Pages.allocate(0)) {
            assertThat(pages.add(page)).isTrue();
            assertThat(page % Pages.BYTES).isZero();
        }
        assertThat(pages).hasSize(free);
        assertThat(Pages.free()).isZero();
        pages.forEach(Pages::release);
        assertThat(Pages.free()).isEqualTo(free);
    }

    @Test
    void givesTheColourAskedFor() {
        assertThat(Pages.colour(Pages.allocate(0))).isZero();
        assertThat(Pages.colour(Pages.allocate(1))).isOne();
    }

    @Test
    void freesAPageWithItsLastReference() {
        long page = Pages.allocate(1);
        int free = Pages.free();
        Pages.hold(page);
        Pages.release(page);
        assertThat(Pages.free()).isEqualTo(free);
        Pages.release(page);
        assertThat(Pages.free()).isEqualTo(free + 1);
    }

    @Test
    void runsAreContiguousAndFreedWhole() {
        int free = Pages.free();
        long run = Pages.allocateRun(5);
        assertThat(Pages.run(run)).isEqualTo(5);
        assertThat(Pages.free()).isEqualTo(free - 5);
        Pages.release(run);
        assertThat(Pages.free()).isEqualTo(free);
        assertThat(Pages.allocateRun(1 << 20)).isZero();
    }

    /** Replay: the seed is in the failure's description. */
    @Test
    void survivesAStormOfRunsAndPages() {
        long seed = 20260101;
        Random random = new Random(seed);
        int free = Pages.free();
        List<Long> held = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        for (int step = 0; step < 5000; step++) {
            if (held.isEmpty() || random.nextInt(3) > 0 && Pages.free() > 40) {
                int length = 1 + random.nextInt(4);
                long run = length == 1 ? Pages.allocate(random.nextInt(2)) : Pages.allocateRun(length);
                if (run != 0) {
                    for (int i = 0; i < length; i++) {
                        assertThat(taken.add(run + (long) i * Pages.BYTES)).as("seed %d step %d", seed, step).isTrue();
                    }
                    held.add(run);
                }
            } else {
                long run = held.remove(random.nextInt(held.size()));
                for (int i = 0, length = Pages.run(run); i < length; i++) {
                    taken.remove(run + (long) i * Pages.BYTES);
                }
                Pages.release(run);
            }
            assertThat(Pages.free()).as("seed %d step %d", seed, step).isEqualTo(free - taken.size());
        }
    }
}
