package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int STEP = 1 << 18;

    private boolean areMany = true;
    private long nanos = 1;
    private long instructions;
    private final Turns turns = new Turns(() -> areMany, () -> nanos);

    /** The share of the time that the interpreter has alone, if these many instructions take a nanosecond of it, and of regions. */
    private double aloneShare(double alone, double together) {
        double aloneNanos = 0;
        double all = 0;
        for (int i = 0; i < 100_000; i++) {
            double passed = STEP / (turns.isAlone() ? alone : together);
            aloneNanos += turns.isAlone() ? passed : 0;
            all += passed;
            nanos += (long) passed;
            instructions += STEP;
            turns.look(instructions);
        }
        return aloneNanos / all;
    }

    @Test
    void theFasterOneHasNearlyAllOfTheTime() {
        assertThat(aloneShare(0.05, 0.02)).isBetween(0.9, 0.99);
        assertThat(aloneShare(0.05, 0.2)).isBetween(0.01, 0.1);
        assertThat(aloneShare(0.05, 0.02)).isBetween(0.9, 0.99);
    }

    @Test
    void fewRegionsAreAlwaysUsed() {
        areMany = false;
        assertThat(aloneShare(0.05, 0.02)).isZero();
        areMany = true;
        assertThat(aloneShare(0.05, 0.02)).isGreaterThan(0.9);
        areMany = false;
        instructions += STEP;
        turns.look(instructions);
        assertThat(turns.isAlone()).isFalse();
    }

    @Test
    void turnsGoOnBehindARestoredSnapshotAndOnAnotherThread() {
        aloneShare(0.05, 0.02);
        instructions = 0;
        assertThat(aloneShare(0.02, 0.05)).isLessThan(0.1);
        nanos = 1;
        assertThat(aloneShare(0.05, 0.02)).isGreaterThan(0.9);
    }
}
