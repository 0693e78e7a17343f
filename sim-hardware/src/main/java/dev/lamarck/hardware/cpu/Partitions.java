package dev.lamarck.hardware.cpu;

/**
 * Arithmetic on registers divided into bytes, 16-bit or 32-bit elements, the first element in the highest bits (UltraSPARC-I
 * user's manual 13.5). Functions of their operands only.
 */
final class Partitions {
    private static final int BYTE_BITS = 8;
    private static final int HALF_BITS = 16;
    private static final int WORD_BITS = 32;

    private Partitions() {}

    /** What a comparison or an element-wise operation does with two sign-extended elements. */
    @FunctionalInterface
    interface Operation {
        long apply(long a, long b);
    }

    @FunctionalInterface
    interface Relation {
        boolean holds(long a, long b);
    }

    /** The operation on each pair of elements of this width; what overflows an element is lost. */
    static long each(int width, long first, long second, Operation operation) {
        long result = 0;
        for (int shift = 64 - width; shift >= 0; shift -= width) {
            long element = operation.apply(element(first, width, shift), element(second, width, shift));
            result |= (element & mask(width)) << shift;
        }
        return result;
    }

    /** One bit for each pair of elements, the first pair's highest, set where the relation holds. */
    static long compare(int width, long first, long second, Relation relation) {
        long result = 0;
        for (int shift = 64 - width; shift >= 0; shift -= width) {
            result = result << 1 | (relation.holds(element(first, width, shift), element(second, width, shift)) ? 1 : 0);
        }
        return result;
    }

    private static long element(long value, int width, int shift) {
        return value << 64 - width - shift >> 64 - width;
    }

    private static long mask(int width) {
        return (1L << width) - 1;
    }

    // ---- multiplication: 8 by 16 bits, the upper 16 bits of the 24-bit product, rounded

    /** FMUL8x16: four unsigned bytes by four signed elements. */
    static long multiplyBytes(int bytes, long elements) {
        return each(HALF_BITS, spread(bytes), elements, (a, b) -> rounded(a * b, BYTE_BITS));
    }

    /** FMUL8x16AU, FMUL8x16AL: four unsigned bytes by one signed number. */
    static long multiplyBytesBy(int bytes, short factor) {
        return each(HALF_BITS, spread(bytes), 0, (a, _) -> rounded(a * factor, BYTE_BITS));
    }

    /** FMUL8SUx16: the signed upper byte of each first element by the second. */
    static long multiplyUpper(long first, long second) {
        return each(HALF_BITS, first, second, (a, b) -> rounded((a >> BYTE_BITS) * b, BYTE_BITS));
    }

    /** FMUL8ULx16: the unsigned lower byte of each first element by the second; the upper half of the 32-bit product. */
    static long multiplyLower(long first, long second) {
        return each(HALF_BITS, first, second, (a, b) -> rounded((a & 0xff) * b, HALF_BITS));
    }

    /** FMULD8SUx16: as {@link #multiplyUpper} of two elements each, the whole product, shifted left by 8. */
    static long multiplyUpperWide(int first, int second) {
        return each(WORD_BITS, widened(first), widened(second), (a, b) -> (a >> BYTE_BITS) * b << BYTE_BITS);
    }

    /** FMULD8ULx16: the unsigned lower bytes by the second elements, the whole product. */
    static long multiplyLowerWide(int first, int second) {
        return each(WORD_BITS, widened(first), widened(second), (a, b) -> (a & 0xff) * b);
    }

    private static long rounded(long product, int bits) {
        return product + (1L << bits - 1) >> bits;
    }

    /** Four bytes, each zero-extended to 16 bits. */
    private static long spread(int bytes) {
        long result = 0;
        for (int shift = 24; shift >= 0; shift -= BYTE_BITS) {
            result = result << HALF_BITS | bytes >>> shift & 0xff;
        }
        return result;
    }

    /** Two 16-bit elements, each sign-extended to 32 bits. */
    private static long widened(int elements) {
        return (long) (elements >> HALF_BITS) << WORD_BITS | (short) elements & 0xffff_ffffL;
    }

    // ---- packing: scale, drop the fraction, clip

    /** FPACK16: four signed numbers with seven fraction bits to unsigned bytes. */
    static int packBytes(long elements, int scale) {
        int result = 0;
        for (int shift = 48; shift >= 0; shift -= HALF_BITS) {
            result = result << BYTE_BITS | (int) clip(element(elements, HALF_BITS, shift) << scale >> 7, 0, 0xff);
        }
        return result;
    }

    /** FPACK32: two signed numbers with 23 fraction bits to unsigned bytes, pushed in at the right of each word of the first. */
    static long pushBytes(long words, long elements, int scale) {
        return each(WORD_BITS, words, elements, (word, element) -> word << BYTE_BITS | clip(element << scale >> 23, 0, 0xff));
    }

    /** FPACKFIX: two signed numbers with 16 fraction bits to 16-bit integers. */
    static int packHalves(long elements, int scale) {
        long first = clip(element(elements, WORD_BITS, 32) << scale >> 16, Short.MIN_VALUE, Short.MAX_VALUE);
        long second = clip(element(elements, WORD_BITS, 0) << scale >> 16, Short.MIN_VALUE, Short.MAX_VALUE);
        return (int) (first << HALF_BITS | second & 0xffff);
    }

    private static long clip(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    /** FEXPAND: four bytes to 16-bit numbers with four fraction bits. */
    static long expand(int bytes) {
        return spread(bytes) << 4;
    }

    /** FPMERGE: the bytes of both in turn. */
    static long merge(int first, int second) {
        return spread(first) << BYTE_BITS | spread(second);
    }

    // ---- bytes

    /** PDIST: the sum of the differences between bytes, each taken as positive, added to what was there. */
    static long distance(long first, long second, long sum) {
        for (int shift = 0; shift < 64; shift += BYTE_BITS) {
            sum += Math.abs((first >>> shift & 0xff) - (second >>> shift & 0xff));
        }
        return sum;
    }

    /** BSHUFFLE (VIS 2): each digit of the mask picks one of the sixteen bytes of both. */
    static long shuffle(long first, long second, int mask) {
        long result = 0;
        for (int digit = 28; digit >= 0; digit -= 4) {
            int place = mask >>> digit & 15;
            long half = place < 8 ? first : second;
            result = result << BYTE_BITS | half >>> 56 - (place & 7) * BYTE_BITS & 0xff;
        }
        return result;
    }
}
