package dev.lamarck.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.toolchain.magic.Cpu;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeSharingTest {
    private KThread thread;

    @BeforeEach
    void start() {
        HostedKernel.start();
        thread = new KThread("ts", null, 0);
        TimeSharing.CLASS.enter(thread);
        thread.state = KThread.RUNNING;
        thread.processor = Cpu.cpuRegister();
        thread.quantum = TimeSharing.CLASS.quantum(thread);
    }

    private int ticksOfAQuantum() {
        int ticks = 1;
        while (!TimeSharing.CLASS.tick(thread)) {
            ticks++;
        }
        thread.quantum = TimeSharing.CLASS.quantum(thread);
        return ticks;
    }

    @Test
    void whoComputesSinksAndGetsLongerQuanta() {
        assertThat(thread.pri).isEqualTo(29);
        assertThat(ticksOfAQuantum()).isEqualTo(5);
        assertThat(thread.pri).isEqualTo(19);
        assertThat(ticksOfAQuantum()).isEqualTo(6);
        assertThat(thread.pri).isEqualTo(9);
        assertThat(ticksOfAQuantum()).isEqualTo(7);
        assertThat(thread.pri).isZero();
        assertThat(ticksOfAQuantum()).isEqualTo(7);
        assertThat(thread.pri).isZero();
    }

    @Test
    void whoStaysBeyondHisQuantumPaysOnce() {
        ticksOfAQuantum();
        thread.quantum = 0;
        assertThat(TimeSharing.CLASS.tick(thread)).isTrue();
        assertThat(thread.pri).isEqualTo(19);
    }

    @Test
    void whoSleepsRisesButDoesNotGetItsQuantumAgain() {
        thread.quantum = 1;
        TimeSharing.CLASS.sleep(thread);
        assertThat(thread.pri).isEqualTo(54);
        assertThat(thread.quantum).isEqualTo(1);
        assertThat(TimeSharing.CLASS.tick(thread)).isTrue();
        assertThat(thread.pri).isEqualTo(44);
        thread.quantum = 7;
        TimeSharing.CLASS.sleep(thread);
        assertThat(thread.quantum).as("no more than the level has").isEqualTo(2);
        TimeSharing.CLASS.sleep(thread);
        assertThat(thread.pri).isEqualTo(59);
    }

    @Test
    void niceIsSoManyLevelsDown() {
        thread.nice = 19;
        TimeSharing.CLASS.renice(thread);
        assertThat(thread.pri).isEqualTo(10);
        thread.nice = -20;
        TimeSharing.CLASS.renice(thread);
        assertThat(thread.pri).isEqualTo(49);
        TimeSharing.CLASS.sleep(thread);
        assertThat(thread.pri).as("the best level").isEqualTo(59);
    }
}
