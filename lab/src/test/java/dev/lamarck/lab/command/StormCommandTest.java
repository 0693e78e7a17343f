package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StormCommandTest {
    @Test
    void theKernelStandsAShortStorm() {
        Invocation invocation = Invocation.of("storm", "--for", "20ms", "--kinds", "calls,memory", "--seed", "3");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).matches("seed 3: stood, [\\d,]{5,} system calls of [2-4]\\d\\d numbers, [\\d,]+ instructions\n");
    }

    @Test
    void theKernelStandsAStormInWhichAllocationsFail() {
        Invocation invocation = Invocation.of("storm", "--for", "20ms", "--kmem-fail", "5", "--seed", "4");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).startsWith("seed 4: stood");
    }

    @Test
    void refusesToLetEveryAllocationFail() {
        Invocation invocation = Invocation.of("storm", "--for", "20ms", "--kmem-fail", "1");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("--kmem-fail 1: no program could ever get memory", "say 2 or more");
    }

    @Test
    void theKernelStandsConnectionsOverABadWire() {
        Invocation invocation = Invocation.of("storm", "--for", "300ms", "--kinds", "network", "--seed", "5");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).startsWith("seed 5: stood, ");
    }

    /** Seed 6 renames a file over the directory that it is in. */
    @Test
    void theKernelStandsProcessesThatChangeTheSameFiles() {
        Invocation invocation = Invocation.of("storm", "--for", "50ms", "--kinds", "files", "--seed", "6");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).startsWith("seed 6: stood, ");
    }

    @Test
    void theKernelStandsThatOnFourProcessorsWithAllocationsThatFail() {
        Invocation invocation = Invocation.of("storm", "--for", "20ms", "--kinds", "files,memory", "--seed", "2", "--set", "cpus=4", "--kmem-fail", "10", "--swap", "4M");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).startsWith("seed 2: stood, ");
    }

    @Test
    void aStormThatDoesNotEndSaysHowToSeeItAgain() {
        Invocation invocation = Invocation.of("storm", "--for", "10s", "--timeout-instructions", "5000000", "--seeds", "7..7", "--kinds=forks");
        assertThat(invocation.status()).isEqualTo(4);
        assertThat(invocation.out()).contains("seed 7: FAILED: timeout",
                "replay: scripts/lamarck storm --for 10s --timeout-instructions 5000000 --kinds=forks --seed 7\n");
    }

    @Test
    void refusesATimeThatIsNone() {
        Invocation invocation = Invocation.of("storm", "--for", "10 minutes");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("--for 10 minutes: not a time", "say 10s or 500ms");
    }
}
