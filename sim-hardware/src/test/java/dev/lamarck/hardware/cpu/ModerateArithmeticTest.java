package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Opcode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Replay with {@code -Dmoderate.seed=N}. */
class ModerateArithmeticTest {
    private static final long SEED = Long.getLong("moderate.seed", System.nanoTime());
    private static final int ROUNDS = 200_000;
    private static final List<Integer> OPCODES = List.of(
            Opcode.FADDD, Opcode.FSUBD, Opcode.FMULD, Opcode.FDIVD, Opcode.FMOVD, Opcode.FADDS, Opcode.FSUBS, Opcode.FMULS, Opcode.FDIVS,
            Opcode.FMOVS, Opcode.FITOD, Opcode.FSTOD, Opcode.FCMPD, Opcode.FCMPED, Opcode.FCMPS, Opcode.FCMPES);
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 3, 0.1, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NaN, 0x1p-450, 0x1p450, 0x1.fffffep127, 0x1p-126, 0x1p-149, 0x1.000001p-126, 0x1p1023
    };
    /** %f0 and %f2, to %f4: with rd = 4, rs1 = 0 and rs2 = 2. */
    private static final int WORD = 4 << 25 | 2;

    private final Random random = new Random(SEED);
    private final ProcessorState fast = enabled();
    private final ProcessorState exact = enabled();
    private final ModerateArithmetic moderate = new ModerateArithmetic(fast);
    private final FloatingPointUnit unit = new FloatingPointUnit(exact, new FloatingMemory(exact, null));

    private static ProcessorState enabled() {
        ProcessorState state = new ProcessorState();
        state.pstate = Pstate.FLOATING_POINT;
        state.fprs = 4;
        return state;
    }

    @Test
    @DisplayName("the usual case is what the unit does; what is not usual is left to it unchanged")
    void agreesWithTheUnit() {
        long done = IntStream.range(0, ROUNDS).filter(round -> agrees(OPCODES.get(random.nextInt(OPCODES.size())), round)).count();
        assertThat(done).as("cases that are usual, seed %d", SEED).isGreaterThan(ROUNDS / 10);
    }

    /** @return whether it was a usual case */
    private boolean agrees(int opcode, int round) {
        for (int register = 0; register < 3; register++) {
            fast.f[register] = operand();
            exact.f[register] = fast.f[register];
        }
        fast.setFsr(fsr());
        exact.setFsr(fast.fsr());
        boolean done = moderate.executesAtOnce(FloatingOperation.of(opcode, WORD));
        if (done) {
            unit.execute(opcode, WORD);
        }
        assertThat(List.of(fast.f[0], fast.f[1], fast.f[2], fast.fsr(), fast.fprs))
                .as("seed %d, round %d, opcode %d", SEED, round, opcode)
                .isEqualTo(List.of(exact.f[0], exact.f[1], exact.f[2], exact.fsr(), exact.fprs));
        exact.fprs = 4;
        fast.fprs = 4;
        return done;
    }

    /** A double, or two singles. */
    private long operand() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> Double.doubleToRawLongBits(SPECIAL[random.nextInt(SPECIAL.length)]);
            case 2 -> Double.doubleToRawLongBits(random.nextInt(1000) / 8.0);
            case 3 -> Double.doubleToRawLongBits(random.nextGaussian());
            case 4 -> (long) single((float) SPECIAL[random.nextInt(SPECIAL.length)]) << 32 | single((float) random.nextGaussian()) & 0xFFFF_FFFFL;
            default -> (long) single(random.nextInt(100)) << 32 | single(random.nextInt(100) / 4f) & 0xFFFF_FFFFL;
        };
    }

    private static int single(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** Mostly rounding to nearest without traps; accrued and current exceptions as they may be. */
    private long fsr() {
        long rounding = random.nextInt(4) == 0 ? (long) random.nextInt(4) << 30 : 0;
        return rounding | random.nextInt(1 << 10) | (long) random.nextInt(8) << 14 | (long) random.nextInt(4) << 10;
    }
}
