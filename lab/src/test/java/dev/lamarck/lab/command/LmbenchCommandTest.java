package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LmbenchCommandTest {
    @Test
    void measuresTheTasksThatAreNamedAndOnlyThem() {
        Invocation invocation = Invocation.of("lmbench", "nullCall", "pipeBandwidth");
        assertThat(invocation.status()).as(invocation.out() + invocation.err()).isZero();
        assertThat(invocation.out()).containsPattern("nullCall +\\d{2,3}\\.\\d").containsPattern("pipeBandwidth .* %  \\d+\\.\\d\\d\n")
                .contains("holds   a null call takes at most 200 instructions").doesNotContain("openClose");
    }

    @Test
    void everyTaskDoesItsWorkAndTakesAsLongEachTime() {
        Invocation first = Invocation.of("lmbench", "--mode", "functional", "--csv", "-");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).contains("forkExecInstructions", "switch16x64kCycles", "tcpLatencyMicroseconds", "fileCreateDelete10kCycles");
        assertThat(Invocation.of("lmbench", "--mode", "functional", "--csv", "-").out()).isEqualTo(first.out());
    }

    @Test
    void refusesATaskThatDoesNotExist() {
        Invocation invocation = Invocation.of("lmbench", "nulcall");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("no task is called 'nulcall'", "nullCall, read, write");
    }
}
