package dev.lamarck.hardware.cpu;

import java.util.Arrays;

/** The condition code register and what it is computed from: bits 7 … 4 are xcc, 3 … 0 icc, each N Z V C. */
final class Ccr {
    private static final int NEGATIVE_AND_ZERO = 0xCC;
    /** In place of a result: each has at most three bits. */
    static final long NO_RESULT = -1;
    /** By the CCR, a result of which N and Z are so; NO_RESULT if there is none, as nothing is negative and zero. */
    private static final long[] RESULTS = new long[1 << 8];

    static {
        Arrays.setAll(RESULTS, Ccr::findResult);
    }

    private Ccr() {}

    /** By what they are kept as: N of the first, Z of the next two, C and V of the carries. */
    static int of(long negative, long zero, long zeroLow, long carry) {
        return nzvc(negative >>> 63, zero == 0, carry >>> 62) << 4 | nzvc(negative >>> 31 & 1, (int) zeroLow == 0, carry >>> 30 & 3);
    }

    /** {@code carries}: out of the top bit and, below it, into the top bit. */
    static int nzvc(long negative, boolean zero, long carries) {
        int carry = (int) carries >>> 1;
        int overflow = carry ^ (int) carries & 1;
        return (int) negative << 3 | (zero ? 4 : 0) | overflow << 1 | carry;
    }

    /** Out of the top bit and, below it, into the top bit. */
    static long carries(int nzvc) {
        int carry = nzvc & 1;
        return carry << 1 | carry ^ nzvc >>> 1 & 1;
    }

    /** A result of which N and Z are those of a CCR; NO_RESULT if there is none. */
    static long result(int ccr) {
        return RESULTS[ccr & 0xff];
    }

    private static long findResult(int ccr) {
        long low = (ccr & 4) != 0 ? 0 : (ccr & 8) != 0 ? 1L << 31 : 1;
        long high = (ccr & 0x80) != 0 ? 1L << 63 : (ccr & 0x44) == 4 ? 1L << 32 : 0;
        long result = high | low;
        int resulting = nzvc(result >>> 63, result == 0, 0) << 4 | nzvc(result >>> 31 & 1, (int) result == 0, 0);
        return resulting == (ccr & NEGATIVE_AND_ZERO) ? result : NO_RESULT;
    }
}
