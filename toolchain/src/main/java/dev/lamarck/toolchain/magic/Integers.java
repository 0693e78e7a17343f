package dev.lamarck.toolchain.magic;

/** What compiled code runs for {@link Integer}'s bit and unsigned operations; each gives what {@code Integer}'s of the same name gives. */
public final class Integers {
    @Intrinsic
    public static int compareUnsigned(int a, int b) {
        return Integer.compareUnsigned(a, b);
    }

    public static int compare(int a, int b) {
        return a < b ? -1 : a == b ? 0 : 1;
    }

    public static long toUnsignedLong(int a) {
        return a & 0xFFFF_FFFFL;
    }

    public static int divideUnsigned(int a, int b) {
        return (int) (toUnsignedLong(a) / toUnsignedLong(b));
    }

    public static int remainderUnsigned(int a, int b) {
        return (int) (toUnsignedLong(a) % toUnsignedLong(b));
    }

    public static int bitCount(int a) {
        int pairs = a - (a >>> 1 & 0x5555_5555);
        int nibbles = (pairs & 0x3333_3333) + (pairs >>> 2 & 0x3333_3333);
        return (nibbles + (nibbles >>> 4) & 0x0F0F_0F0F) * 0x0101_0101 >>> 24;
    }

    public static int numberOfLeadingZeros(int a) {
        return Longs.numberOfLeadingZeros(toUnsignedLong(a)) - 32;
    }

    public static int numberOfTrailingZeros(int a) {
        return bitCount(~a & a - 1);
    }

    public static int highestOneBit(int a) {
        return a & Integer.MIN_VALUE >>> numberOfLeadingZeros(a);
    }

    public static int lowestOneBit(int a) {
        return a & -a;
    }

    public static int rotateLeft(int a, int distance) {
        return a << distance | a >>> -distance;
    }

    public static int rotateRight(int a, int distance) {
        return a >>> distance | a << -distance;
    }

    public static int reverseBytes(int a) {
        return a << 24 | (a & 0xFF00) << 8 | a >>> 8 & 0xFF00 | a >>> 24;
    }

    public static int reverse(int a) {
        int odd = (a & 0x5555_5555) << 1 | a >>> 1 & 0x5555_5555;
        int pairs = (odd & 0x3333_3333) << 2 | odd >>> 2 & 0x3333_3333;
        return reverseBytes((pairs & 0x0F0F_0F0F) << 4 | pairs >>> 4 & 0x0F0F_0F0F);
    }

    public static int signum(int a) {
        return a >> 31 | -a >>> 31;
    }

    public static int min(int a, int b) {
        return a <= b ? a : b;
    }

    public static int max(int a, int b) {
        return a >= b ? a : b;
    }

    private Integers() {}
}
