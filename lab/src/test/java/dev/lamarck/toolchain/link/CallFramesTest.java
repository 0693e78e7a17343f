package dev.lamarck.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.trap.TrapFrame;
import org.junit.jupiter.api.Test;

class CallFramesTest {
    @Test
    void whatDebuggersAreToldOfTrapFramesIsWhatTheKernelDoes() {
        assertThat(CallFrames.FRAME_G1).isEqualTo(TrapFrame.G1);
        assertThat(CallFrames.FRAME_PC).isEqualTo(TrapFrame.PC);
        assertThat(CallFrames.FRAME_NPC).isEqualTo(TrapFrame.NPC);
    }
}
