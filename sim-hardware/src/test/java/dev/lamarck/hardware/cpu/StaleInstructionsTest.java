package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code icache=hardware}: a line of the I-cache keeps its words until it is flushed, evicted or written to by a device. */
class StaleInstructionsTest {
    private static final MachineConfiguration HARDWARE =
            MachineConfiguration.named("tiny").with("mode", "timing").with("icache", "hardware").with("ram.bytes", "16777216");
    private static final int MOVE_7_TO_O0 = 0x9010_2007;
    private static final int RETURN = 0x81C3_E008;
    private static final int NOP = 0x0100_0000;
    private static final int OLD = 1;
    private static final int NEW = 7;
    /** What lies between two lines of one set of a cache of 1 KB in two ways. */
    private static final int SET_STRIDE = 512;

    /**
     * Executes {@code target} once, patches it, does something about it or nothing, and executes it again: %o0 is what it gave, %o1 what its
     * neighbour in the doubleword gave, which is patched too.
     */
    private static String patching(String remedy) {
        return """
                        setx    patch, %g1, %g2
                        setx    target, %g1, %g3
                        ldx     [%g2], %g4
                        mov     0, %o4
                        call    target
                        nop
                        stx     %g4, [%g3]
                """ + remedy + """
                        call    target
                        nop
                        ba,a    finish
                        .align  32
                target: mov     1, %o0
                        mov     1, %o1
                        retl
                        nop
                        .align  8
                patch:  mov     7, %o0
                        mov     7, %o1
                        .skip   1024            ! where anEvictedLineIsFetchedAnew puts functions
                """;
    }

    private static long[] outcome(BareMachine bare) {
        return new long[] {bare.machine.registers().integer(8), bare.machine.registers().integer(9)};
    }

    @Test
    void whoForgetsTheFlushExecutesTheOldWords() {
        assertThat(outcome(BareMachine.run(HARDWARE, patching("")))).containsExactly(OLD, OLD);
        assertThat(outcome(BareMachine.run(HARDWARE.with("icache", "coherent"), patching("")))).containsExactly(NEW, NEW);
    }

    /** Whichever word of the doubleword, or byte, the address is that of. */
    @ParameterizedTest
    @ValueSource(strings = {"flush %g3", "flush %g3 + 4", "flush %g3 + 7"})
    void flushMakesTheDoublewordNew(String flush) {
        assertThat(outcome(BareMachine.run(HARDWARE, patching(flush + "\n")))).containsExactly(NEW, NEW);
    }

    @Test
    void flushOfAnotherLineDoesNotHelp() {
        assertThat(outcome(BareMachine.run(HARDWARE, patching("flush %g3 + 32\n")))).containsExactly(OLD, OLD);
    }

    /** A barrier orders the store, but the I-cache does not look at stores. */
    @Test
    void aBarrierDoesNotHelp() {
        assertThat(outcome(BareMachine.run(HARDWARE, patching("membar #Sync\n")))).containsExactly(OLD, OLD);
    }

    /** A line goes when two others of its set have been fetched since: one is not enough. */
    @ParameterizedTest
    @CsvSource({"1, " + OLD, "2, " + NEW})
    void anEvictedLineIsFetchedAnew(int others, int expected) {
        StringBuilder calls = new StringBuilder("setx empty, %g1, %g2\n ldx [%g2], %g5\n");
        for (int way = 1; way <= others; way++) {
            calls.append("set target + ").append(way * SET_STRIDE).append(", %g2\n stx %g5, [%g2]\n jmpl %g2, %o7\n nop\n");
        }
        String text = patching(calls.toString()) + "empty: retl\n nop\n";
        assertThat(outcome(BareMachine.run(HARDWARE, text))).containsExactly(expected, expected);
    }

    /** The disk's DMA writes over a function that has been called. */
    @Test
    void aDeviceDropsTheLine() {
        byte[] sector = ByteBuffer.allocate(512).putInt(MOVE_7_TO_O0).putInt(RETURN).putInt(NOP).array();
        BareMachine bare = new BareMachine(HARDWARE, """
                        call    target
                        nop
                        wr      %g0, 0x15, %asi
                        setx    0x1fe00006000, %g1, %g5
                        setx    target, %g1, %g3
                        mov     1, %g2
                        stxa    %g2, [%g5 + 0x08] %asi
                        stxa    %g3, [%g5 + 0x10] %asi
                        stxa    %g2, [%g5 + 0x18] %asi
                wait:   ldxa    [%g5 + 0x20] %asi, %g4
                        cmp     %g4, 2
                        bne     wait
                        nop
                        call    target
                        nop
                        ba,a    finish
                        .align  8
                target: mov     1, %o0
                        retl
                        nop
                        .skip   500
                """, 1, sector);
        bare.finish();
        assertThat(bare.machine.registers().integer(8)).isEqualTo(NEW);
    }

    /** Stale words are part of the state: a machine restored between the store and the second call executes them too. */
    @Test
    void aSnapshotKeepsThem() {
        BareMachine bare = new BareMachine(HARDWARE, patching("mov 1, %o4\n"));
        bare.machine.breakAt(bare.label("target"), (cycle, pc) -> bare.machine.registers().integer(12) == 1);
        assertThat(bare.machine.run(Limits.none())).isInstanceOf(Stop.Held.class);
        Machine copy = bare.machine.fork(Host.none());
        assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
        assertThat(copy.registers().integer(8)).isEqualTo(OLD);
        bare.finish();
        assertThat(outcome(bare)).containsExactly(OLD, OLD);
        assertThat(copy.stateHash()).isEqualTo(bare.machine.stateHash());
    }

    /** A machine that goes back to before the store executes what was fetched then, whatever it has decoded since. */
    @Test
    void goingBackForgetsWhatWasDecodedSince() {
        BareMachine bare = new BareMachine(HARDWARE, patching("flush %g3\n"));
        bare.machine.run(Limits.instructions(1));
        byte[] early = bare.machine.snapshot();
        bare.finish();
        assertThat(outcome(bare)).containsExactly(NEW, NEW);
        String end = bare.machine.stateHash();
        bare.machine.restore(early);
        bare.finish();
        assertThat(bare.machine.stateHash()).isEqualTo(end);
    }

    @Test
    void functionalModeHasNoCacheThatCouldBeStale() {
        assertThatThrownBy(() -> new BareMachine(HARDWARE.with("mode", "functional"), "nop\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("icache=hardware")
                .hasMessageContaining("mode=timing");
    }
}
