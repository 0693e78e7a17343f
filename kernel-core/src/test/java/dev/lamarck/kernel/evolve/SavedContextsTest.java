package dev.lamarck.kernel.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.HostedMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SavedContextsTest {
    private static final long SELF_STACK = 0x8010_0000L;
    private static final long OTHER_STACK = 0x8020_0000L;
    private static final long STACK_BYTES = 0x4000;
    private static final long SELF_FRAME = SELF_STACK + 0x3000;
    private static final long OTHER_FRAME = OTHER_STACK + 0x3000;
    private static final long PATCH = 0x44_2000;
    private static final int PATCH_BYTES = 64;

    private final KThread self = new KThread("self", null, 0);
    private final KThread other = new KThread("other", null, 0);
    private HostedMachine machine;

    @BeforeEach
    void twoThreads() {
        machine = new HostedMachine() {
            @Override
            public long stackPointer() {
                return SELF_FRAME - TrapFrame.STACK_BIAS;
            }
        };
        HostedMachine.install(machine);
        machine.map(SELF_STACK, STACK_BYTES);
        machine.map(OTHER_STACK, STACK_BYTES);
        Cpu.setThreadRegister(Address.of(self));
        Sched.start(self, SELF_STACK, SELF_STACK + STACK_BYTES);
        self.next = other;
        other.stackLow = OTHER_STACK;
        other.stackHigh = OTHER_STACK + STACK_BYTES;
        other.savedStack = OTHER_FRAME - TrapFrame.STACK_BIAS;
    }

    @AfterEach
    void forget() {
        HostedMachine.install(new HostedMachine());
    }

    private boolean mayBeInPatch() {
        return SavedContexts.mayBeIn(PATCH, PATCH + PATCH_BYTES);
    }

    @Test
    void nobodyIsInThePatch() {
        machine.store(OTHER_FRAME + 120, 8, PATCH + PATCH_BYTES);
        machine.store(OTHER_FRAME + 136, 8, PATCH - 4);
        assertThat(mayBeInPatch()).isFalse();
    }

    @Test
    void aThreadInterruptedInThePatchIsFoundByPcAndByNpc() {
        long frame = OTHER_FRAME + 0x200;
        machine.store(frame + TrapFrame.PC, 8, PATCH);
        assertThat(mayBeInPatch()).isTrue();
        machine.store(frame + TrapFrame.PC, 8, 0x41_0000);
        machine.store(frame + TrapFrame.NPC, 8, PATCH + PATCH_BYTES - 4);
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void aReturnAddressInTheOutermostFrameIsFound() {
        machine.store(OTHER_STACK + STACK_BYTES - 8, 8, PATCH + 8);
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void whereTheSwitchReturnsToCounts() {
        other.savedPc = PATCH + 4;
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void whatLiesBelowTheSavedStackPointerIsOver() {
        machine.store(OTHER_FRAME - 64, 8, PATCH);
        assertThat(mayBeInPatch()).isFalse();
    }

    @Test
    void theAskersOwnNumbersAreNoAddressesButItsReturnsAre() {
        machine.store(SELF_FRAME, 8, PATCH);
        machine.store(SELF_FRAME + 112, 8, SELF_FRAME + 0x100 - TrapFrame.STACK_BIAS);
        machine.store(SELF_FRAME + 120, 8, 0x41_0000);
        assertThat(mayBeInPatch()).isFalse();
        machine.store(SELF_FRAME + 0x100 + 120, 8, PATCH + 12);
        assertThat(mayBeInPatch()).isTrue();
    }
}
