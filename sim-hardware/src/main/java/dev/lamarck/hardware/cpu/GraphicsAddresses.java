package dev.lamarck.hardware.cpu;

/** Masks for the edges of scan lines and addresses in blocked arrays (UltraSPARC-I user's manual 13.5.8, 13.5.10). */
final class GraphicsAddresses {
    private static final int MAX_ARRAY_SIZE = 5;

    private GraphicsAddresses() {}

    /**
     * One bit for each element of a doubleword that lies within [left, right]; where the two are in different doublewords,
     * only the left edge counts. {@code little}: the first element has the lowest bit.
     */
    static long edge(int elementBytes, boolean little, long left, long right) {
        int elements = 8 / elementBytes;
        int first = (int) (left & 7) / elementBytes;
        boolean sameDoubleword = ((left ^ right) & ~7L) == 0;
        int last = sameDoubleword ? (int) (right & 7) / elementBytes : elements - 1;
        long mask = 0;
        for (int element = first; element <= last; element++) {
            mask |= 1L << (little ? element : elements - 1 - element);
        }
        return mask;
    }

    /**
     * The place of a byte in a blocked array: the integer parts of x, y and z interleaved so that near points are near in
     * memory. {@code size}: the array is 64 * 2^size elements wide and high.
     */
    static long array(long point, long size) {
        int n = (int) Math.min(size & 7, MAX_ARRAY_SIZE);
        long low = bits(point, 11, 2) | bits(point, 33, 2) << 2 | bits(point, 55, 1) << 4;
        long middle = bits(point, 13, 4) | bits(point, 35, 4) << 4 | bits(point, 56, 4) << 8;
        long high = bits(point, 17, n) | bits(point, 39, n) << n | bits(point, 60, 4) << 2 * n;
        return low | middle << 5 | high << 17;
    }

    private static long bits(long value, int from, int count) {
        return value >>> from & (1L << count) - 1;
    }
}
