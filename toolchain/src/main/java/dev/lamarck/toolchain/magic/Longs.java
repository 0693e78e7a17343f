package dev.lamarck.toolchain.magic;

/** What compiled code runs for {@link Long}'s bit and unsigned operations; each gives what {@code Long}'s of the same name gives. */
public final class Longs {
    @Intrinsic
    public static int compareUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b);
    }

    @Intrinsic
    public static long divideUnsigned(long a, long b) {
        return Long.divideUnsigned(a, b);
    }

    @Intrinsic
    public static long remainderUnsigned(long a, long b) {
        return Long.remainderUnsigned(a, b);
    }

    public static int compare(long a, long b) {
        return a < b ? -1 : a == b ? 0 : 1;
    }

    public static int bitCount(long a) {
        long pairs = a - (a >>> 1 & 0x5555_5555_5555_5555L);
        long nibbles = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
        return (int) ((nibbles + (nibbles >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL) * 0x0101_0101_0101_0101L >>> 56);
    }

    /** Binary search for the highest one. */
    public static int numberOfLeadingZeros(long a) {
        int zeros = a == 0 ? 1 : 0;
        long rest = a;
        for (int step = 32; step > 0; step >>= 1) {
            if (rest >>> 64 - step == 0) {
                zeros += step;
                rest <<= step;
            }
        }
        return zeros;
    }

    public static int numberOfTrailingZeros(long a) {
        return bitCount(~a & a - 1);
    }

    public static long highestOneBit(long a) {
        return a & Long.MIN_VALUE >>> numberOfLeadingZeros(a);
    }

    public static long lowestOneBit(long a) {
        return a & -a;
    }

    public static long rotateLeft(long a, int distance) {
        return a << distance | a >>> -distance;
    }

    public static long rotateRight(long a, int distance) {
        return a >>> distance | a << -distance;
    }

    public static long reverseBytes(long a) {
        return (long) Integers.reverseBytes((int) a) << 32 | Integers.toUnsignedLong(Integers.reverseBytes((int) (a >>> 32)));
    }

    public static long reverse(long a) {
        return (long) Integers.reverse((int) a) << 32 | Integers.toUnsignedLong(Integers.reverse((int) (a >>> 32)));
    }

    public static int signum(long a) {
        return (int) (a >> 63 | -a >>> 63);
    }

    public static long min(long a, long b) {
        return a <= b ? a : b;
    }

    public static long max(long a, long b) {
        return a >= b ? a : b;
    }

    private Longs() {}
}
