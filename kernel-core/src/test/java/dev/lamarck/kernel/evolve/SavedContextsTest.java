package dev.lamarck.kernel.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
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
    private static final long TRAP_TEXT = 0x40_0000;
    private static final long TRAP_ENTRY = TRAP_TEXT + 0x400;
    private static final long ELSEWHERE = 0x41_0000;
    private static final long PRIVILEGED = TrapFrame.TSTATE_PRIV;

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
        machine.define("_trap_start", TRAP_TEXT);
        machine.define("_trap_end", TRAP_TEXT + 0x8000);
        machine.map(SELF_STACK, STACK_BYTES);
        machine.map(OTHER_STACK, STACK_BYTES);
        Cpu.setThreadRegister(Address.of(self));
        Cpu.setCpuRegister(Address.of(new Processor(0)));
        self.processor = Cpu.cpuRegister();
        other.processor = Cpu.cpuRegister();
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

    /** A window saved at an address: the caller's window, where it returns to, its %l0. */
    private void frame(long at, long caller, long returnAddress, long local0) {
        machine.store(at, 8, local0);
        machine.store(at + TrapFrame.SAVED_FP, 8, caller - TrapFrame.STACK_BIAS);
        machine.store(at + TrapFrame.SAVED_RETURN, 8, returnAddress);
    }

    private void trapFrame(long at, long state, long pc, long npc) {
        machine.store(at + TrapFrame.TSTATE, 8, state);
        machine.store(at + TrapFrame.PC, 8, pc);
        machine.store(at + TrapFrame.NPC, 8, npc);
    }

    /** The other thread was interrupted: its dispatcher's frame, trap entry's frame, the interrupted one. */
    private void interrupted(long state, long pc, long npc, long linked) {
        long entry = OTHER_FRAME + 0x100;
        long trap = OTHER_FRAME + 0x200;
        frame(OTHER_FRAME, entry, TRAP_ENTRY, 0);
        frame(entry, OTHER_FRAME + 0x800, linked, trap);
        trapFrame(trap, state, pc, npc);
        frame(OTHER_FRAME + 0x800, 0, ELSEWHERE, 0);
    }

    @Test
    void aFreeInterruptThreadGoesBackNowhere() {
        frame(OTHER_FRAME, OTHER_FRAME + 0x100, PATCH + 8, 0);
        assertThat(mayBeInPatch()).isTrue();
        other.state = KThread.FREE;
        assertThat(mayBeInPatch()).isFalse();
    }

    @Test
    void nobodyIsInThePatch() {
        interrupted(PRIVILEGED, PATCH - 4, PATCH + PATCH_BYTES, ELSEWHERE);
        assertThat(mayBeInPatch()).isFalse();
    }

    @Test
    void aThreadInterruptedInThePatchIsFoundByPcAndByNpcAndByItsLink() {
        interrupted(PRIVILEGED, PATCH, ELSEWHERE, ELSEWHERE);
        assertThat(mayBeInPatch()).isTrue();
        interrupted(PRIVILEGED, ELSEWHERE, PATCH + PATCH_BYTES - 4, ELSEWHERE);
        assertThat(mayBeInPatch()).isTrue();
        interrupted(PRIVILEGED, ELSEWHERE, ELSEWHERE, PATCH + 8);
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void aUsersProgramCounterIsNoAddressOfTheKernel() {
        interrupted(0, PATCH, PATCH + 4, 0);
        assertThat(mayBeInPatch()).isFalse();
    }

    /** The outer entry's window is current in a function that has not saved yet, and is interrupted there. */
    @Test
    void anEntryInterruptedBeforeItsCalleeHasAWindowIsFound() {
        interrupted(PRIVILEGED, ELSEWHERE, ELSEWHERE + 4, TRAP_ENTRY);
        long outerTrap = OTHER_FRAME + 0x600;
        frame(OTHER_FRAME + 0x800, OTHER_FRAME + 0xA00, ELSEWHERE, outerTrap);
        trapFrame(outerTrap, PRIVILEGED, PATCH + 12, PATCH + 16);
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void whatATrapLeftOnTheStackIsOver() {
        frame(OTHER_FRAME, OTHER_FRAME + 0x800, ELSEWHERE, 0);
        frame(OTHER_FRAME + 0x800, 0, ELSEWHERE, 0);
        trapFrame(OTHER_FRAME + 0x200, PRIVILEGED, PATCH, PATCH + 4);
        assertThat(mayBeInPatch()).isFalse();
    }

    @Test
    void aReturnAddressInAnyFrameIsFound() {
        frame(OTHER_FRAME, OTHER_FRAME + 0x800, ELSEWHERE, 0);
        frame(OTHER_FRAME + 0x800, 0, PATCH + 8, 0);
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void whereTheSwitchReturnsToCounts() {
        other.savedPc = PATCH + 4;
        assertThat(mayBeInPatch()).isTrue();
    }

    @Test
    void theAskersReturnsCount() {
        frame(SELF_FRAME, SELF_FRAME + 0x100, ELSEWHERE, PATCH);
        assertThat(mayBeInPatch()).isFalse();
        frame(SELF_FRAME + 0x100, 0, PATCH + 12, 0);
        assertThat(mayBeInPatch()).isTrue();
    }
}
