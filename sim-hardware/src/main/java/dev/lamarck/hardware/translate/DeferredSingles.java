package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/** What {@link DeferredOperations} are, for singles. Operands and results are numbers of singles, or of doubles where they are such. */
final class DeferredSingles {
    private static final int EXPONENT_SHIFT = 23;
    private static final int BEYOND_LEAST = 0xFC;

    private DeferredSingles() {}

    /** The method here that does an instruction on singles, as {@link SingleOperations} does too; null if there is none. */
    static String named(int opcode) {
        return switch (opcode) {
            case Opcode.FADDS -> "add";
            case Opcode.FSUBS -> "subtract";
            case Opcode.FMULS -> "multiply";
            case Opcode.FDIVS -> "divide";
            case Opcode.FCMPS, Opcode.FCMPES -> "compare";
            case Opcode.FMOVS -> "move";
            case Opcode.FNEGS -> "negate";
            case Opcode.FABSS -> "absolute";
            case Opcode.FSMULD -> "multiplyToDouble";
            case Opcode.FSQRTS -> "squareRoot";
            case Opcode.FITOS -> "fromInt";
            case Opcode.FXTOS -> "fromLong";
            case Opcode.FDTOS -> "fromDouble";
            case Opcode.FSTOD -> "toDouble";
            case Opcode.FSTOI -> "toInt";
            case Opcode.FSTOX -> "toLong";
            default -> null;
        };
    }

    static boolean add(ProcessorPort port, int first, int second, int result, boolean shows) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float sum = a + b;
        return isSum(sum) && done(port, DeferredOperations.SINGLE_SUM, a, b, sum, result, shows);
    }

    static boolean subtract(ProcessorPort port, int first, int second, int result, boolean shows) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float difference = a - b;
        return isSum(difference) && done(port, DeferredOperations.SINGLE_DIFFERENCE, a, b, difference, result, shows);
    }

    /** One of zero is exact. */
    private static boolean isSum(float sum) {
        return isNormal(sum) || sum == 0;
    }

    static boolean multiply(ProcessorPort port, int first, int second, int result, boolean shows) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float product = a * b;
        return (isNormal(product) || product == 0 && (a == 0 || b == 0)) && done(port, DeferredOperations.SINGLE_PRODUCT, a, b, product, result, shows);
    }

    /** A quotient of a number by infinity is zero. */
    static boolean divide(ProcessorPort port, int first, int second, int result, boolean shows) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float quotient = a / b;
        return isNormal(quotient) && done(port, DeferredOperations.SINGLE_QUOTIENT, a, b, quotient, result, shows);
    }

    /** And not so near to the least normal number that it may be one only as it is rounded: its biased exponent is from 3 to 254. */
    private static boolean isNormal(float value) {
        return ((Float.floatToRawIntBits(value) >>> EXPONENT_SHIFT) + 1 & BEYOND_LEAST) != 0;
    }

    private static boolean done(ProcessorPort port, int kind, float a, float b, float value, int result, boolean shows) {
        if (!port.defers) {
            return false;
        }
        if (shows) {
            DeferredOperations.defer(port, kind, a, b);
        }
        return done(port, result, Float.floatToRawIntBits(value));
    }

    private static boolean done(ProcessorPort port, int result, int bits) {
        ProcessorPort.setSingle(port.f, result, bits);
        port.dirty |= ProcessorPort.half(result >> 1);
        return true;
    }

    /** {@code result}: of a single. */
    static boolean done(ProcessorPort port, int result, boolean shows, int bits, boolean isExact) {
        return DeferredOperations.defers(port, shows, isExact) && done(port, result, bits);
    }

    private static boolean done(ProcessorPort port, int result, boolean shows, float value, boolean isExact) {
        return done(port, result, shows, Float.floatToRawIntBits(value), isExact);
    }

    static boolean move(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, SingleOperations.bits(port, second), true);
    }

    static boolean negate(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, SingleOperations.bits(port, second) ^ SingleOperations.SIGN, true);
    }

    static boolean absolute(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, SingleOperations.bits(port, second) & ~SingleOperations.SIGN, true);
    }

    static boolean multiplyToDouble(ProcessorPort port, int first, int second, int result, boolean shows) {
        double product = (double) SingleOperations.value(port, first) * SingleOperations.value(port, second);
        return Math.abs(product) < Double.POSITIVE_INFINITY && DeferredOperations.done(port, result, shows, Double.doubleToRawLongBits(product), true);
    }

    static boolean squareRoot(ProcessorPort port, int first, int second, int result, boolean shows) {
        float a = SingleOperations.value(port, second);
        float root = (float) Math.sqrt(a);
        return isNormal(root) && done(port, result, shows, root, SingleOperations.isExactRoot(a, root));
    }

    static boolean fromInt(ProcessorPort port, int first, int second, int result, boolean shows) {
        int value = SingleOperations.bits(port, second);
        float nearest = value;
        return done(port, result, shows, nearest, (double) nearest == value);
    }

    static boolean fromLong(ProcessorPort port, int first, int second, int result, boolean shows) {
        long value = port.f[second];
        float nearest = value;
        return nearest != SingleOperations.TWO_63 && done(port, result, shows, nearest, (long) nearest == value);
    }

    static boolean fromDouble(ProcessorPort port, int first, int second, int result, boolean shows) {
        double value = Double.longBitsToDouble(port.f[second]);
        float nearest = (float) value;
        return (isNormal(nearest) || value == 0) && done(port, result, shows, nearest, nearest == value);
    }

    static boolean toDouble(ProcessorPort port, int first, int second, int result, boolean shows) {
        float value = SingleOperations.value(port, second);
        return !Float.isNaN(value) && DeferredOperations.done(port, result, shows, Double.doubleToRawLongBits(value), true);
    }

    /** Toward zero. */
    static boolean toInt(ProcessorPort port, int first, int second, int result, boolean shows) {
        float value = SingleOperations.value(port, second);
        return Math.abs(value) < SingleOperations.TWO_31 && done(port, result, shows, (int) value, value == (int) value);
    }

    static boolean toLong(ProcessorPort port, int first, int second, int result, boolean shows) {
        float value = SingleOperations.value(port, second);
        return Math.abs(value) < SingleOperations.TWO_63 && DeferredOperations.done(port, result, shows, (long) value, value == (long) value);
    }

    /** {@code result}: a condition code. */
    static boolean compare(ProcessorPort port, int first, int second, int result, boolean shows) {
        return DeferredOperations.compare(port, SingleOperations.value(port, first), SingleOperations.value(port, second), result, shows);
    }
}
