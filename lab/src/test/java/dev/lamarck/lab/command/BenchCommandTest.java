package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void measuresALoadInBothModes() {
        Invocation invocation = Invocation.of("bench", "--runs", "1", "--warm-up", "0", "--load", "systemcalls");
        assertThat(invocation.status()).as(invocation.err()).isZero();
        assertThat(invocation.out().lines().toList()).hasSize(5)
                .anyMatch(line -> line.matches("systemcalls +functional +[\\d,]{9,} +1 +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d"))
                .anyMatch(line -> line.matches("systemcalls +timing +[\\d,]{9,} +1 +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d"))
                .last().asString().matches("geom\\. mean +timing( +\\d+\\.\\d){3}");
    }

    @Test
    void measuresOnlyTheModeThatIsAskedFor() {
        Invocation invocation = Invocation.of("bench", "--runs", "1", "--warm-up", "0", "--load", "systemcalls", "--mode", "functional");
        assertThat(invocation.out().lines().toList()).hasSize(3).last().asString().matches("geom\\. mean +functional( +\\d+\\.\\d){3}");
    }

    @Test
    void measuresSeveralAtOnce() {
        Invocation invocation = Invocation.of("bench", "--runs", "1", "--warm-up", "0", "--load", "systemcalls", "--mode", "functional", "--parallel", "2");
        // Whether two reach 0.9 of twice the speed is the host's affair.
        assertThat(invocation.status()).as(invocation.err()).isIn(0, 1);
        assertThat(invocation.out().lines().toList()).hasSize(3).element(1).asString().matches("systemcalls +functional +\\d+\\.\\d +\\d+\\.\\d +\\d\\.\\d\\d");
    }

    @Test
    void refusesWhatItCannotMeasure() {
        assertThat(Invocation.of("bench", "--parallel", "0").status()).isEqualTo(2);
        assertThat(Invocation.of("bench", "--load", "knitting").status()).isEqualTo(2);
        assertThat(Invocation.of("bench", "--runs", "0").status()).isEqualTo(2);
    }
}
