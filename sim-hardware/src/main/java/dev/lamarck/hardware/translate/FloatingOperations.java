package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.FloatingConditions;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * Floating-point instructions on doubles as regions do them: rounded to nearest, with no exception that traps, and operands so far from the ends of the range
 * that the host tells whether the result is exact. The floating-point unit does all others. Each says whether it has been done; operands are numbers of doubles.
 */
final class FloatingOperations {
    private static final int ALL_EXCEPTIONS = 0x1F;
    /** Inexact, current and accrued. */
    private static final int INEXACT = 0x21;
    private static final int ACCRUED_INEXACT = 0x20;
    /** Trap type and current exceptions: replaced by each instruction. */
    private static final long STATUS = 7L << 14 | ALL_EXCEPTIONS;
    /** Rounding direction and trap enables. */
    private static final long UNUSUAL = 3L << 30 | (long) ALL_EXCEPTIONS << 23;
    static final long SIGN = Long.MIN_VALUE;
    /** Within these, products, quotients and their errors are normal numbers, and errors of sums are numbers. */
    private static final double LEAST = 0x1p-450;
    static final double GREATEST = 0x1p450;
    static final double TWO_31 = 0x1p31;
    static final double TWO_63 = 0x1p63;

    /** Values of condition codes. */
    static final int EQUAL = 0;
    static final int LESS = 1;
    static final int GREATER = 2;

    private FloatingOperations() {}

    /** Does what {@link DeferredOperations#named} names, if floating point is enabled and it does not trap; whether it has been done. */
    static boolean compute(ProcessorPort port, int word) {
        int opcode = Opcode.of(word);
        return port.isFloatingEnabled && (computesAtOnce(port, opcode, first(word), second(opcode, word), result(opcode, word)) || port.execute(opcode, word));
    }

    private static boolean computesAtOnce(ProcessorPort port, int opcode, int first, int second, int result) {
        return switch (opcode) {
            case Opcode.FADDD -> add(port, first, second, result);
            case Opcode.FSUBD -> subtract(port, first, second, result);
            case Opcode.FMULD -> multiply(port, first, second, result);
            case Opcode.FDIVD -> divide(port, first, second, result);
            case Opcode.FSQRTD -> squareRoot(port, second, result);
            case Opcode.FCMPD, Opcode.FCMPED -> compare(port, first, second, result);
            case Opcode.FMOVD -> done(port, result, port.f[second], true);
            case Opcode.FNEGD -> done(port, result, port.f[second] ^ SIGN, true);
            case Opcode.FABSD -> done(port, result, port.f[second] & ~SIGN, true);
            case Opcode.FITOD -> done(port, result, (double) (int) ProcessorPort.single(port.f, second), true);
            case Opcode.FXTOD -> fromLong(port, second, result);
            case Opcode.FDTOI -> toInt(port, second, result);
            case Opcode.FDTOX -> toLong(port, second, result);
            default -> throw new IllegalArgumentException("not one of these: " + opcode);
        };
    }

    /** The first operand's number. */
    static int first(int word) {
        return Fields.doubleIndex(Fields.rs1(word));
    }

    /** The second one's; of a single, in the numbers of singles. */
    static int second(int opcode, int word) {
        return opcode == Opcode.FITOD ? Fields.rs2(word) : Fields.doubleIndex(Fields.rs2(word));
    }

    /** The result's, in its numbers. */
    static int result(int opcode, int word) {
        return switch (opcode) {
            case Opcode.FCMPD, Opcode.FCMPED -> Fields.rd(word) & 3;
            case Opcode.FDTOI -> Fields.rd(word);
            default -> Fields.doubleIndex(Fields.rd(word));
        };
    }

    private static double value(ProcessorPort port, int number) {
        return Double.longBitsToDouble(port.f[number]);
    }

    static boolean isUsual(ProcessorPort port) {
        return (port.fsr & UNUSUAL) == 0;
    }

    private static boolean isModerate(double value) {
        double magnitude = Math.abs(value);
        return magnitude > LEAST && magnitude < GREATEST || magnitude == 0;
    }

    static void record(ProcessorPort port, boolean isExact) {
        port.record(port.fsr & ~STATUS | (isExact ? 0 : INEXACT));
    }

    /** Whether operations whose operands or results are usual change nothing of the FSR but what the last one was. */
    static boolean mayBeDeferred(long fsr) {
        return (fsr & (UNUSUAL | ACCRUED_INEXACT)) == ACCRUED_INEXACT;
    }

    private static boolean done(ProcessorPort port, int result, double value, boolean isExact) {
        return done(port, result, Double.doubleToRawLongBits(value), isExact);
    }

    static boolean done(ProcessorPort port, int result, long bits, boolean isExact) {
        record(port, isExact);
        port.f[result] = bits;
        port.dirty |= ProcessorPort.half(result);
        return true;
    }

    private static boolean add(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), value(port, second), result);
    }

    private static boolean subtract(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), -value(port, second), result);
    }

    /** With Knuth's error of a rounded sum. A sum that is no normal number is exact. */
    private static boolean sum(ProcessorPort port, double a, double b, int result) {
        if (!isUsual(port) || !(Math.abs(a) < GREATEST) || !(Math.abs(b) < GREATEST)) {
            return false;
        }
        double sum = a + b;
        return done(port, result, sum, isExactSum(a, b, sum));
    }

    static boolean isExactSum(double a, double b, double sum) {
        double second = sum - a;
        return a - (sum - second) + (b - second) == 0;
    }

    static boolean isExactProduct(double a, double b, double product) {
        return Math.fma(a, b, -product) == 0;
    }

    static boolean isExactQuotient(double a, double b, double quotient) {
        return Math.fma(-quotient, b, a) == 0;
    }

    private static boolean multiply(ProcessorPort port, int first, int second, int result) {
        double a = value(port, first);
        double b = value(port, second);
        double product = a * b;
        return isUsual(port) && isModerate(a) && isModerate(b) && done(port, result, product, isExactProduct(a, b, product));
    }

    private static boolean divide(ProcessorPort port, int first, int second, int result) {
        double a = value(port, first);
        double b = value(port, second);
        double quotient = a / b;
        return isUsual(port) && isModerate(a) && isModerate(b) && b != 0 && done(port, result, quotient, isExactQuotient(a, b, quotient));
    }

    private static boolean squareRoot(ProcessorPort port, int second, int result) {
        double a = value(port, second);
        double root = Math.sqrt(a);
        return isUsual(port) && isModerate(a) && a >= 0 && done(port, result, root, isExactRoot(a, root));
    }

    static boolean isExactRoot(double a, double root) {
        return Math.fma(-root, root, a) == 0;
    }

    /** {@code result}: a condition code. */
    private static boolean compare(ProcessorPort port, int first, int second, int result) {
        return compare(port, value(port, first), value(port, second), result);
    }

    static boolean compare(ProcessorPort port, double a, double b, int result) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        record(port, true);
        relate(port, a == b ? EQUAL : a < b ? LESS : GREATER, result);
        return true;
    }

    /** Sets a condition code. */
    static void relate(ProcessorPort port, int relation, int code) {
        if (code == 0) {
            port.fcc0 = relation;
        } else {
            int at = shift(code);
            port.fsr = port.fsr & ~(3L << at) | (long) relation << at;
        }
    }

    /** Where in the FSR one of the condition codes 1 to 3 is. */
    private static int shift(int code) {
        return 30 + 2 * code;
    }

    /** Whether a condition code is one of a set: {@link FloatingConditions}. */
    static boolean holds(ProcessorPort port, int relations, int code) {
        int relation = code == 0 ? port.fcc0 : (int) (port.fsr >>> shift(code)) & 3;
        return (relations >>> relation & 1) != 0;
    }

    private static boolean fromLong(ProcessorPort port, int second, int result) {
        long value = port.f[second];
        double nearest = value;
        return isUsual(port) && nearest != TWO_63 && done(port, result, nearest, (long) nearest == value);
    }

    /** Toward zero. */
    private static boolean toInt(ProcessorPort port, int second, int result) {
        double value = value(port, second);
        if (!isUsual(port) || !(Math.abs(value) < TWO_31)) {
            return false;
        }
        record(port, value == (int) value);
        ProcessorPort.setSingle(port.f, result, (int) value);
        port.dirty |= ProcessorPort.half(result >> 1);
        return true;
    }

    private static boolean toLong(ProcessorPort port, int second, int result) {
        double value = value(port, second);
        return isUsual(port) && Math.abs(value) < TWO_63 && done(port, result, (long) value, value == (long) value);
    }
}
