package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.TrapTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Address spaces with a form of their own: blocks, partial stores, short loads, both byte orders, sixteen bytes at once. */
class AddressSpacesTest {
    private static final String NOTE = """
            rdpr    %tt, %g1
            mov     %g1, %o0
            mov     0x18, %g2
            ldxa    [%g2] 0x58, %g1
            mov     %g1, %o1
            done
            """;

    /** An instruction with an offset can name its space in %asi only. */
    private static String named(String text) {
        return text.replaceAll("(?m)^(.*\\[%l. \\+ \\d+\\]) (0x\\w\\w)(.*)$", "wr %g0, $2, %asi\n$1 %asi$3");
    }

    /** %l7 points to 128 bytes that count up from 0, %l6 to as many zeros; %f0 … %f14 hold the first 64. */
    private static BareMachine run(String text) {
        TrapTable table = new TrapTable();
        for (int type : new int[] {0x10, 0x20, 0x21, 0x22, 0x30, 0x34, 0x35, 0x36, 0x37}) {
            table.on(type, NOTE);
        }
        StringBuilder counting = new StringBuilder();
        for (int at = 0; at < 128; at += 8) {
            counting.append(".xword 0x").append("%016x".formatted(0x0001020304050607L + 0x0808080808080808L * (at / 8))).append('\n');
        }
        return BareMachine.run(table.text() + """
                start:  setx    source, %g1, %l7
                        setx    target, %g1, %l6
                        wr      %g0, 4, %fprs
                        wrpr    %g0, 0x14, %pstate
                        ldda    [%l7] 0xf0, %f0
                """ + named(text) + "\nba,a finish\n.align 64\nsource:\n" + counting + "target: .skip 128\n");
    }

    @ParameterizedTest
    @CsvSource({"0xf0", "0xf1", "0x70", "0xe0", "0xe1"})
    void blocksAreSixtyFourBytes(String asi) {
        BareMachine bare = run("stda %f0, [%l6 + 64] " + asi + "\n");
        for (int i = 0; i < 8; i++) {
            assertThat(bare.at("target", i)).isZero();
            assertThat(bare.at("target", 8 + i)).isEqualTo(bare.at("source", i));
        }
    }

    @Test
    void littleEndianBlocksTurnEachDoubleword() {
        BareMachine bare = run("ldda [%l7 + 64] 0xf8, %f16\nstda %f16, [%l6] 0xf0\nstda %f0, [%l6 + 64] 0xf9");
        for (int i = 0; i < 8; i++) {
            assertThat(bare.at("target", i)).isEqualTo(Long.reverseBytes(bare.at("source", 8 + i)));
            assertThat(bare.at("target", 8 + i)).isEqualTo(Long.reverseBytes(bare.at("source", i)));
        }
    }

    /** The mask's highest bit of those that count is the first element's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0xc0 | 0x81 | 0x0000000000000007
            0xc0 | 0xff | 0x0001020304050607
            0xc0 | 0x40 | 0x0001000000000000
            0xc2 | 0x5  | 0x0000020300000607
            0xc4 | 0x2  | 0x0001020300000000
            0xc4 | 0x1  | 0x0000000004050607
            0xc8 | 0x81 | 0x0700000000000000
            0xca | 0x4  | 0x0000000003020000
            0xcc | 0x1  | 0x0706050400000000
            0xc0 | 0    | 0
            """)
    void partialStores(String asi, String mask, String expected) {
        BareMachine bare = run("mov " + mask + ", %o2\nstda %f0, [%l6 + %o2] " + asi);
        assertThat(bare.at("target")).isEqualTo(Long.decode(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ldda [%l7 + 3] 0xd0, %f16  | 0x03
            ldda [%l7 + 2] 0xd2, %f16  | 0x0203
            ldda [%l7 + 2] 0xda, %f16  | 0x0302
            ldda [%l7 + 2] 0xdb, %f16  | 0x0302
            ldda [%l7 + 8] 0x88, %f16  | 0x0f0e0d0c0b0a0908
            ldda [%l7 + 8] 0x82, %f16  | 0x08090a0b0c0d0e0f
            ldda [%l7 + 8] 0x8b, %f16  | 0x0f0e0d0c0b0a0908
            """)
    void loadsOfFloatingRegisters(String load, String expected) {
        assertThat(run(load + "\nstd %f16, [%l6]").at("target")).isEqualTo(Long.decode(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lduwa [%l7 + 4] 0x88, %o0          | 0x07060504
            ldsba [%l7 + 5] 0x88, %o0          | 5
            lduha [%l7 + 6] 0x89, %o0          | 0x0706
            ldxa  [%l7 + 8] 0x0c, %o0          | 0x0f0e0d0c0b0a0908
            ldxa  [%l7 + 8] 0x1c, %o0          | 0x0f0e0d0c0b0a0908
            ldxa  [%l7 + 8] 0x83, %o0          | 0x08090a0b0c0d0e0f
            ldda  [%l7 + 8] 0x88, %o0          | 0x0b0a0908
            ldda  [%l7 + 8] 0x80, %o0          | 0x08090a0b
            ldda  [%l7 + 16] 0x24, %o0         | 0x1011121314151617
            ldda  [%l7 + 16] 0x2c, %o0         | 0x1716151413121110
            """)
    void loadsOfIntegerRegisters(String load, String expected) {
        assertThat(run(load).machine.registers().integer(8)).isEqualTo(Long.decode(expected));
    }

    @Test
    void sixteenBytesFillTwoRegisters() {
        assertThat(run("ldda [%l7 + 16] 0x24, %o0").machine.registers().integer(9)).isEqualTo(0x18191a1b1c1d1e1fL);
    }

    /** In a little-endian world implicit accesses are turned, named ones are as they are named. */
    @Test
    void currentLittleEndian() {
        BareMachine bare = run("""
                wrpr    %g0, 0x214, %pstate
                ldx     [%l7 + 8], %o0
                ldxa    [%l7 + 8] 0x80, %o1
                lduh    [%l7 + 2], %o2
                stw     %o1, [%l6]
                wrpr    %g0, 0x14, %pstate
                """);
        assertThat(bare.machine.registers().integer(8)).isEqualTo(0x0f0e0d0c0b0a0908L);
        assertThat(bare.machine.registers().integer(9)).isEqualTo(0x08090a0b0c0d0e0fL);
        assertThat(bare.machine.registers().integer(10)).isEqualTo(0x0302);
        assertThat(bare.at("target")).isEqualTo(0x0f0e0d0c00000000L);
    }

    /** Which trap comes first where an instruction deserves several (V9 table 15, UM table 7.1), and what the fault status says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stda %f0, [%l6] 0xe8             | 0x30
            ldda [%l7] 0xe0, %f0             | 0x30
            stda %f0, [%l6] 0x82             | 0x30
            stxa %o0, [%l6] 0x82             | 0x30
            ldda [%l7] 0xf0, %f2             | 0x10
            ldda [%l7 + 8] 0xf0, %f0         | 0x34
            ldda [%l7 + 1] 0xd2, %f0         | 0x34
            ldda [%l7 + 8] 0x24, %o0         | 0x34
            ldda [%l7] 0x24, %o1             | 0x10
            ldd  [%l7 + 4], %f0              | 0x35
            std  %f0, [%l6 + 4]              | 0x36
            ldd  [%l7 + 2], %f0              | 0x34
            ldq  [%l7], %f0                  | 0x10
            stq  %f0, [%l7]                  | 0x10
            ldqa [%l7] 0x80, %f0             | 0x10
            faddq %f0, %f4, %f8              | 0x22
            fmovq %f0, %f4                   | 0x22
            fcmpq %fcc0, %f0, %f4            | 0x22
            fqtod %f0, %f4                   | 0x22
            """)
    void refused(String instruction, String trapType) {
        BareMachine bare = run(instruction);
        assertThat(bare.machine.registers().integer(8)).isEqualTo(Long.decode(trapType));
        if (trapType.equals("0x30")) {
            assertThat(bare.machine.registers().integer(9) >>> 7 & 0x7f).as("illegal ASI").isEqualTo(8);
        }
        if (trapType.equals("0x22")) {
            assertThat(bare.machine.registers().fsr() >>> 14 & 7).as("unimplemented_FPop").isEqualTo(3);
        }
    }

    /** Storing %fsr clears ftt; loading it does not change that (V9 5.1.7.6). */
    @Test
    void whyAnOperationTrappedIsToldOnce() {
        BareMachine bare = run("faddq %f0, %f4, %f8\nstx %fsr, [%l6]\nst %fsr, [%l6 + 8]\nfaddq %f0, %f4, %f8\nldx [%l6 + 16], %fsr\nst %fsr, [%l6 + 16]\nst %fsr, [%l6 + 20]");
        assertThat(bare.at("target") >>> 14 & 7).isEqualTo(3);
        assertThat(bare.at("target", 1) >>> 46 & 7).isZero();
        assertThat(bare.at("target", 2) >>> 46 & 7).isEqualTo(3);
        assertThat(bare.at("target", 2) >>> 14 & 7).isZero();
    }

    /** Without floating point, that is what traps, whatever else is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ldda [%l7 + 3] 0xf0, %f2
            stda %f0, [%l6 + 1] 0xe8
            std  %f0, [%l6 + 4]
            faddq %f0, %f4, %f8
            """)
    void disabledFloatingPointComesFirst(String instruction) {
        assertThat(run("wr %g0, 0, %fprs\n" + instruction).machine.registers().integer(8)).isEqualTo(0x20);
    }

    /** RETURN to an address that is not aligned, with no window to go back to: the fill comes first. */
    @Test
    void aFillComesBeforeAMisalignedTarget() {
        BareMachine bare = BareMachine.run(new TrapTable().on(0xc0, "mov 1, %g4\nrestored\nretry\n").on(0x34, "mov %g4, %o0\nba,a finish\n").text() + """
                start:  wrpr    %g0, 0, %canrestore
                        wrpr    %g0, 6, %cansave
                        mov     2, %o1
                        return  %o1
                        nop
                """);
        assertThat(bare.machine.counters().traps()).isEqualTo(2);
        assertThat(bare.machine.registers().trapType(1)).isEqualTo(0x34);
    }
}
