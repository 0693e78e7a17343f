package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.Opcode;

/**
 * What integer instructions compute from known operands (V9 A.2, A.10, A.31, A.37, A.48, A.56). {@link #compute} leaves the result,
 * and the condition codes of instructions that set them, in fields, for it has two results.
 */
final class Arithmetic {
    static final int CARRY = 1;
    static final int OVERFLOW = 2;
    static final int ZERO = 4;
    static final int NEGATIVE = 8;
    /** Where %xcc begins in the condition codes; %icc begins at bit 0. */
    static final int XCC = 4;
    private static final long LOW_WORD = 0xffff_ffffL;

    long result;
    int conditionCodes;

    /** Computes the operation; false if it is not one of those known, or would trap. */
    boolean compute(int opcode, long a, long b, boolean carry) {
        switch (opcode) {
            case Opcode.ADD, Opcode.ADDCC -> add(a, b, 0);
            case Opcode.ADDC, Opcode.ADDCCC -> add(a, b, carry ? 1 : 0);
            case Opcode.SUB, Opcode.SUBCC -> subtract(a, b, 0);
            case Opcode.SUBC, Opcode.SUBCCC -> subtract(a, b, carry ? 1 : 0);
            case Opcode.AND, Opcode.ANDCC -> logical(a & b);
            case Opcode.ANDN, Opcode.ANDNCC -> logical(a & ~b);
            case Opcode.OR, Opcode.ORCC -> logical(a | b);
            case Opcode.ORN, Opcode.ORNCC -> logical(a | ~b);
            case Opcode.XOR, Opcode.XORCC -> logical(a ^ b);
            case Opcode.XNOR, Opcode.XNORCC -> logical(~(a ^ b));
            default -> {
                return multiplyOrShift(opcode, a, b);
            }
        }
        return true;
    }

    private boolean multiplyOrShift(int opcode, long a, long b) {
        switch (opcode) {
            case Opcode.SLL -> result = a << (b & 31);
            case Opcode.SRL -> result = (a & LOW_WORD) >>> (b & 31);
            case Opcode.SRA -> result = (int) a >> (b & 31);
            case Opcode.SLLX -> result = a << (b & 63);
            case Opcode.SRLX -> result = a >>> (b & 63);
            case Opcode.SRAX -> result = a >> (b & 63);
            case Opcode.MULX -> result = a * b;
            case Opcode.SDIVX, Opcode.UDIVX -> {
                if (b == 0) {
                    return false;
                }
                result = opcode == Opcode.SDIVX ? a / b : Long.divideUnsigned(a, b);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link #compute} may know it and it never traps: it may be left out if nothing reads its result. */
    static boolean isHarmless(int opcode) {
        return opcode >= Opcode.ADD && opcode <= Opcode.MULX || opcode >= Opcode.SLL && opcode <= Opcode.SRAX;
    }

    private void add(long a, long b, int carry) {
        long sum = a + b + carry;
        long overflow = (a ^ sum) & (b ^ sum);
        long carries = a & b | (a | b) & ~sum;
        result = sum;
        conditionCodes = flags(sum, overflow, carries) << XCC | flags(sum << 32, overflow << 32, carries << 32);
    }

    private void subtract(long a, long b, int borrow) {
        long difference = a - b - borrow;
        long overflow = (a ^ b) & (a ^ difference);
        long borrows = ~a & b | (~a | b) & difference;
        result = difference;
        conditionCodes = flags(difference, overflow, borrows) << XCC | flags(difference << 32, overflow << 32, borrows << 32);
    }

    private void logical(long value) {
        result = value;
        conditionCodes = flags(value, 0, 0) << XCC | flags(value << 32, 0, 0);
    }

    /** Each flag is the sign of its argument. */
    private static int flags(long value, long overflow, long carries) {
        return (value < 0 ? NEGATIVE : 0) | (value == 0 ? ZERO : 0) | (overflow < 0 ? OVERFLOW : 0) | (carries < 0 ? CARRY : 0);
    }

    /** Whether a condition of a branch, trap or move holds for four flags (V9 A.7). */
    static boolean holds(int condition, int flags) {
        boolean zero = (flags & ZERO) != 0;
        boolean less = (flags & NEGATIVE) != 0 ^ (flags & OVERFLOW) != 0;
        boolean carry = (flags & CARRY) != 0;
        boolean positive = switch (condition & 7) {
            case 1 -> zero;
            case 2 -> zero | less;
            case 3 -> less;
            case 4 -> carry | zero;
            case 5 -> carry;
            case 6 -> (flags & NEGATIVE) != 0;
            case 7 -> (flags & OVERFLOW) != 0;
            default -> false;
        };
        return positive ^ condition >= 8;
    }

    /** Whether a condition on a register's value holds (V9 A.3). */
    static boolean holdsOnRegister(int condition, long value) {
        boolean positive = switch (condition & 3) {
            case 1 -> value == 0;
            case 2 -> value <= 0;
            case 3 -> value < 0;
            default -> false;
        };
        return positive ^ condition >= 4;
    }
}
