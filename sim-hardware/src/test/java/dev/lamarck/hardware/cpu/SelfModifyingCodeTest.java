package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store is seen by the next fetch, however near: the default coherence of the platform. */
class SelfModifyingCodeTest {
    private static MachineConfiguration configuration(String mode) {
        return BareMachine.functional().with("mode", mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void theNextInstructionIsTheNewOne(String mode) {
        BareMachine bare = BareMachine.run(configuration(mode), """
                        setx    patch, %g1, %g2
                        setx    target, %g1, %g3
                        ld      [%g2], %g4
                        mov     2, %o1
                again:  st      %g4, [%g3]
                target: mov     1, %o0
                        cmp     %o0, 7
                        bne,a   again
                        nop
                        ba,a    finish
                patch:  mov     7, %o0
                """);
        assertThat(bare.machine.registers().integer(8)).isEqualTo(7);
    }

    /** Each call patches the instruction that its caller will return to, at every depth. */
    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void patchingTheReturnPoint(String mode) {
        BareMachine bare = BareMachine.run(configuration(mode), """
                        mov     0, %o1
                        mov     50, %o0
                        setx    patch, %g1, %g2
                        ld      [%g2], %g4
                        setx    stack, %g1, %g5
                        call    recurse
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
                        setx    point, %g1, %g3
                        st      %g4, [%g3]
                        jmpl    %o7 + 8, %g0
                        nop
                patch:  add     %o1, 1, %o1
                        .align  8
                stack:  .skip   512
                """);
        assertThat(bare.machine.registers().integer(9)).isEqualTo(50);
    }

    @Test
    void watchesCountExecutionsWithoutACost() {
        String text = """
                        mov     10, %o0
                loop:   subcc   %o0, 1, %o0
                        bne,a   loop
                skip:   nop
                        ba,a    finish
                """;
        BareMachine plain = new BareMachine(BareMachine.timing(), text).finish();
        BareMachine watched = new BareMachine(BareMachine.timing(), text);
        List<Long> cycles = new ArrayList<>();
        Runnable remove = watched.machine.watch(watched.label("loop"), (cycle, pc) -> cycles.add(cycle));
        int[] slots = new int[1];
        watched.machine.watch(watched.label("skip"), (cycle, pc) -> slots[0]++);
        watched.finish();
        remove.run();
        assertThat(cycles).hasSize(10).isSorted();
        assertThat(slots[0]).as("the annulled slot does not execute").isEqualTo(9);
        assertThat(watched.machine.stateHash()).isEqualTo(plain.machine.stateHash());
    }
}
