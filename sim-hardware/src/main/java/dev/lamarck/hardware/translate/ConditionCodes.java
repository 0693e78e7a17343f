package dev.lamarck.hardware.translate;

/**
 * Conditions as translated code computes them. Condition codes are a result, of which N and Z are, and the vector of carries out of each
 * of its bits, of which C and V are.
 */
final class ConditionCodes {
    private ConditionCodes() {}

    static long carries(long a, long b) {
        return a & b | (a | b) & ~(a + b);
    }

    static long borrows(long a, long b) {
        return ~a & b | (~a | b) & a - b;
    }

    /** V of icc in the highest bit. */
    private static int overflow(int carries) {
        return carries ^ carries << 1;
    }

    private static long overflow(long carries) {
        return carries ^ carries << 1;
    }

    static boolean iccLessOrEqual(long result, long carries) {
        return (int) result == 0 || iccLess(result, carries);
    }

    static boolean iccLess(long result, long carries) {
        return ((int) result ^ overflow((int) carries)) < 0;
    }

    static boolean iccLessOrEqualUnsigned(long result, long carries) {
        return (int) carries < 0 || (int) result == 0;
    }

    static boolean iccCarry(long result, long carries) {
        return (int) carries < 0;
    }

    static boolean iccNegative(long result, long carries) {
        return (int) result < 0;
    }

    static boolean iccOverflow(long result, long carries) {
        return overflow((int) carries) < 0;
    }

    static boolean xccLessOrEqual(long result, long carries) {
        return result == 0 || xccLess(result, carries);
    }

    static boolean xccLess(long result, long carries) {
        return (result ^ overflow(carries)) < 0;
    }

    static boolean xccLessOrEqualUnsigned(long result, long carries) {
        return carries < 0 || result == 0;
    }

    static boolean xccCarry(long result, long carries) {
        return carries < 0;
    }

    static boolean xccNegative(long result, long carries) {
        return result < 0;
    }

    static boolean xccOverflow(long result, long carries) {
        return overflow(carries) < 0;
    }
}
