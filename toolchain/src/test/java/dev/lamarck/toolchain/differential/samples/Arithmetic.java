package dev.lamarck.toolchain.differential.samples;

import dev.lamarck.toolchain.magic.Root;

/** Operators, conversions, and the JDK's number methods. */
final class Arithmetic {
    @Root
    static int ints(int a, int b) {
        return a * 31 + b * (a - b) - (a & b) + (a | ~b) - (a ^ b) + -a;
    }

    @Root
    static long longs(long a, long b) {
        return a * 31 + b * (a - b) - (a & b) + (a | ~b) - (a ^ b) + -a;
    }

    @Root
    static int intQuotients(int a, int b) {
        return a / b * 7 + a % b;
    }

    @Root
    static long longQuotients(long a, long b) {
        return a / b * 7 + a % b;
    }

    @Root
    static int byConstants(int a) {
        return a / 7 + a % 10 + a / -16 + a % 8 + a * 9 + a / 1;
    }

    @Root
    static int intShifts(int a, int b) {
        return (a << b) + (a >> b) * 3 + (a >>> b) * 5 + (a << 3) + (a >> 5) + (a >>> 7) + (a >>> 32) + (a << 35);
    }

    @Root
    static long longShifts(long a, int b) {
        return (a << b) + (a >> b) * 3 + (a >>> b) * 5 + (a << 33) + (a >> 35) + (a >>> 37) + (a >>> 64);
    }

    @Root
    static long mixedShift(int a, long b) {
        return (long) a << b ^ (a << (int) b);
    }

    @Root
    static long conversions(long a) {
        return (int) a + (long) (short) a * 3 + (byte) a * 5L + (char) a * 7L + (short) (byte) a + (byte) (a >> 4) + (int) (char) (byte) a;
    }

    @Root
    static long widening(int a, int b) {
        return (long) a * b + (a * b) + ((long) a + b >> 1);
    }

    @Root
    static long overflowThenWiden(int a, int b) {
        long sum = a + b;
        long difference = a - b;
        long product = a * b;
        return sum ^ difference * 3 ^ product * 5;
    }

    @Root
    static int comparisons(int a, int b) {
        return (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0);
    }

    @Root
    static int longComparisons(long a, long b) {
        return (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0);
    }

    @Root
    static int comparisonsOfSums(int a, int b) {
        return (a + b < a ? 1 : 0) + (a + 1 < a ? 2 : 0) + (a - b > 0 ? 4 : 0) + (a * b == 0 ? 8 : 0) + (a << 1 < 0 ? 16 : 0);
    }

    @Root
    static int threeWays(long a, long b) {
        return Long.compare(a, b) + 3 * Long.compareUnsigned(a, b) + 9 * Integer.compare((int) a, (int) b)
            + 27 * Integer.compareUnsigned((int) a, (int) b);
    }

    @Root
    static int unsignedComparisons(long a, long b) {
        return (Long.compareUnsigned(a, b) < 0 ? 1 : 0) + (Long.compareUnsigned(a, b) >= 0 ? 2 : 0)
            + (Integer.compareUnsigned((int) a, (int) b) > 0 ? 4 : 0) + (Integer.compareUnsigned((int) a, (int) b) <= 0 ? 8 : 0);
    }

    @Root
    static long unsignedQuotients(long a, long b) {
        return Long.divideUnsigned(a, b) * 31 + Long.remainderUnsigned(a, b);
    }

    @Root
    static int unsignedIntQuotients(int a, int b) {
        return Integer.divideUnsigned(a, b) * 31 + Integer.remainderUnsigned(a, b);
    }

    @Root
    static int bits(int a) {
        return Integer.bitCount(a) + 64 * Integer.numberOfLeadingZeros(a) + 4096 * Integer.numberOfTrailingZeros(a)
            + Integer.highestOneBit(a) + Integer.lowestOneBit(a) * 3 + Integer.signum(a);
    }

    @Root
    static long longBits(long a) {
        return Long.bitCount(a) + 128L * Long.numberOfLeadingZeros(a) + 16384L * Long.numberOfTrailingZeros(a)
            + Long.highestOneBit(a) + Long.lowestOneBit(a) * 3 + Long.signum(a);
    }

    @Root
    static long rotations(long a, int b) {
        return Long.rotateLeft(a, b) ^ Long.rotateRight(a, b + 1) ^ Integer.rotateLeft((int) a, b) ^ Integer.rotateRight((int) a, b);
    }

    @Root
    static long reversals(long a) {
        return Long.reverseBytes(a) ^ Long.reverse(a) * 3 ^ Integer.reverseBytes((int) a) ^ Integer.reverse((int) a) * 5;
    }

    @Root
    static long leastAndGreatest(int a, int b, long c, long d) {
        return Math.min(a, b) + 3L * Math.max(a, b) + 5L * Math.abs(a) + 7 * Math.min(c, d) + 11 * Math.max(c, d) + 13 * Math.abs(c);
    }

    @Root
    static long manyParameters(int a, long b, short c, byte d, char e, boolean f) {
        return a + b * 3 + c * 5 + d * 7 + e * 11 + (f ? 13 : 17);
    }

    @Root
    static long manyArguments(long a, long b) {
        return nine(a, b, a + b, a - b, a ^ b, a & b, a | b, (int) (a + 1), (int) b);
    }

    private static long nine(long a, long b, long c, long d, long e, long f, long g, int h, int i) {
        return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8L * h + 9L * i;
    }

    @Root
    static long constants(long a) {
        return a + 0x7FFF_FFFFL + 0x8000_0000L + 0x1234_5678_9ABC_DEF0L - 4097 + 4095 - 0x1_0000_0000L + -4096 + (a & 0xFFFF_FFFFL)
            + (a & 0xFFFF_FFFF_0000_0000L) + (a ^ Long.MIN_VALUE);
    }

    @Root
    static int manyLive(int a, int b, int c) {
        int d = a + b;
        int e = b + c;
        int f = c - a;
        int g = d * e;
        int h = e * f;
        int i = f * g;
        int j = g + h;
        int k = h + i;
        int l = i + j;
        int m = j ^ k;
        int n = k ^ l;
        int o = l ^ m;
        int p = identity(m + n);
        int q = identity(n + o);
        int r = o + p;
        int s = p - q;
        int t = q * r;
        int u = r + s;
        int v = s ^ t;
        return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12 + m * 13 + n * 14 + o * 15
            + p * 16 + q * 17 + r * 18 + s * 19 + t * 20 + u * 21 + v * 22;
    }

    private static int identity(int a) {
        return a;
    }

    private Arithmetic() {}
}
