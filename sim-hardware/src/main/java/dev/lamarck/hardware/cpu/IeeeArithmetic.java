package dev.lamarck.hardware.cpu;

import java.math.BigDecimal;

/**
 * IEEE 754 arithmetic on bit patterns with all rounding directions, exceptions and the NaN rules of SPARC V9 (B.2).
 *
 * <p>The host computes each result rounded to nearest. The sign of the residual, that is of the exact result minus the rounded
 * one, then tells whether it was inexact and which neighbour another rounding direction wants. The residual comes from error-free
 * transformations, and near the ends of the exponent range, where these fail, from exact decimal arithmetic.
 */
final class IeeeArithmetic {
    // Exceptions, as in the cexc field of the FSR.
    static final int INEXACT = 1;
    static final int DIVISION_BY_ZERO = 2;
    static final int UNDERFLOW = 4;
    static final int OVERFLOW = 8;
    static final int INVALID = 16;

    // Rounding directions, as in the RD field of the FSR.
    private static final int TO_ZERO = 1;
    private static final int UP = 2;
    private static final int DOWN = 3;

    enum Operation { ADD, SUBTRACT, MULTIPLY, DIVIDE }

    private static final long DEFAULT_NAN = 0x7FFF_FFFF_FFFF_FFFFL;
    private static final int DEFAULT_NAN_SINGLE = 0x7FFF_FFFF;
    private static final long QUIET = 1L << 51;
    private static final int QUIET_SINGLE = 1 << 22;

    /** Within these, products, quotients and their errors are normal numbers. */
    private static final double LEAST_MODERATE = 0x1p-450;
    private static final double GREATEST_MODERATE = 0x1p450;
    private static final double TWO_63 = 0x1p63;
    private static final double BEYOND_SINGLE = 0x1p128;

    private int rounding;
    private boolean underflowTraps;
    private int exceptions;

    /** Prepares for one operation. */
    void begin(int roundingDirection, boolean underflowIsTrapped) {
        rounding = roundingDirection;
        underflowTraps = underflowIsTrapped;
        exceptions = 0;
    }

    /** What the operation since {@link #begin} raised. */
    int exceptions() {
        return exceptions;
    }

    // ---- double

    long compute(Operation operation, long x, long y) {
        double a = Double.longBitsToDouble(x);
        double b = Double.longBitsToDouble(y);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return selectNan(x, y);
        }
        double nearest = inDouble(operation, a, b);
        if (Double.isNaN(nearest)) {
            exceptions |= INVALID;
            return DEFAULT_NAN;
        }
        if (Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.doubleToRawLongBits(nearest);
        }
        if (operation == Operation.DIVIDE && b == 0) {
            exceptions |= DIVISION_BY_ZERO;
            return Double.doubleToRawLongBits(nearest);
        }
        if (Double.isInfinite(nearest)) {
            return Double.doubleToRawLongBits(overflowed(nearest, isBeyond(operation, a, b)));
        }
        int residual = residual(operation, a, b, nearest);
        if (nearest == 0 && residual == 0 && rounding == DOWN && isCancellation(operation, a, b)) {
            nearest = -0.0;
        }
        return Double.doubleToRawLongBits(round(nearest, residual));
    }

    private static double inDouble(Operation operation, double a, double b) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
    }

    /** A sum of opposite numbers is −0 when rounding down (IEEE 754, 6.3). */
    private static boolean isCancellation(Operation operation, double a, double b) {
        double second = operation == Operation.SUBTRACT ? -b : b;
        return operation.ordinal() <= Operation.SUBTRACT.ordinal() && Math.copySign(1, a) != Math.copySign(1, second);
    }

    private double overflowed(double infinite, boolean isBeyond) {
        return overflow(infinite > 0, isBeyond) ? Math.copySign(Double.MAX_VALUE, infinite) : infinite;
    }

    /**
     * Notes that rounding to nearest takes a result to infinity. One below the power of two after the greatest number does not overflow in a direction
     * that gives this number (IEEE 754, 7.4).
     *
     * @return whether it gives this number
     */
    private boolean overflow(boolean isPositive, boolean isBeyond) {
        boolean staysFinite = rounding == TO_ZERO || rounding == (isPositive ? DOWN : UP);
        exceptions |= INEXACT | (isBeyond || !staysFinite ? OVERFLOW : 0);
        return staysFinite;
    }

    /** Is the exact result as great as the power of two after the greatest number? */
    private static boolean isBeyond(Operation operation, double a, double b) {
        BigDecimal beyond = BigDecimal.TWO.pow(Double.MAX_EXPONENT + 1);
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        return switch (operation) {
            case ADD -> first.add(second).abs().compareTo(beyond) >= 0;
            case SUBTRACT -> first.subtract(second).abs().compareTo(beyond) >= 0;
            case MULTIPLY -> first.multiply(second).abs().compareTo(beyond) >= 0;
            case DIVIDE -> first.abs().compareTo(second.abs().multiply(beyond)) >= 0;
        };
    }

    private static int sign(double value) {
        return value > 0 ? 1 : value < 0 ? -1 : 0;
    }

    private static int residual(Operation operation, double a, double b, double result) {
        if (!isModerate(a) || !isModerate(b)) {
            return exactResidual(operation, a, b, result);
        }
        return switch (operation) {
            case ADD -> sign(sumError(a, b, result));
            case SUBTRACT -> sign(sumError(a, -b, result));
            case MULTIPLY -> sign(Math.fma(a, b, -result));
            case DIVIDE -> sign(Math.fma(-result, b, a)) * sign(b);
        };
    }

    /** Not near the ends of the exponent range, and a number. */
    static boolean isModerate(double value) {
        double magnitude = Math.abs(value);
        return magnitude == 0 || magnitude > LEAST_MODERATE && magnitude < GREATEST_MODERATE;
    }

    static boolean isBelowGreatest(double value) {
        return Math.abs(value) < GREATEST_MODERATE;
    }

    /** Knuth's error of a rounded sum. */
    static double sumError(double a, double b, double sum) {
        double second = sum - a;
        return a - (sum - second) + (b - second);
    }

    private static int exactResidual(Operation operation, double a, double b, double result) {
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        BigDecimal rounded = new BigDecimal(result);
        return switch (operation) {
            case ADD -> first.add(second).compareTo(rounded);
            case SUBTRACT -> first.subtract(second).compareTo(rounded);
            case MULTIPLY -> first.multiply(second).compareTo(rounded);
            case DIVIDE -> first.compareTo(rounded.multiply(second)) * second.signum();
        };
    }

    long squareRoot(long x) {
        double a = Double.longBitsToDouble(x);
        if (Double.isNaN(a)) {
            return selectNan(x, x);
        }
        double nearest = Math.sqrt(a);
        if (Double.isNaN(nearest)) {
            exceptions |= INVALID;
            return DEFAULT_NAN;
        }
        if (Double.isInfinite(nearest) || nearest == 0) {
            return Double.doubleToRawLongBits(nearest);
        }
        int residual = isModerate(a)
                ? sign(Math.fma(-nearest, nearest, a))
                : new BigDecimal(a).compareTo(new BigDecimal(nearest).pow(2));
        return Double.doubleToRawLongBits(round(nearest, residual));
    }

    private double round(double nearest, int residual) {
        noteUnderflow(isTiny(Math.abs(nearest), Double.MIN_NORMAL, residual, nearest), residual);
        double result = switch (rounding) {
            case TO_ZERO -> nearest > 0 && residual < 0 ? Math.nextDown(nearest)
                    : nearest < 0 && residual > 0 ? Math.nextUp(nearest) : nearest;
            case UP -> residual > 0 ? Math.nextUp(nearest) : nearest;
            case DOWN -> residual < 0 ? Math.nextDown(nearest) : nearest;
            default -> nearest;
        };
        if (Double.isInfinite(result)) {
            exceptions |= OVERFLOW;
        }
        return result;
    }

    /** Smaller than every normal number before rounding, and not zero. V9 leaves open which side of rounding is looked at (impl. dep. 55); UltraSPARC-I: before (UM 14.3.2). */
    private static boolean isTiny(double magnitude, double leastNormal, int residual, double nearest) {
        boolean roundedAway = residual != 0 && residual < 0 == nearest > 0;
        return magnitude == 0 ? residual != 0 : magnitude < leastNormal || magnitude == leastNormal && roundedAway;
    }

    private void noteUnderflow(boolean tiny, int residual) {
        if (residual != 0) {
            exceptions |= INEXACT;
        }
        if (tiny && (residual != 0 || underflowTraps)) {
            exceptions |= UNDERFLOW;
        }
    }

    /** V9 table B-1: a signalling NaN before a quiet one, the second operand before the first; made quiet. */
    private long selectNan(long x, long y) {
        boolean firstSignals = isSignalling(x);
        boolean secondSignals = isSignalling(y);
        if (firstSignals || secondSignals) {
            exceptions |= INVALID;
        }
        boolean second = secondSignals || !firstSignals && Double.isNaN(Double.longBitsToDouble(y));
        return (second ? y : x) | QUIET;
    }

    static boolean isSignalling(long bits) {
        return Double.isNaN(Double.longBitsToDouble(bits)) && (bits & QUIET) == 0;
    }

    // ---- single

    int compute(Operation operation, int x, int y) {
        float a = Float.intBitsToFloat(x);
        float b = Float.intBitsToFloat(y);
        if (Float.isNaN(a) || Float.isNaN(b)) {
            return selectNan(x, y);
        }
        float nearest = switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
        if (Float.isNaN(nearest)) {
            exceptions |= INVALID;
            return DEFAULT_NAN_SINGLE;
        }
        if (Float.isInfinite(a) || Float.isInfinite(b)) {
            return Float.floatToRawIntBits(nearest);
        }
        if (operation == Operation.DIVIDE && b == 0) {
            exceptions |= DIVISION_BY_ZERO;
            return Float.floatToRawIntBits(nearest);
        }
        if (Float.isInfinite(nearest)) {
            return Float.floatToRawIntBits(overflowed(nearest, inDouble(operation, a, b)));
        }
        int residual = singleResidual(operation, a, b, nearest);
        if (nearest == 0 && residual == 0 && rounding == DOWN && isCancellation(operation, a, b)) {
            nearest = -0.0f;
        }
        return Float.floatToRawIntBits(round(nearest, residual));
    }

    /** @param wide the result in double: at the end of a single's range, no operation of singles is rounded across it */
    private float overflowed(float infinite, double wide) {
        return overflow(infinite > 0, Math.abs(wide) >= BEYOND_SINGLE) ? Math.copySign(Float.MAX_VALUE, infinite) : infinite;
    }

    /** In double, products of singles are exact and sums have an exact error. */
    private static int singleResidual(Operation operation, double a, double b, double result) {
        return switch (operation) {
            case ADD -> singleSumResidual(a, b, result);
            case SUBTRACT -> singleSumResidual(a, -b, result);
            case MULTIPLY -> sign(a * b - result);
            case DIVIDE -> Double.compare(a, result * b) * sign(b);
        };
    }

    private static int singleSumResidual(double a, double b, double result) {
        double sum = a + b;
        int coarse = sign(sum - result);
        return coarse != 0 ? coarse : sign(sumError(a, b, sum));
    }

    int squareRoot(int x) {
        float a = Float.intBitsToFloat(x);
        if (Float.isNaN(a)) {
            return selectNan(x, x);
        }
        float nearest = (float) Math.sqrt(a);
        if (Float.isNaN(nearest)) {
            exceptions |= INVALID;
            return DEFAULT_NAN_SINGLE;
        }
        if (Float.isInfinite(nearest) || nearest == 0) {
            return Float.floatToRawIntBits(nearest);
        }
        return Float.floatToRawIntBits(round(nearest, sign((double) a - (double) nearest * nearest)));
    }

    private float round(float nearest, int residual) {
        noteUnderflow(isTiny(Math.abs(nearest), Float.MIN_NORMAL, residual, nearest), residual);
        float result = switch (rounding) {
            case TO_ZERO -> nearest > 0 && residual < 0 ? Math.nextDown(nearest)
                    : nearest < 0 && residual > 0 ? Math.nextUp(nearest) : nearest;
            case UP -> residual > 0 ? Math.nextUp(nearest) : nearest;
            case DOWN -> residual < 0 ? Math.nextDown(nearest) : nearest;
            default -> nearest;
        };
        if (Float.isInfinite(result)) {
            exceptions |= OVERFLOW;
        }
        return result;
    }

    private int selectNan(int x, int y) {
        boolean firstSignals = isSignalling(x);
        boolean secondSignals = isSignalling(y);
        if (firstSignals || secondSignals) {
            exceptions |= INVALID;
        }
        boolean second = secondSignals || !firstSignals && Float.isNaN(Float.intBitsToFloat(y));
        return (second ? y : x) | QUIET_SINGLE;
    }

    static boolean isSignalling(int bits) {
        return Float.isNaN(Float.intBitsToFloat(bits)) && (bits & QUIET_SINGLE) == 0;
    }

    // ---- conversions

    int doubleToSingle(long x) {
        double a = Double.longBitsToDouble(x);
        if (Double.isNaN(a)) {
            exceptions |= isSignalling(x) ? INVALID : 0;
            return (int) (x >>> 32) & 0x8000_0000 | 0x7FC0_0000 | (int) (x >>> 29) & 0x3F_FFFF;
        }
        if (Double.isInfinite(a)) {
            return Float.floatToRawIntBits((float) a);
        }
        float nearest = (float) a;
        return Float.floatToRawIntBits(Float.isInfinite(nearest) ? overflowed(nearest, a) : round(nearest, sign(a - nearest)));
    }

    long singleToDouble(int x) {
        float a = Float.intBitsToFloat(x);
        if (Float.isNaN(a)) {
            exceptions |= isSignalling(x) ? INVALID : 0;
            return (long) (x & 0x8000_0000) << 32 | 0x7FF8_0000_0000_0000L | (long) (x & 0x3F_FFFF) << 29;
        }
        return Double.doubleToRawLongBits(a);
    }

    /** The product of two singles, which is exact. */
    long multiplyToDouble(int x, int y) {
        return compute(Operation.MULTIPLY, singleToDouble(x), singleToDouble(y));
    }

    long longToDouble(long x) {
        double nearest = x;
        return Double.doubleToRawLongBits(round(nearest, integerResidual(x, nearest)));
    }

    int longToSingle(long x) {
        float nearest = x;
        return Float.floatToRawIntBits(round(nearest, integerResidual(x, nearest)));
    }

    private static int integerResidual(long x, double rounded) {
        return rounded == TWO_63 ? -1 : Long.compare(x, (long) rounded);
    }

    /** Toward zero; what does not fit gives the nearest bound by its sign, NaN included. */
    long toLong(double value, boolean negative) {
        if (!(value >= -TWO_63 && value < TWO_63)) {
            exceptions |= INVALID;
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        exceptions |= value != Math.rint(value) ? INEXACT : 0;
        return (long) value;
    }

    int toInt(double value, boolean negative) {
        if (!(value > -0x1.00000002p31 && value < 0x1p31)) {
            exceptions |= INVALID;
            return negative ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        exceptions |= value != Math.rint(value) ? INEXACT : 0;
        return (int) value;
    }

    // ---- comparison

    /** 0 equal, 1 less, 2 greater, 3 unordered. A signalling NaN is invalid, and if {@code strict} any NaN. */
    int compare(double a, double b, boolean signalling, boolean strict) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            exceptions |= signalling || strict ? INVALID : 0;
            return 3;
        }
        return a == b ? 0 : a < b ? 1 : 2;
    }
}
