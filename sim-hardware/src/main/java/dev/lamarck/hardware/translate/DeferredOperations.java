package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/**
 * What most floating-point operations are when inexact results have accrued in the FSR already, as they have soon after a program begins: then all that another one changes there is what
 * the last operation was, and whether that was exact nobody has to find out before somebody reads the FSR ({@link ProcessorPort#settle}). The slow compiler inlines these in regions
 * ({@code regions.directives}). Those that say no have done nothing; then {@link FloatingOperations} tries.
 *
 * <p>{@code shows} is false if another such operation follows before anybody could read the FSR: then not even that is kept.
 */
final class DeferredOperations {
    /** What {@link ProcessorPort#last} may be: nothing to be found out; an operation that was exact or was not; or one whose operands are there too. */
    static final int SETTLED = 0;
    private static final int EXACT = 1;
    private static final int INEXACT = 2;
    private static final int SUM = 3;
    private static final int DIFFERENCE = 4;
    private static final int PRODUCT = 5;
    private static final int QUOTIENT = 6;
    private static final int ROOT = 7;
    static final int SINGLE_SUM = 8;
    static final int SINGLE_DIFFERENCE = 9;
    static final int SINGLE_PRODUCT = 10;
    static final int SINGLE_QUOTIENT = 11;

    /** Where the biased exponent of a double is, the least one of what is moderate, and bits of its distance to that which are 0 up to the greatest, 511 more; with the sign's. */
    private static final int EXPONENT_SHIFT = 52;
    private static final int LEAST_EXPONENT = 0x300;
    private static final int BEYOND = 0x600;
    private static final int BEYOND_OR_NEGATIVE = 0xE00;

    private DeferredOperations() {}

    /** The method here that does an instruction on doubles, as {@link FloatingOperations} does too; null if there is none. */
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
            case Opcode.FSQRTD -> "squareRoot";
            case Opcode.FXTOD -> "fromLong";
            case Opcode.FDTOI -> "toInt";
            case Opcode.FDTOX -> "toLong";
            default -> null;
        };
    }

    /** Whether the last operation, whose exactness has been put off, was exact. */
    static boolean isExact(ProcessorPort port) {
        double a = port.lastFirst;
        double b = port.lastSecond;
        return switch (port.last) {
            case INEXACT -> false;
            case SUM -> FloatingOperations.isExactSum(a, b, a + b);
            case DIFFERENCE -> FloatingOperations.isExactSum(a, -b, a - b);
            case PRODUCT -> FloatingOperations.isExactProduct(a, b, a * b);
            case QUOTIENT -> FloatingOperations.isExactQuotient(a, b, a / b);
            case ROOT -> FloatingOperations.isExactRoot(a, Math.sqrt(a));
            case SINGLE_SUM -> SingleOperations.isExactSum(a, b, (float) a + (float) b);
            case SINGLE_DIFFERENCE -> SingleOperations.isExactSum(a, -b, (float) a - (float) b);
            case SINGLE_PRODUCT -> SingleOperations.isExactProduct(a, b, (float) a * (float) b);
            case SINGLE_QUOTIENT -> SingleOperations.isExactQuotient(a, b, (float) a / (float) b);
            default -> true;
        };
    }

    private static double value(ProcessorPort port, int number) {
        return Double.longBitsToDouble(port.f[number]);
    }

    /** A sum that is no normal number is exact. */
    static boolean add(ProcessorPort port, int first, int second, int result, boolean shows) {
        double a = value(port, first);
        double b = value(port, second);
        double sum = a + b;
        return port.defers && Math.abs(sum) < FloatingOperations.GREATEST && done(port, SUM, a, b, result, shows, Double.doubleToRawLongBits(sum));
    }

    static boolean subtract(ProcessorPort port, int first, int second, int result, boolean shows) {
        double a = value(port, first);
        double b = value(port, second);
        double difference = a - b;
        return port.defers && Math.abs(difference) < FloatingOperations.GREATEST && done(port, DIFFERENCE, a, b, result, shows, Double.doubleToRawLongBits(difference));
    }

    static boolean multiply(ProcessorPort port, int first, int second, int result, boolean shows) {
        double a = value(port, first);
        double b = value(port, second);
        double product = a * b;
        long bits = Double.doubleToRawLongBits(product);
        return port.defers && (isModerate(bits, BEYOND) || product == 0 && (a == 0 || b == 0)) && done(port, PRODUCT, a, b, result, shows, bits);
    }

    static boolean divide(ProcessorPort port, int first, int second, int result, boolean shows) {
        double a = value(port, first);
        double b = value(port, second);
        return port.defers && isModerate(port.f[first], BEYOND) && isModerate(port.f[second], BEYOND)
                && done(port, QUOTIENT, a, b, result, shows, Double.doubleToRawLongBits(a / b));
    }

    static boolean squareRoot(ProcessorPort port, int first, int second, int result, boolean shows) {
        double a = value(port, second);
        return port.defers && isModerate(port.f[second], BEYOND_OR_NEGATIVE) && done(port, ROOT, a, a, result, shows, Double.doubleToRawLongBits(Math.sqrt(a)));
    }

    /** From 2^-255 to less than 2^257: its product and its quotient with another are normal numbers, and so are their errors. */
    private static boolean isModerate(long bits, int beyond) {
        return ((bits >>> EXPONENT_SHIFT) - LEAST_EXPONENT & beyond) == 0;
    }

    private static boolean done(ProcessorPort port, int kind, double a, double b, int result, boolean shows, long bits) {
        if (shows) {
            defer(port, kind, a, b);
        }
        return done(port, result, bits);
    }

    private static boolean done(ProcessorPort port, int result, long bits) {
        port.f[result] = bits;
        port.dirty |= ProcessorPort.half(result);
        return true;
    }

    /** Puts off whether an operation was exact. */
    static void defer(ProcessorPort port, int kind, double a, double b) {
        port.last = kind;
        port.lastFirst = a;
        port.lastSecond = b;
    }

    static boolean done(ProcessorPort port, int result, boolean shows, long bits, boolean isExact) {
        return defers(port, shows, isExact) && done(port, result, bits);
    }

    /** Puts off that it is known whether an operation was exact, if that may be; whether it may. */
    static boolean defers(ProcessorPort port, boolean shows, boolean isExact) {
        if (shows && port.defers) {
            port.last = isExact ? EXACT : INEXACT;
        }
        return port.defers;
    }

    static boolean move(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, port.f[second], true);
    }

    static boolean negate(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, port.f[second] ^ FloatingOperations.SIGN, true);
    }

    static boolean absolute(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, port.f[second] & ~FloatingOperations.SIGN, true);
    }

    static boolean fromInt(ProcessorPort port, int first, int second, int result, boolean shows) {
        return done(port, result, shows, Double.doubleToRawLongBits((int) ProcessorPort.single(port.f, second)), true);
    }

    static boolean fromLong(ProcessorPort port, int first, int second, int result, boolean shows) {
        long value = port.f[second];
        double nearest = value;
        return nearest != FloatingOperations.TWO_63 && done(port, result, shows, Double.doubleToRawLongBits(nearest), (long) nearest == value);
    }

    /** Toward zero. */
    static boolean toInt(ProcessorPort port, int first, int second, int result, boolean shows) {
        double value = value(port, second);
        return Math.abs(value) < FloatingOperations.TWO_31 && DeferredSingles.done(port, result, shows, (int) value, value == (int) value);
    }

    static boolean toLong(ProcessorPort port, int first, int second, int result, boolean shows) {
        double value = value(port, second);
        return Math.abs(value) < FloatingOperations.TWO_63 && done(port, result, shows, (long) value, value == (long) value);
    }

    /** {@code result}: a condition code. */
    static boolean compare(ProcessorPort port, int first, int second, int result, boolean shows) {
        return compare(port, value(port, first), value(port, second), result, shows);
    }

    static boolean compare(ProcessorPort port, double a, double b, int code, boolean shows) {
        if (!port.defers) {
            return false;
        }
        int relation;
        if (a < b) {
            relation = FloatingOperations.LESS;
        } else if (a > b) {
            relation = FloatingOperations.GREATER;
        } else if (a == b) {
            relation = FloatingOperations.EQUAL;
        } else {
            return false;
        }
        if (shows) {
            port.last = EXACT;
        }
        FloatingOperations.relate(port, relation, code);
        return true;
    }
}
