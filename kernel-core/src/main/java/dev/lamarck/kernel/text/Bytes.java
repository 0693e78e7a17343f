package dev.lamarck.kernel.text;

/** Byte strings: a part of an array, given by its first index and its length. */
public final class Bytes {
    /** The most digits that {@link #decimal} writes, sign included. */
    public static final int MAX_DECIMAL = 20;

    public static boolean equal(byte[] a, int aAt, byte[] b, int bAt, int length) {
        for (int i = 0; i < length; i++) {
            if (a[aAt + i] != b[bAt + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first {@code length} bytes of {@code text} are all of {@code other}. */
    public static boolean is(byte[] text, int length, byte[] other) {
        return length == other.length && equal(text, 0, other, 0, length);
    }

    /** Ranges of one array may overlap only if they move towards its beginning. */
    public static void copy(byte[] from, int at, byte[] to, int toAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] = from[at + i];
        }
    }

    /** A new array with the same bytes. */
    public static byte[] copyOf(byte[] text) {
        byte[] copy = new byte[text.length];
        copy(text, 0, copy, 0, text.length);
        return copy;
    }

    /** Appends and returns the index after. */
    public static int append(byte[] to, int at, byte[] text) {
        copy(text, 0, to, at, text.length);
        return at + text.length;
    }

    /** Appends one byte and returns the index after. */
    public static int appendByte(byte[] to, int at, int value) {
        to[at] = (byte) value;
        return at + 1;
    }

    /** The first index of {@code value} in {@code [from, to)}, or {@code to}. */
    public static int indexOf(byte[] text, int from, int to, int value) {
        int i = from;
        while (i < to && text[i] != (byte) value) {
            i++;
        }
        return i;
    }

    /** The length of a NUL-terminated string that begins at {@code at} and ends before {@code limit} at the latest. */
    public static int terminated(byte[] text, int at, int limit) {
        return indexOf(text, at, limit, 0) - at;
    }

    public static void fill(byte[] to, int from, int end, int value) {
        for (int i = from; i < end; i++) {
            to[i] = (byte) value;
        }
    }

    /** Writes the digits of {@code value} and returns the index after them. */
    public static int decimal(byte[] to, int at, long value) {
        int start = at;
        if (value < 0) {
            to[start++] = '-';
        }
        int end = start + decimalDigits(value);
        long rest = value;
        for (int i = end - 1; i >= start; i--) {
            long quotient = rest / 10;
            long digit = rest - quotient * 10;
            to[i] = (byte) ('0' + (digit < 0 ? -digit : digit));
            rest = quotient;
        }
        return end;
    }

    private static int decimalDigits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes {@code value} in hexadecimal without leading zeros and returns the index after. */
    public static int hexadecimal(byte[] to, int at, long value) {
        int digits = 1;
        while (digits < 16 && value >>> 4 * digits != 0) {
            digits++;
        }
        for (int i = 0; i < digits; i++) {
            int nibble = (int) (value >>> 4 * (digits - 1 - i)) & 15;
            to[at + i] = (byte) (nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
        }
        return at + digits;
    }

    /** The number that the digits of a range spell in a base up to ten, or −1 if there is none or it does not fit. */
    public static long number(byte[] text, int from, int to, int base) {
        if (from >= to) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit >= base || value > (Long.MAX_VALUE - digit) / base) {
                return -1;
            }
            value = value * base + digit;
        }
        return value;
    }

    private Bytes() {}
}
