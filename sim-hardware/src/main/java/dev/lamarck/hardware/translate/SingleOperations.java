package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * What {@link FloatingOperations} are, for singles: whether a result is exact is told by the same operation on doubles, in which products, and quotients times divisors,
 * are exact. A result that is no normal number is the unit's, but for an exact zero. Operands and results are numbers of singles, or of doubles where they are such.
 */
final class SingleOperations {
    static final int SIGN = Integer.MIN_VALUE;
    static final float TWO_31 = 0x1p31f;
    static final float TWO_63 = 0x1p63f;

    private SingleOperations() {}

    /** Does what {@link DeferredSingles#named} names, if floating point is enabled and it does not trap; whether it has been done. */
    static boolean compute(ProcessorPort port, int word) {
        int opcode = Opcode.of(word);
        return port.isFloatingEnabled && (computesAtOnce(port, opcode, Fields.rs1(word), second(opcode, word), result(opcode, word)) || port.execute(opcode, word));
    }

    private static boolean computesAtOnce(ProcessorPort port, int opcode, int first, int second, int result) {
        return switch (opcode) {
            case Opcode.FADDS -> sum(port, value(port, first), value(port, second), result);
            case Opcode.FSUBS -> sum(port, value(port, first), -value(port, second), result);
            case Opcode.FMULS -> multiply(port, first, second, result);
            case Opcode.FDIVS -> divide(port, first, second, result);
            case Opcode.FSMULD -> multiplyToDouble(port, first, second, result);
            case Opcode.FSQRTS -> squareRoot(port, second, result);
            case Opcode.FCMPS, Opcode.FCMPES -> FloatingOperations.compare(port, value(port, first), value(port, second), result);
            case Opcode.FMOVS -> done(port, result, bits(port, second), true);
            case Opcode.FNEGS -> done(port, result, bits(port, second) ^ SIGN, true);
            case Opcode.FABSS -> done(port, result, bits(port, second) & ~SIGN, true);
            case Opcode.FITOS -> fromInt(port, second, result);
            case Opcode.FXTOS -> fromLong(port, second, result);
            case Opcode.FDTOS -> fromDouble(port, second, result);
            case Opcode.FSTOD -> toDouble(port, second, result);
            case Opcode.FSTOI -> toInt(port, second, result);
            case Opcode.FSTOX -> toLong(port, second, result);
            default -> throw new IllegalArgumentException("not one of these: " + opcode);
        };
    }

    /** The second operand's number. */
    static int second(int opcode, int word) {
        boolean isDouble = opcode == Opcode.FXTOS || opcode == Opcode.FDTOS;
        return isDouble ? Fields.doubleIndex(Fields.rs2(word)) : Fields.rs2(word);
    }

    /** The result's, or that of a condition code. */
    static int result(int opcode, int word) {
        return switch (opcode) {
            case Opcode.FCMPS, Opcode.FCMPES -> Fields.rd(word) & 3;
            case Opcode.FSMULD, Opcode.FSTOD, Opcode.FSTOX -> Fields.doubleIndex(Fields.rd(word));
            default -> Fields.rd(word);
        };
    }

    static int bits(ProcessorPort port, int number) {
        return (int) ProcessorPort.single(port.f, number);
    }

    static float value(ProcessorPort port, int number) {
        return Float.intBitsToFloat(bits(port, number));
    }

    private static boolean done(ProcessorPort port, int result, int bits, boolean isExact) {
        FloatingOperations.record(port, isExact);
        ProcessorPort.setSingle(port.f, result, bits);
        port.dirty |= ProcessorPort.half(result >> 1);
        return true;
    }

    /** If neither rounding nor traps are unusual, nor the result. */
    private static boolean done(ProcessorPort port, int result, float value, boolean isExact) {
        float magnitude = Math.abs(value);
        boolean isUsual = magnitude > Float.MIN_NORMAL && magnitude < Float.POSITIVE_INFINITY || magnitude == 0 && isExact;
        return isUsual && FloatingOperations.isUsual(port) && done(port, result, Float.floatToRawIntBits(value), isExact);
    }

    private static boolean sum(ProcessorPort port, double a, double b, int result) {
        float sum = (float) a + (float) b;
        return done(port, result, sum, isExactSum(a, b, sum));
    }

    static boolean isExactRoot(float a, float root) {
        return (double) root * root == a;
    }

    /** Of singles. */
    static boolean isExactSum(double a, double b, float sum) {
        double wide = a + b;
        return wide == sum && FloatingOperations.isExactSum(a, b, wide);
    }

    static boolean isExactProduct(double a, double b, float product) {
        return a * b == product;
    }

    static boolean isExactQuotient(double a, double b, float quotient) {
        return quotient * b == a;
    }

    private static boolean multiply(ProcessorPort port, int first, int second, int result) {
        float a = value(port, first);
        float b = value(port, second);
        float product = a * b;
        return done(port, result, product, isExactProduct(a, b, product));
    }

    private static boolean divide(ProcessorPort port, int first, int second, int result) {
        float a = value(port, first);
        float b = value(port, second);
        float quotient = a / b;
        return done(port, result, quotient, isExactQuotient(a, b, quotient));
    }

    /** Always exact. */
    private static boolean multiplyToDouble(ProcessorPort port, int first, int second, int result) {
        double product = (double) value(port, first) * value(port, second);
        return Math.abs(product) < Double.POSITIVE_INFINITY && FloatingOperations.done(port, result, Double.doubleToRawLongBits(product), true);
    }

    private static boolean squareRoot(ProcessorPort port, int second, int result) {
        float a = value(port, second);
        float root = (float) Math.sqrt(a);
        return done(port, result, root, isExactRoot(a, root));
    }

    private static boolean fromInt(ProcessorPort port, int second, int result) {
        int value = bits(port, second);
        float nearest = value;
        return done(port, result, nearest, (double) nearest == value);
    }

    private static boolean fromLong(ProcessorPort port, int second, int result) {
        long value = port.f[second];
        float nearest = value;
        return nearest != TWO_63 && done(port, result, nearest, (long) nearest == value);
    }

    private static boolean fromDouble(ProcessorPort port, int second, int result) {
        double value = Double.longBitsToDouble(port.f[second]);
        float nearest = (float) value;
        return done(port, result, nearest, nearest == value);
    }

    /** Always exact. */
    private static boolean toDouble(ProcessorPort port, int second, int result) {
        float value = value(port, second);
        return !Float.isNaN(value) && FloatingOperations.done(port, result, Double.doubleToRawLongBits(value), true);
    }

    /** Toward zero. */
    private static boolean toInt(ProcessorPort port, int second, int result) {
        float value = value(port, second);
        return FloatingOperations.isUsual(port) && Math.abs(value) < TWO_31 && done(port, result, (int) value, value == (int) value);
    }

    private static boolean toLong(ProcessorPort port, int second, int result) {
        float value = value(port, second);
        return FloatingOperations.isUsual(port) && Math.abs(value) < TWO_63 && FloatingOperations.done(port, result, (long) value, value == (long) value);
    }
}
