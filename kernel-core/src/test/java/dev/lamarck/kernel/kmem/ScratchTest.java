package dev.lamarck.kernel.kmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.HostedTrap;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScratchTest {
    private static final int OBJECT_BYTES = 40;
    private long hub;

    @BeforeEach
    void start() {
        HostedKernel.start();
        KThread self = KThread.current();
        self.scratchLow = Pages.allocate(0);
        self.scratchNext = self.scratchLow;
        self.scratchPeak = self.scratchLow;
        self.scratchHigh = self.scratchLow + Pages.BYTES;
        hub = Pages.allocateZeroed();
        Memory.store32(hub + HubLayout.INSTANCE_BYTES, OBJECT_BYTES);
    }

    @Test
    void objectsAreClearedAgainAfterARelease() {
        long mark = Scratch.mark();
        long object = Scratch.allocateObject(hub);
        assertThat(Memory.load32(object)).isEqualTo((int) hub);
        Memory.store64(object + 16, -1);
        Scratch.release(mark);
        assertThat(Scratch.allocateObject(hub)).isEqualTo(object);
        assertThat(Memory.load64(object + 16)).isZero();
    }

    @Test
    void thePeakOutlivesTheRelease() {
        long mark = Scratch.mark();
        Scratch.allocateObject(hub);
        Scratch.allocateObject(hub);
        Scratch.release(mark);
        assertThat(Scratch.peak()).isEqualTo(2 * OBJECT_BYTES);
        assertThat(Scratch.room()).isEqualTo(Pages.BYTES);
    }

    @Test
    void aFullArenaIsABugOfItsUser() {
        while (Scratch.room() >= OBJECT_BYTES) {
            Scratch.allocateObject(hub);
        }
        assertThatThrownBy(() -> Scratch.allocateObject(hub)).isInstanceOf(HostedTrap.class).hasMessageContaining("arena");
    }
}
