package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/**
 * What most floating-point operations are when inexact results have accrued in the FSR already, as they have soon after a program begins: then all that another one changes there is what
 * the last operation was, and whether that was exact nobody has to find out before somebody reads the FSR ({@link ProcessorPort#settle}). The slow compiler inlines these in regions
 * ({@code regions.directives}). Those that say no have done nothing; then {@link FloatingOperations} tries.
 */
final class DeferredOperations {
    /** What {@link ProcessorPort#last} may be: nothing to be found out; an operation that was exact; or one whose operands and result are there too. */
    static final int SETTLED = 0;
    private static final int EXACT = 1;
    private static final int SUM = 2;
    private static final int PRODUCT = 3;
    private static final int QUOTIENT = 4;
    static final int SINGLE_SUM = 5;
    static final int SINGLE_PRODUCT = 6;
    static final int SINGLE_QUOTIENT = 7;

    /** As in {@link FloatingOperations}, but of results; a sum that is no normal number is exact. */
    private static final double LEAST = 0x1p-450;
    private static final double GREATEST = 0x1p450;
    private static final long SIGN = Long.MIN_VALUE;

    private DeferredOperations() {}

    /** The method here that does an instruction; null if there is none. */
    static String named(int opcode) {
        return switch (opcode) {
            case Opcode.FADDD -> "add";
            case Opcode.FSUBD -> "subtract";
            case Opcode.FMULD -> "multiply";
            case Opcode.FDIVD -> "divide";
            case Opcode.FCMPD, Opcode.FCMPED -> "compare";
            case Opcode.FMOVD -> "move";
            case Opcode.FNEGD -> "negate";
            case Opcode.FABSD -> "absolute";
            case Opcode.FITOD -> "fromInt";
            default -> null;
        };
    }

    /** Whether the last operation, whose exactness has been put off, was exact. */
    static boolean isExact(ProcessorPort port) {
        double a = port.lastFirst;
        double b = port.lastSecond;
        double result = port.lastResult;
        return switch (port.last) {
            case SUM -> FloatingOperations.isExactSum(a, b, result);
            case PRODUCT -> FloatingOperations.isExactProduct(a, b, result);
            case QUOTIENT -> FloatingOperations.isExactQuotient(a, b, result);
            case SINGLE_SUM -> SingleOperations.isExactSum(a, b, (float) result);
            case SINGLE_PRODUCT -> SingleOperations.isExactProduct(a, b, (float) result);
            case SINGLE_QUOTIENT -> SingleOperations.isExactQuotient(a, b, (float) result);
            default -> true;
        };
    }

    private static double value(ProcessorPort port, int number) {
        return Double.longBitsToDouble(port.f[number]);
    }

    static boolean add(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), value(port, second), result);
    }

    static boolean subtract(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), -value(port, second), result);
    }

    private static boolean sum(ProcessorPort port, double a, double b, int result) {
        double sum = a + b;
        return Math.abs(sum) < GREATEST && done(port, SUM, a, b, sum, result);
    }

    static boolean multiply(ProcessorPort port, int first, int second, int result) {
        double a = value(port, first);
        double b = value(port, second);
        double product = a * b;
        return (isModerate(product) || product == 0 && (a == 0 || b == 0)) && done(port, PRODUCT, a, b, product, result);
    }

    static boolean divide(ProcessorPort port, int first, int second, int result) {
        double a = value(port, first);
        double b = value(port, second);
        return isModerate(a) && isModerate(b) && done(port, QUOTIENT, a, b, a / b, result);
    }

    private static boolean isModerate(double value) {
        double magnitude = Math.abs(value);
        return magnitude > LEAST && magnitude < GREATEST;
    }

    private static boolean done(ProcessorPort port, int kind, double a, double b, double value, int result) {
        return defer(port, kind, a, b, value) && done(port, result, Double.doubleToRawLongBits(value));
    }

    private static boolean done(ProcessorPort port, int result, long bits) {
        port.f[result] = bits;
        port.dirty |= ProcessorPort.half(result);
        return true;
    }

    /** Puts off whether a result is exact, if that may be; whether it may. */
    static boolean defer(ProcessorPort port, int kind, double a, double b, double result) {
        if (!port.defers) {
            return false;
        }
        port.last = kind;
        port.lastFirst = a;
        port.lastSecond = b;
        port.lastResult = result;
        return true;
    }

    /** The same of an operation that is exact. */
    static boolean deferExact(ProcessorPort port) {
        if (!port.defers) {
            return false;
        }
        port.last = EXACT;
        return true;
    }

    private static boolean doneExactly(ProcessorPort port, int result, long bits) {
        return deferExact(port) && done(port, result, bits);
    }

    static boolean move(ProcessorPort port, int first, int second, int result) {
        return doneExactly(port, result, port.f[second]);
    }

    static boolean negate(ProcessorPort port, int first, int second, int result) {
        return doneExactly(port, result, port.f[second] ^ SIGN);
    }

    static boolean absolute(ProcessorPort port, int first, int second, int result) {
        return doneExactly(port, result, port.f[second] & ~SIGN);
    }

    static boolean fromInt(ProcessorPort port, int first, int second, int result) {
        return doneExactly(port, result, Double.doubleToRawLongBits((int) ProcessorPort.single(port.f, second)));
    }

    /** {@code result}: a condition code. */
    static boolean compare(ProcessorPort port, int first, int second, int result) {
        return compare(port, value(port, first), value(port, second), result);
    }

    static boolean compare(ProcessorPort port, double a, double b, int code) {
        if (Double.isNaN(a) || Double.isNaN(b) || !deferExact(port)) {
            return false;
        }
        FloatingOperations.relate(port, a, b, code);
        return true;
    }
}
