package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Opcode;

/** The integer arithmetic that is too rare for the interpreter's loop: with carry, multiply step, divide, tagged, population count. */
final class IntegerUnit {
    private static final long LOW = 0xFFFF_FFFFL;

    private final ProcessorState state;

    IntegerUnit(ProcessorState state) {
        this.state = state;
    }

    void execute(int opcode, int word) {
        long a = Operand.rs1(state, word);
        long b = Operand.second(state, word);
        Operand.setRd(state, word, switch (opcode) {
            case Opcode.ADDC -> a + b + state.carry();
            case Opcode.SUBC -> a - b - state.carry();
            case Opcode.ADDCCC -> addWithCarry(a, b);
            case Opcode.SUBCCC -> subtractWithCarry(a, b);
            case Opcode.ORNCC -> logic(a | ~b);
            case Opcode.XNORCC -> logic(~(a ^ b));
            case Opcode.UDIVX -> Long.divideUnsigned(a, nonZero(b));
            case Opcode.SDIVX -> a / nonZero(b);
            case Opcode.UMUL, Opcode.UMULCC -> multiply((a & LOW) * (b & LOW), opcode == Opcode.UMULCC);
            case Opcode.SMUL, Opcode.SMULCC -> multiply((long) (int) a * (int) b, opcode == Opcode.SMULCC);
            case Opcode.UDIV, Opcode.UDIVCC -> divideUnsigned(a, b, opcode == Opcode.UDIVCC);
            case Opcode.SDIV, Opcode.SDIVCC -> divideSigned(a, b, opcode == Opcode.SDIVCC);
            case Opcode.MULSCC -> multiplyStep(a, b);
            case Opcode.TADDCC, Opcode.TADDCCTV -> taggedAdd(a, b, opcode == Opcode.TADDCCTV);
            case Opcode.TSUBCC, Opcode.TSUBCCTV -> taggedSubtract(a, b, opcode == Opcode.TSUBCCTV);
            case Opcode.POPC -> Long.bitCount(b);
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        });
    }

    private long addWithCarry(long a, long b) {
        long sum = a + b + state.carry();
        state.setCc(sum, a & b | (a | b) & ~sum);
        return sum;
    }

    private long subtractWithCarry(long a, long b) {
        long difference = a - b - state.carry();
        state.setCc(difference, ~a & b | (~a | b) & difference);
        return difference;
    }

    private long logic(long result) {
        state.setLogicCc(result);
        return result;
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw GuestTrap.of(TrapType.DIVISION_BY_ZERO);
        }
        return divisor;
    }

    /** Y holds the high half too (V9 A.38). */
    private long multiply(long product, boolean setsCc) {
        state.y = product >>> 32;
        if (setsCc) {
            state.setLogicCc(product);
        }
        return product;
    }

    /** V9 A.37: Y and the low half of rs1 over the low half of the second operand; the quotient saturates. */
    private long divideUnsigned(long a, long b, boolean setsCc) {
        long dividend = state.y << 32 | a & LOW;
        long quotient = Long.divideUnsigned(dividend, nonZero(b & LOW));
        boolean overflows = quotient >>> 32 != 0;
        return quotient(overflows ? LOW : quotient, overflows, setsCc);
    }

    private long divideSigned(long a, long b, boolean setsCc) {
        long dividend = state.y << 32 | a & LOW;
        int divisor = (int) nonZero((int) b);
        long quotient = dividend / divisor;
        // −2⁶³ / −1 wraps; it is far above the greatest quotient.
        boolean wraps = dividend == Long.MIN_VALUE && divisor == -1;
        boolean overflows = wraps || quotient != (int) quotient;
        long saturated = wraps || quotient > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        return quotient(overflows ? saturated : quotient, overflows, setsCc);
    }

    /** icc.v says that the quotient saturated; xcc.v and both carries are zero. */
    private long quotient(long value, boolean overflows, boolean setsCc) {
        if (setsCc) {
            state.setCc(value, overflows ? 1L << 30 : 0);
        }
        return value;
    }

    /** V9 A.39. */
    private long multiplyStep(long a, long b) {
        int nzvc = state.ccr();
        int negativeXorOverflow = nzvc >>> 3 & 1 ^ nzvc >>> 1 & 1;
        long first = (long) negativeXorOverflow << 31 | (a & LOW) >>> 1;
        long second = (state.y & 1) == 0 ? 0 : b & LOW;
        long sum = first + second;
        int low = (int) sum;
        int carries = (int) (first & second | (first | second) & ~sum);
        state.y = (a & 1) << 31 | (state.y & LOW) >>> 1;
        // xcc is undefined after MULSCC; it is made of the same sum, which fits in 33 bits.
        state.setCc(sum, carries & LOW);
        state.ccNegative = low & LOW;
        return sum;
    }

    private long taggedAdd(long a, long b, boolean traps) {
        long sum = a + b;
        long carries = a & b | (a | b) & ~sum;
        return tagged(a, b, sum, carries, traps);
    }

    private long taggedSubtract(long a, long b, boolean traps) {
        long difference = a - b;
        long borrows = ~a & b | (~a | b) & difference;
        return tagged(a, b, difference, borrows, traps);
    }

    /** Sets icc.v also for a non-zero tag (V9 A.59, A.60). */
    private long tagged(long a, long b, long result, long carries, boolean traps) {
        boolean overflow = ((carries >>> 31 ^ carries >>> 30) & 1) != 0 || ((a | b) & 3) != 0;
        if (overflow && traps) {
            throw GuestTrap.of(TrapType.TAG_OVERFLOW);
        }
        long carryIn = (carries >>> 31 & 1 ^ (overflow ? 1 : 0)) << 30;
        state.setCc(result, carries & ~(1L << 30) | carryIn);
        return result;
    }
}
