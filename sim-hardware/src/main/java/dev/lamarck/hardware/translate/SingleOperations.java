package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * What {@link FloatingOperations} are, for singles: whether a result is exact is told by the same operation on doubles, in which products, and quotients times divisors,
 * are exact. A result that is no normal number is the unit's, but for an exact zero. Operands and results are numbers of singles, or of doubles where they are such.
 */
final class SingleOperations {
    private static final int SIGN = Integer.MIN_VALUE;
    private static final float TWO_31 = 0x1p31f;
    private static final float TWO_63 = 0x1p63f;

    private SingleOperations() {}

    /** The method here that does an instruction; null if none does. */
    static String named(int opcode) {
        return switch (opcode) {
            case Opcode.FADDS -> "add";
            case Opcode.FSUBS -> "subtract";
            case Opcode.FMULS -> "multiply";
            case Opcode.FDIVS -> "divide";
            case Opcode.FSMULD -> "multiplyToDouble";
            case Opcode.FSQRTS -> "squareRoot";
            case Opcode.FCMPS, Opcode.FCMPES -> "compare";
            case Opcode.FMOVS -> "move";
            case Opcode.FNEGS -> "negate";
            case Opcode.FABSS -> "absolute";
            case Opcode.FITOS -> "fromInt";
            case Opcode.FXTOS -> "fromLong";
            case Opcode.FDTOS -> "fromDouble";
            case Opcode.FSTOD -> "toDouble";
            case Opcode.FSTOI -> "toInt";
            case Opcode.FSTOX -> "toLong";
            default -> null;
        };
    }

    /** The second operand's number. */
    static int second(int opcode, int word) {
        boolean isDouble = opcode == Opcode.FXTOS || opcode == Opcode.FDTOS;
        return isDouble ? Fields.doubleRegister(Fields.rs2(word)) >> 1 : Fields.rs2(word);
    }

    /** The result's, or that of a condition code. */
    static int result(int opcode, int word) {
        return switch (opcode) {
            case Opcode.FCMPS, Opcode.FCMPES -> Fields.rd(word) & 3;
            case Opcode.FSMULD, Opcode.FSTOD, Opcode.FSTOX -> Fields.doubleRegister(Fields.rd(word)) >> 1;
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

    static boolean add(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), value(port, second), result);
    }

    static boolean subtract(ProcessorPort port, int first, int second, int result) {
        return sum(port, value(port, first), -value(port, second), result);
    }

    private static boolean sum(ProcessorPort port, double a, double b, int result) {
        float sum = (float) a + (float) b;
        return done(port, result, sum, isExactSum(a, b, sum));
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

    static boolean multiply(ProcessorPort port, int first, int second, int result) {
        float a = value(port, first);
        float b = value(port, second);
        float product = a * b;
        return done(port, result, product, isExactProduct(a, b, product));
    }

    static boolean divide(ProcessorPort port, int first, int second, int result) {
        float a = value(port, first);
        float b = value(port, second);
        float quotient = a / b;
        return done(port, result, quotient, isExactQuotient(a, b, quotient));
    }

    /** Always exact. */
    static boolean multiplyToDouble(ProcessorPort port, int first, int second, int result) {
        double product = (double) value(port, first) * value(port, second);
        return Math.abs(product) < Double.POSITIVE_INFINITY && FloatingOperations.done(port, result, Double.doubleToRawLongBits(product), true);
    }

    static boolean squareRoot(ProcessorPort port, int first, int second, int result) {
        float a = value(port, second);
        float root = (float) Math.sqrt(a);
        return done(port, result, root, (double) root * root == a);
    }

    static boolean compare(ProcessorPort port, int first, int second, int result) {
        return FloatingOperations.compare(port, (double) value(port, first), value(port, second), result);
    }

    static boolean move(ProcessorPort port, int first, int second, int result) {
        return done(port, result, bits(port, second), true);
    }

    static boolean negate(ProcessorPort port, int first, int second, int result) {
        return done(port, result, bits(port, second) ^ SIGN, true);
    }

    static boolean absolute(ProcessorPort port, int first, int second, int result) {
        return done(port, result, bits(port, second) & ~SIGN, true);
    }

    static boolean fromInt(ProcessorPort port, int first, int second, int result) {
        int value = bits(port, second);
        float nearest = value;
        return done(port, result, nearest, (double) nearest == value);
    }

    static boolean fromLong(ProcessorPort port, int first, int second, int result) {
        long value = port.f[second];
        float nearest = value;
        return nearest != TWO_63 && done(port, result, nearest, (long) nearest == value);
    }

    static boolean fromDouble(ProcessorPort port, int first, int second, int result) {
        double value = Double.longBitsToDouble(port.f[second]);
        float nearest = (float) value;
        return done(port, result, nearest, nearest == value);
    }

    /** Always exact. */
    static boolean toDouble(ProcessorPort port, int first, int second, int result) {
        float value = value(port, second);
        return !Float.isNaN(value) && FloatingOperations.done(port, result, Double.doubleToRawLongBits(value), true);
    }

    /** Toward zero. */
    static boolean toInt(ProcessorPort port, int first, int second, int result) {
        float value = value(port, second);
        return FloatingOperations.isUsual(port) && Math.abs(value) < TWO_31 && done(port, result, (int) value, value == (int) value);
    }

    static boolean toLong(ProcessorPort port, int first, int second, int result) {
        float value = value(port, second);
        return FloatingOperations.isUsual(port) && Math.abs(value) < TWO_63 && FloatingOperations.done(port, result, (long) value, value == (long) value);
    }
}
