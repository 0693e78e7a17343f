package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.TrapTable;
import dev.lamarck.hardware.machine.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Register windows: what SAVE and RESTORE share, and spills and fills at every depth. */
class WindowTest {
    /** sum(n) = n == 0 ? 0 : n + sum(n − 1), with n kept in a local register across the call. */
    private static final String SUM = TrapTable.withWindows().text() + """
            start:  setx    0x80000 - 2047, %g1, %sp
                    mov     DEPTH, %o0
                    call    sum
                    nop
                    setx    result, %g1, %g2
                    stx     %o0, [%g2]
                    ba,a    finish
            sum:    save    %sp, -176, %sp
                    mov     %i0, %l3
                    brz     %i0, 1f
                    mov     0, %o0
                    call    sum
                    sub     %l3, 1, %o0
            1:      add     %o0, %l3, %i0
                    ret
                    restore
                    .align 8
            result: .xword 0
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 7, 8, 9, 20, 100})
    void recursionKeepsItsLocals(int depth) {
        BareMachine bare = new BareMachine(BareMachine.functional(), SUM.replace("DEPTH", Integer.toString(depth)));
        int[] traps = new int[0x200];
        bare.machine.addTracer(new Tracer() {
            @Override
            public void trap(long cycle, int trapType, int trapLevel, long pc) {
                traps[trapType]++;
            }
        });
        bare.finish();
        assertThat(bare.at("result")).isEqualTo(depth * (depth + 1L) / 2);
        assertThat(traps[TrapType.SPILL_NORMAL]).isEqualTo(Math.max(depth + 1 - 6, 0));
        assertThat(traps[TrapType.FILL_NORMAL]).isEqualTo(traps[TrapType.SPILL_NORMAL]);
    }

    @Test
    void outsAreTheNextWindowsIns() {
        BareMachine bare = BareMachine.run("""
                        mov     11, %o3
                        mov     22, %l3
                        mov     33, %i3
                        mov     44, %g3
                        save    %g0, 7, %l0
                        mov     %i3, %g4
                        mov     %l0, %g5
                        add     %g3, 1, %g3
                        mov     55, %i3
                        mov     66, %l3
                        restore %l3, 1, %l7
                        ba,a    finish
                """);
        var registers = bare.machine.registers();
        assertThat(registers.integer(4)).as("in of the new window").isEqualTo(11);
        assertThat(registers.integer(5)).as("destination in the new window").isEqualTo(7);
        assertThat(registers.integer(3)).as("globals are shared").isEqualTo(45);
        assertThat(registers.integer(8 + 3)).as("out, changed as in").isEqualTo(55);
        assertThat(registers.integer(16 + 3)).as("local of the old window").isEqualTo(22);
        assertThat(registers.integer(16 + 7)).as("sum formed in the old window").isEqualTo(67);
        assertThat(registers.integer(24 + 3)).isEqualTo(33);
        assertThat(registers.integer(1, 16 + 3)).as("local of window 1, seen from outside").isEqualTo(66);
    }

    @Test
    void flushwSpillsAllButTheCurrentWindow() {
        BareMachine bare = BareMachine.run(TrapTable.withWindows().text() + """
                start:  setx    0x80000 - 2047, %g1, %sp
                        mov     1, %l0
                        save    %sp, -176, %sp
                        mov     2, %l0
                        save    %sp, -176, %sp
                        mov     3, %l0
                        flushw
                        rdpr    %cansave, %g3
                        rdpr    %canrestore, %g4
                        ldx     [%fp + 2047], %g5
                        ba,a    finish
                """);
        var registers = bare.machine.registers();
        assertThat(registers.integer(3)).isEqualTo(6);
        assertThat(registers.integer(4)).isZero();
        assertThat(registers.integer(5)).as("%l0 of the caller on its stack").isEqualTo(2);
    }

    @Test
    void otherWindowsSpillThroughTheirOwnVector() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0xa0 + 4 * 3, """
                rdpr    %tt, %g3
                mov     %g3, %o0
                saved
                retry
                """).text() + """
                start:  wrpr    %g0, 3 << 3, %wstate
                        wrpr    %g0, 0, %cansave
                        wrpr    %g0, 6, %otherwin
                        save    %g0, 0, %g0
                        rdpr    %otherwin, %g4
                        ba,a    finish
                """);
        assertThat(bare.machine.registers().integer(4)).isEqualTo(5);
    }
}
