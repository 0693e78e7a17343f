package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantsTest {
    private static final int TARGET = 40;

    @ParameterizedTest
    @CsvSource({"0, 1", "-4096, 1", "4095, 1", "4096, 1", "4097, 2", "0x7fffffff, 2", "0xffffffff, 2", "-4097, 2", "-4294967296, 2",
        "0x7fffffffffffffff, 2", "0x1fe00000000, 2", "0x8000000000000000, 2", "0xff51afd7ed558ccd, 6"})
    void theSequenceIsShort(String value, int instructions) {
        long constant = value.startsWith("0x") ? Long.parseUnsignedLong(value.substring(2), 16) : Long.parseLong(value);
        assertThat(sequence(constant)).hasSize(instructions);
        assertThat(evaluate(sequence(constant))).isEqualTo(constant);
    }

    @Test
    void everySequenceGivesItsConstant() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long constant = random.nextLong() >> random.nextInt(64) << random.nextInt(64);
            assertThat(evaluate(sequence(constant))).as("seed %d", seed).isEqualTo(constant);
        }
    }

    private static List<Insn> sequence(long constant) {
        int[] next = {TARGET};
        return Constants.load(constant, TARGET, () -> ++next[0]);
    }

    private static long evaluate(List<Insn> sequence) {
        Map<Integer, Long> registers = new HashMap<>(Map.of(Registers.G0, 0L));
        for (Insn insn : sequence) {
            switch (insn) {
                case Insn.Immediate sethi -> registers.put(sethi.rd(), (long) sethi.imm22() << 10);
                case Insn.Alu alu -> registers.put(alu.rd(), alu(alu.op(), registers.get(alu.rs1()), source(alu.source2(), registers)));
                default -> throw new AssertionError(insn);
            }
        }
        return registers.get(TARGET);
    }

    private static long source(Source2 source, Map<Integer, Long> registers) {
        return switch (source) {
            case Source2.Register(int number) -> registers.get(number);
            case Source2.Immediate(int value) -> value;
        };
    }

    private static long alu(AluOp op, long a, long b) {
        return switch (op) {
            case OR -> a | b;
            case XOR -> a ^ b;
            case SLLX -> a << b;
            case SRLX -> a >>> b;
            default -> throw new AssertionError(op);
        };
    }
}
