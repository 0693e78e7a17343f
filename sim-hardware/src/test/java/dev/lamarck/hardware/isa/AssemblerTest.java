package dev.lamarck.hardware.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private static final long AT = 0x40_0000;

    /** What the disassembler writes, the assembler reads: every row, boundary operands. */
    @Test
    void readsWhatTheDisassemblerWrites() {
        Random random = new Random(7);
        for (Op op : InstructionTable.ALL) {
            for (int word : SampleWords.of(op, random)) {
                String text = Disassembler.text(word, AT);
                int again = Assembler.word(text, AT);
                if (hasZeroSource(word)) {
                    assertThat(Effects.of(again).uses()).as(text).isEqualTo(Effects.of(word).uses());
                    assertThat(Effects.of(again).defines()).as(text).isEqualTo(Effects.of(word).defines());
                } else {
                    assertThat(again).as(text).isEqualTo(word);
                }
            }
        }
    }

    /** With %g0 or 0 as a source, several words are printed alike, as {@code mov %l0, %l1}; they touch the same. */
    private static boolean hasZeroSource(int word) {
        boolean immediate = (word & 1 << 13) != 0;
        return (word >>> 14 & 31) == 0 || (word & (immediate ? 0x7f : 0x1f)) == 0;
    }

    @Test
    void labelsConstantsAndData() {
        Assembly assembly = Assembler.assemble("""
                SIZE = 3 * 8            ! a constant
                start:  cmp     %o0, SIZE
                        bne,pn  %xcc, 1f
                         nop
                1:      ba,a,pt %xcc, 1b; nop
                        .align  16
                table:  .word   start, table - start, 'A'
                        .xword  0x123456789a
                """, AT, SymbolResolver.NONE);

        assertThat(assembly.labels()).isEqualTo(Map.of("start", AT, "table", AT + 32));
        assertThat(assembly.words()).containsExactly(
                Assembler.word("cmp %o0, 24", 0), Assembler.word("bne,pn %xcc, . + 8", 0), 0x0100_0000,
                Assembler.word("ba,a,pt %xcc, .", 0), 0x0100_0000,
                0x0100_0000, 0x0100_0000, 0x0100_0000,
                (int) AT, 32, 65, 0x12, 0x3456_789a);
        assertThat(assembly.lines()).containsExactly(2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8);
    }

    @Test
    void numericLabelsMeanTheNearest() {
        Assembly assembly = Assembler.assemble("""
                1: nop
                   b 1b
                   b 1f
                1: b 1b
                   b 1f
                1: nop
                """, 0, SymbolResolver.NONE);
        assertThat(assembly.words()).containsExactly(0x0100_0000,
                Assembler.word("b . - 4", 0), Assembler.word("b . + 4", 0), Assembler.word("b .", 0),
                Assembler.word("b . + 4", 0), 0x0100_0000);
    }

    @Test
    void symbolsFromOutside() {
        SymbolResolver symbols = name -> name.equals("trap_dispatch") ? OptionalLong.of(0x41_2344) : OptionalLong.empty();
        assertThat(Assembler.assemble("""
                call    trap_dispatch
                 or     %g1, %lo(trap_dispatch + 4), %g1
                sethi   %hi(trap_dispatch), %g2
                set     trap_dispatch, %g3
                """, AT, symbols).words()).containsExactly(
                Assembler.word("call 0x412344", AT), Assembler.word("or %g1, 0x348, %g1", 0),
                Assembler.word("sethi 0x412344 >> 10, %g2", 0),
                Assembler.word("sethi 0x412344 >> 10, %g3", 0), Assembler.word("or %g3, 0x344, %g3", 0));
    }

    /** The linker measures a text before it knows where symbols are. */
    @Test
    void lengthDoesNotDependOnSymbolValues() {
        String text = "set far, %g1\n setx far, %g2, %g3\n setsw far, %g4\n call far\n";
        int near = Assembler.assemble(text, AT, _ -> OptionalLong.of(0)).words().length;
        int far = Assembler.assemble(text, AT, _ -> OptionalLong.of(0x7fff_fffcL)).words().length;
        assertThat(near).isEqualTo(far).isEqualTo(2 + 6 + 3 + 1);
    }

    /** What the sequences compute, by executing them on registers. */
    @Test
    void constantsAreBuiltExactly() {
        Random random = new Random(11);
        long[] edges = {0, 1, -1, 4095, 4096, -4096, -4097, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 0x1_0000_0000L,
            Long.MIN_VALUE, Long.MAX_VALUE, -0x8000_0000L, -0x8000_0001L, 0xffff_0000_0000_0000L, 0xffff_ffff_0000_0000L,
            0x12_3456_7800L, 0xffff_ffff_7fff_ffffL};
        for (int count = 0; count < edges.length + 2000; count++) {
            long value = count < edges.length ? edges[count] : random.nextLong() >> random.nextInt(64);
            assertThat(Constants.run(Assembler.assemble("setx " + value + ", %g2, %g1", 0, SymbolResolver.NONE).words()))
                    .as("setx %x", value).isEqualTo(value);
            assertThat(Constants.run(Assembler.assemble("setx it, %g2, %g1", 0, _ -> OptionalLong.of(value)).words()))
                    .as("setx of a symbol %x", value).isEqualTo(value);
            if (value == (int) value) {
                assertThat(Constants.run(Assembler.assemble("setsw " + value + ", %g1", 0, SymbolResolver.NONE).words()))
                        .as("setsw %x", value).isEqualTo(value);
            }
            if (value >>> 32 == 0) {
                assertThat(Constants.run(Assembler.assemble("set " + value + ", %g1", 0, SymbolResolver.NONE).words()))
                        .as("set %x", value).isEqualTo(value);
            }
        }
    }

    /** Just enough of a processor to run what {@code set} and {@code setx} produce; the answer is in %g1. */
    private static final class Constants {
        static long run(int[] words) {
            long[] registers = new long[32];
            for (int word : words) {
                switch (Decoder.decode(word)) {
                    case Insn.Immediate(ImmediateOp op, int imm22, int rd) when op == ImmediateOp.SETHI ->
                        registers[rd] = (long) imm22 << 10;
                    case Insn.Alu(var op, int rs1, var source2, int rd) -> registers[rd] = alu(op, registers[rs1],
                            switch (source2) {
                                case Source2.Register(int number) -> registers[number];
                                case Source2.Immediate(int value) -> value;
                            });
                    case Insn other -> throw new AssertionError(other);
                }
                registers[0] = 0;
            }
            return registers[1];
        }

        private static long alu(AluOp op, long a, long b) {
            return switch (op) {
                case OR -> a | b;
                case XOR -> a ^ b;
                case SLLX -> a << b;
                case SRA -> (int) a >> b;
                default -> throw new AssertionError(op);
            };
        }
    }

    @Test
    void mistakesAreAllReportedWithTheirPlace() {
        AssemblyException mistakes = catchThrowableOfType(AssemblyException.class, () -> Assembler.assemble("""
                start:  ad      %g1, 1, %g1
                        add     %g1, 5000, %g1
                        ldx     [%g1 + %g2], %f0
                        call    nowhere
                        ba,pt   %xcc, start + 2
                        brz,pt  %g1, start + 0x100000
                start:  nop
                        .bytes  3
                """, AT, SymbolResolver.NONE));

        assertThat(mistakes.problems()).extracting(AssemblyException.Problem::line).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(mistakes).hasMessageContaining("""
                line 1: unknown instruction ad
                    start:  ad      %g1, 1, %g1
                            ^""")
                .hasMessageContaining("line 2: 5000 does not fit the 13-bit operand")
                .hasMessageContaining("line 3: expected an integer register, not %f0")
                .hasMessageContaining("line 4: undefined symbol nowhere")
                .hasMessageContaining("line 5: target 0x400002 is not a multiple of 4 bytes away")
                .hasMessageContaining("line 6: target 0x500000 is 1048556 bytes away; this instruction reaches 131072 either way")
                .hasMessageContaining("line 7: start is defined twice")
                .hasMessageContaining("line 8: unknown directive .bytes");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertRefused("set 0x100000000, %g1", "not in the range of set");
        assertRefused("sethi %hi(0x100000000), %g1", "does not fit the 32 bits of %hi");
        assertRefused("ldxa [%g1 + 8] 0x80, %g2", "expected '%asi'");
        assertRefused("fmovd %f1, %f2", "double-precision register");
        assertRefused("faddq %f2, %f4, %f8", "quad-precision register");
        assertRefused("sll %g1, 32, %g1", "does not fit");
        assertRefused(".align 12", "power of two");
        assertRefused("add %g1, 1, %g1 %g2", "unexpected text");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> Assembler.assemble(text, 0, SymbolResolver.NONE)).as(text)
                .isInstanceOf(AssemblyException.class).hasMessageContaining(why);
    }
}
