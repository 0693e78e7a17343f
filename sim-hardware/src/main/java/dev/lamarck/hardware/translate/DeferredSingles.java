package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/** What {@link DeferredOperations} are, for singles. Operands and results are numbers of singles. */
final class DeferredSingles {
    private DeferredSingles() {}

    /** The method here that does an instruction; null if there is none. */
    static String named(int opcode) {
        return switch (opcode) {
            case Opcode.FADDS -> "add";
            case Opcode.FSUBS -> "subtract";
            case Opcode.FMULS -> "multiply";
            case Opcode.FDIVS -> "divide";
            case Opcode.FCMPS, Opcode.FCMPES -> "compare";
            case Opcode.FMOVS -> "move";
            default -> null;
        };
    }

    static boolean add(ProcessorPort port, int first, int second, int result) {
        return sum(port, SingleOperations.value(port, first), SingleOperations.value(port, second), result);
    }

    static boolean subtract(ProcessorPort port, int first, int second, int result) {
        return sum(port, SingleOperations.value(port, first), -SingleOperations.value(port, second), result);
    }

    /** A sum of zero is exact. */
    private static boolean sum(ProcessorPort port, float a, float b, int result) {
        float sum = a + b;
        return (isNormal(sum) || sum == 0) && done(port, DeferredOperations.SINGLE_SUM, a, b, sum, result);
    }

    static boolean multiply(ProcessorPort port, int first, int second, int result) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float product = a * b;
        return (isNormal(product) || product == 0 && (a == 0 || b == 0)) && done(port, DeferredOperations.SINGLE_PRODUCT, a, b, product, result);
    }

    /** A quotient of a number by infinity is zero. */
    static boolean divide(ProcessorPort port, int first, int second, int result) {
        float a = SingleOperations.value(port, first);
        float b = SingleOperations.value(port, second);
        float quotient = a / b;
        return isNormal(quotient) && done(port, DeferredOperations.SINGLE_QUOTIENT, a, b, quotient, result);
    }

    private static boolean isNormal(float value) {
        float magnitude = Math.abs(value);
        return magnitude > Float.MIN_NORMAL && magnitude < Float.POSITIVE_INFINITY;
    }

    private static boolean done(ProcessorPort port, int kind, float a, float b, float value, int result) {
        return DeferredOperations.defer(port, kind, a, b, value) && done(port, result, Float.floatToRawIntBits(value));
    }

    private static boolean done(ProcessorPort port, int result, int bits) {
        ProcessorPort.setSingle(port.f, result, bits);
        port.dirty |= ProcessorPort.half(result >> 1);
        return true;
    }

    static boolean move(ProcessorPort port, int first, int second, int result) {
        return DeferredOperations.deferExact(port) && done(port, result, SingleOperations.bits(port, second));
    }

    /** {@code result}: a condition code. */
    static boolean compare(ProcessorPort port, int first, int second, int result) {
        return DeferredOperations.compare(port, SingleOperations.value(port, first), SingleOperations.value(port, second), result);
    }
}
