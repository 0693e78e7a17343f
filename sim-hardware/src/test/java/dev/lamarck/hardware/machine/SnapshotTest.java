package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine restored at any instruction goes on exactly as if it had never stopped: registers, memory, caches, devices, time. */
class SnapshotTest {
    private static final long SEED = Long.getLong("snapshot.seed", 7);

    /** Recursion with spills, timer interrupts with jitter, entropy, stores, floating point. */
    private static final String WORK = TrapTable.withWindows().on(0x4a, """
            sethi   %hi(ticks), %g1
            or      %g1, %lo(ticks), %g1
            ldx     [%g1], %g2
            add     %g2, 1, %g2
            stx     %g2, [%g1]
            ldx     [%g1 + 8], %g3
            mov     2, %g4
            stxa    %g4, [%g3 + 0x18] %asi
            retry
            """).text() + """
            start:  setx    0x80000 - 2047, %g1, %sp
                    wr      %g0, 4, %fprs
                    wr      %g0, 0x15, %asi
                    setx    ticks, %g1, %g5
                    ldx     [%g5 + 8], %g2
                    mov     2, %g4
                    stxa    %g4, [%g2 + 0x08] %asi
                    set     0x2000, %g3
                    add     %g2, %g3, %g3
                    mov     40, %g4
                    stxa    %g4, [%g3 + 0x08] %asi
                    mov     301, %g4
                    stxa    %g4, [%g3 + 0x00] %asi
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 0x16, %pstate
                    mov     30, %o4
            1:      mov     12, %o0
                    call    sum
                    nop
                    set     0xa000, %g3
                    add     %g2, %g3, %g3
                    ldxa    [%g3 + 0x10] %asi, %o1
                    stx     %o1, [%g5 + 16]
                    ldd     [%g5 + 16], %f2
                    fadds   %f2, %f2, %f4
                    std     %f4, [%g5 + 24]
                    subcc   %o4, 1, %o4
                    bne     1b
                    nop
                    ba,a    finish
            sum:    save    %sp, -176, %sp
                    brz     %i0, 1f
                    mov     0, %o0
                    call    sum
                    sub     %i0, 1, %o0
            1:      add     %o0, %i0, %i0
                    ret
                    restore
                    .align  8
            ticks:  .xword  0, 0x1fe00000000, 0, 0
            """;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void restoredMachinesEndAlike(String mode) {
        MachineConfiguration configuration = MachineConfiguration.named("tiny").with("mode", mode).with("ram.bytes", "16777216");
        BareMachine whole = new BareMachine(configuration, WORK, SEED).finish();
        assertThat(whole.at("ticks")).as("interrupts happened").isGreaterThan(10);
        Random random = new Random(SEED);
        for (int i = 0; i < 12; i++) {
            long at = 1 + random.nextLong(whole.machine.instructions() - 1);
            Machine part = new BareMachine(configuration, WORK, SEED).machine;
            assertThat(part.run(Limits.instructions(at))).isEqualTo(new Stop.InstructionLimit(at));
            Machine copy = part.fork(Host.none());
            assertThat(copy.stateHash()).as("at instruction %d", at).isEqualTo(part.stateHash());
            assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
            assertThat(copy.stateHash()).as("restored at instruction %d of seed %d", at, SEED)
                    .isEqualTo(whole.machine.stateHash());
            part.run(Limits.none());
            assertThat(part.stateHash()).as("stopped at instruction %d", at).isEqualTo(whole.machine.stateHash());
            assertThat(part.counters()).isEqualTo(whole.machine.counters());
        }
    }

    @Test
    void theStateHashIsThatOfTheSnapshot() throws NoSuchAlgorithmException {
        Machine machine = new BareMachine(BareMachine.functional(), WORK, SEED).finish().machine;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(machine.snapshot());
        assertThat(machine.stateHash()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void theSeedPicksTheInterruptionPoints(String mode) {
        MachineConfiguration configuration = BareMachine.functional().with("mode", mode);
        String one = new BareMachine(configuration, WORK, 1).finish().machine.stateHash();
        assertThat(new BareMachine(configuration, WORK, 1).finish().machine.stateHash()).isEqualTo(one);
        assertThat(new BareMachine(configuration, WORK, 2).finish().machine.stateHash()).isNotEqualTo(one);
    }
}
