package dev.lamarck.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimedProcessTest {
    @Test
    void outputAndTimesOfTheProcessItself() {
        TimedProcess run = TimedProcess.run(List.of("bash", "-c", "for ((i = 0; i < 30000; i++)); do :; done; sleep 0.2; echo said; echo aside >&2"));
        assertThat(run.output()).isEqualTo("said\n");
        assertThat(run.cpuSeconds()).isPositive();
        assertThat(run.wallSeconds()).isGreaterThan(0.2);
    }

    @Test
    void anotherStatusThanZeroIsAnErrorWithWhatWasSaid() {
        assertThatThrownBy(() -> TimedProcess.run(List.of("bash", "-c", "echo no such thing >&2; exit 3")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("status 3").hasMessageContaining("no such thing");
    }
}
