package dev.lamarck.kernel.trap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.HostedMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrapFrameTest {
    private static final long FRAME = 0x8000_0000L;
    private static final long CARRIES = 0x11L << 32;

    @BeforeEach
    void start() {
        HostedMachine machine = new HostedMachine();
        machine.map(FRAME, TrapFrame.BYTES);
        HostedMachine.install(machine);
    }

    @Test
    void errorsSetBothCarriesAndResultsClearThem() {
        TrapFrame.setResult(FRAME, -Errno.ENOENT);
        assertThat(TrapFrame.out(FRAME, 0)).isEqualTo(Errno.ENOENT);
        assertThat(TrapFrame.get(FRAME, TrapFrame.TSTATE)).isEqualTo(CARRIES);
        assertThat(TrapFrame.isError(FRAME, Errno.ENOENT)).isTrue();
        TrapFrame.setResult(FRAME, -4096);
        assertThat(TrapFrame.out(FRAME, 0)).isEqualTo(-4096);
        assertThat(TrapFrame.get(FRAME, TrapFrame.TSTATE)).isZero();
    }

    @Test
    void aUserSetsOnlyConditionCodesAndAsi() {
        TrapFrame.set(FRAME, TrapFrame.TSTATE, TrapFrame.TSTATE_IE);
        TrapFrame.setUserState(FRAME, -1L);
        assertThat(TrapFrame.fromKernel(FRAME)).isFalse();
        assertThat(TrapFrame.get(FRAME, TrapFrame.TSTATE)).isEqualTo(0xFF_FF00_0000L | TrapFrame.TSTATE_IE);
    }

    @Test
    void skippingFollowsTheDelayedNpc() {
        TrapFrame.jump(FRAME, 0x1000);
        TrapFrame.set(FRAME, TrapFrame.NPC, 0x2000);
        TrapFrame.skip(FRAME);
        assertThat(TrapFrame.get(FRAME, TrapFrame.PC)).isEqualTo(0x2000);
        assertThat(TrapFrame.get(FRAME, TrapFrame.NPC)).isEqualTo(0x2004);
    }

    @Test
    void theStackPointerIsBiased() {
        TrapFrame.setStack(FRAME, 0x7000);
        assertThat(TrapFrame.out(FRAME, 6)).isEqualTo(0x7000 - 2047);
        assertThat(TrapFrame.stack(FRAME)).isEqualTo(0x7000);
    }
}
