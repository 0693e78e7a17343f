package dev.lamarck.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationFailuresTest {
    private static final int QUESTIONS = 4000;
    private static final long SEED = 11;

    @BeforeEach
    void boot() {
        HostedKernel.start();
    }

    /** A letter an answer. */
    private static String answers(long seed) {
        AllocationFailures.start(10, seed, AllocationFailures.EVERYBODY);
        return IntStream.range(0, QUESTIONS).mapToObj(i -> Pages.mayGive(1) ? "y" : "n").collect(Collectors.joining());
    }

    @Test
    void theSeedPicksWhichShareIsRefused() {
        String first = answers(SEED);
        assertThat(first).isEqualTo(answers(SEED)).isNotEqualTo(answers(SEED + 1));
        assertThat(AllocationFailures.asked()).isEqualTo(QUESTIONS);
        assertThat(AllocationFailures.refused()).isBetween(QUESTIONS / 10 - 100, QUESTIONS / 10 + 100);
    }

    @Test
    void bytesPagesAndFaultsAreRefusedAndAFaultIsTriedAgain() {
        long memory = HostedKernel.userMemory(64 * Pages.BYTES);
        AllocationFailures.start(2, SEED, AllocationFailures.EVERYBODY);
        int noBytes = 0;
        int noPage = 0;
        for (int i = 0; i < 64; i++) {
            byte[] bytes = Kmem.bytes(100);
            noBytes += bytes == null ? 1 : 0;
            long page = Pages.allocateForProgram(0);
            noPage += page == 0 ? 1 : 0;
            if (page != 0) {
                Pages.release(page);
            }
            assertThat(Proc.current().space.fault(memory + (long) i * Pages.BYTES, AddressSpace.WRITE)).as("seed %d, page %d", SEED, i).isZero();
        }
        assertThat(noBytes).isBetween(10, 54);
        assertThat(noPage).isBetween(10, 54);
        assertThat(AllocationFailures.refused() - noBytes - noPage).as("refused faults").isGreaterThan(10);
    }

    @Test
    void whoIsNotMeantGetsWhatThereIs() {
        AllocationFailures.start(2, SEED, Proc.current().euid + 1);
        assertThat(IntStream.range(0, 100)).allMatch(i -> Pages.mayGive(1));
        AllocationFailures.start(2, SEED, AllocationFailures.EVERYBODY);
        assertThat(IntStream.range(0, 100)).as("who waits").allMatch(i -> Pages.hasForPrograms(1));
        KThread.current().proc = null;
        assertThat(IntStream.range(0, 100)).as("the kernel's own threads").allMatch(i -> Pages.mayGive(1));
        assertThat(AllocationFailures.asked()).isZero();
    }
}
