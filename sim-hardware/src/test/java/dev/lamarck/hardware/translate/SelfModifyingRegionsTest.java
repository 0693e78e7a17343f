package dev.lamarck.hardware.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that has been translated is stored into, and the next instruction is the new one. */
class SelfModifyingRegionsTest {
    private static final int DEEPEST = 50;

    private static MachineConfiguration configuration(String mode) {
        return BareMachine.functional().with("mode", mode).with("ram.bytes", "16777216");
    }

    /** Calls nest to every depth; each that returns patches the instruction that its caller, and every other caller, will return to. */
    private static final String PATCHING_RETURN_POINTS = """
                    mov     0, %o1
                    mov     50, %l0
                    setx    patch, %g1, %g2
                    ld      [%g2], %l1
                    ld      [%g2 + 4], %l2
                    setx    point, %g1, %g3
            again:  mov     %l0, %o0
                    setx    stack, %g1, %g5
                    call    recurse
                    nop
                    subcc   %l0, 1, %l0
                    bne     again
                    nop
                    ba,a    finish
            recurse:
                    stx     %o7, [%g5]
                    add     %g5, 8, %g5
                    brz     %o0, back
                    sub     %o0, 1, %o0
                    call    recurse
                    nop
            point:  add     %o1, 100, %o1
            back:   sub     %g5, 8, %g5
                    ldx     [%g5], %o7
                    st      %l1, [%g3]
                    mov     %l1, %g4
                    mov     %l2, %l1
                    mov     %g4, %l2
                    jmpl    %o7 + 8, %g0
                    nop
            patch:  add     %o1, 1, %o1
                    add     %o1, 10, %o1
                    .align  8
            stack:  .skip   512
            """;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void theInstructionThatCallersReturnTo(String mode) {
        Lockstep.compare(configuration(mode), PATCHING_RETURN_POINTS, Engine.EAGER, 7, 2000);
        BareMachine translated = new BareMachine(configuration(mode), PATCHING_RETURN_POINTS);
        translated.machine.use(Engine.EAGER);
        long returns = (long) DEEPEST * (DEEPEST + 1) / 2;
        assertThat(translated.finish().machine.registers().integer(9)).as("half of the returns add 1, half 10").isBetween(5 * returns, 6 * returns);
    }

    /** The next instruction, the delay slot of the store's own branch, an instruction of another page. */
    private static final String PATCHING_NEARBY = """
                    setx    patches, %g1, %g2
                    setx    next, %g1, %g3
                    setx    slot, %g1, %g4
                    setx    far, %g1, %g5
                    mov     200, %l0
            loop:   and     %l0, 3, %l1
                    sll     %l1, 2, %l1
                    ld      [%g2 + %l1], %l2
                    st      %l2, [%g3]
            next:   nop
                    ld      [%g2 + %l1], %l2
                    st      %l2, [%g4]
                    ba      over
            slot:   nop
            over:   st      %l2, [%g5]
                    call    far
                    nop
                    subcc   %l0, 1, %l0
                    bne     loop
                    nop
                    ba,a    finish
            patches: add    %o0, 1, %o0
                    add     %o0, 2, %o1
                    xor     %o1, %o0, %o2
                    sub     %o2, %o1, %o0
                    .align  8192
            far:    nop
                    retl
                    nop
            """;

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void theInstructionsNearby(String mode) {
        Lockstep.compare(configuration(mode), PATCHING_NEARBY, Engine.EAGER, 5, 3000);
    }
}
