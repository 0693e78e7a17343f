package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.ir.Value;

/**
 * Multiplication and division by constants without the instructions that take 9 and 68 cycles. Signed division rounds towards zero, so a negative
 * dividend is corrected before a shift or after a multiplication by the reciprocal (Granlund and Montgomery, 1994).
 */
final class DivisionSelector {
    private final BlockWriter out;

    DivisionSelector(BlockWriter out) {
        this.out = out;
    }

    void multiply(Value value) {
        boolean isSwapped = value.operand(0).isConstant();
        Value factor = value.operand(isSwapped ? 0 : 1);
        int other = out.register(value.operand(isSwapped ? 1 : 0));
        if (factor.isConstant() && isPowerOfTwo(factor.constant())) {
            out.alu(AluOp.SLLX, other, Source2.immediate(Long.numberOfTrailingZeros(factor.constant())), BlockWriter.target(value));
        } else {
            out.alu(AluOp.MULX, other, out.source2(factor), BlockWriter.target(value));
        }
    }

    void divide(Value value) {
        Value divisor = value.operand(1);
        int dividend = out.register(value.operand(0));
        if (divisor.isConstant() && divisor.constant() > 1 && isPowerOfTwo(divisor.constant())) {
            shift(dividend, Long.numberOfTrailingZeros(divisor.constant()), BlockWriter.target(value));
        } else if (divisor.isConstant() && divisor.constant() > 1 && divisor.constant() <= Integer.MAX_VALUE && SignExtension.isKnown(value.operand(0))) {
            multiplyByReciprocal(dividend, divisor.constant(), BlockWriter.target(value));
        } else {
            out.alu(AluOp.SDIVX, dividend, out.source2(divisor), BlockWriter.target(value));
        }
    }

    void divideUnsigned(Value value) {
        Value divisor = value.operand(1);
        int dividend = out.register(value.operand(0));
        if (divisor.isConstant() && isPowerOfTwo(divisor.constant())) {
            out.alu(AluOp.SRLX, dividend, Source2.immediate(Long.numberOfTrailingZeros(divisor.constant())), BlockWriter.target(value));
        } else {
            out.alu(AluOp.UDIVX, dividend, out.source2(divisor), BlockWriter.target(value));
        }
    }

    private static boolean isPowerOfTwo(long value) {
        return Long.bitCount(value) == 1;
    }

    /** (x + (x < 0 ? 2^count − 1 : 0)) >> count. */
    private void shift(int dividend, int count, int target) {
        int sign = out.newRegister();
        int correction = out.newRegister();
        int corrected = out.newRegister();
        out.alu(AluOp.SRAX, dividend, Source2.immediate(63), sign);
        out.alu(AluOp.SRLX, sign, Source2.immediate(64 - count), correction);
        out.alu(AluOp.ADD, dividend, Source2.register(correction), corrected);
        out.alu(AluOp.SRAX, corrected, Source2.immediate(count), target);
    }

    /**
     * (x × m >> p) + (x < 0 ? 1 : 0), where m is 2^p / divisor rounded up. For a dividend of 32 bits and p = 32 + ⌊log2 divisor⌋ the error of m is too
     * small to show, m has no more than 32 bits, and the product fits 64.
     */
    private void multiplyByReciprocal(int dividend, long divisor, int target) {
        int position = 32 + 63 - Long.numberOfLeadingZeros(divisor);
        long reciprocal = Long.divideUnsigned(1L << position, divisor) + 1;
        assert reciprocal >>> 32 == 0;
        int product = out.newRegister();
        int quotient = out.newRegister();
        int sign = out.newRegister();
        out.alu(AluOp.MULX, dividend, Source2.register(out.constant(reciprocal)), product);
        out.alu(AluOp.SRAX, product, Source2.immediate(position), quotient);
        out.alu(AluOp.SRAX, dividend, Source2.immediate(63), sign);
        out.alu(AluOp.SUB, quotient, Source2.register(sign), target);
    }
}
