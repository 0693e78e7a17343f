package dev.lamarck.lab.report;

import java.util.Locale;

/** How numbers are written for readers. */
final class Numbers {
    private static final double SMALL = 1e-3;

    private Numbers() {
    }

    /** Whole numbers in groups of three; others with as many digits as tell them apart. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (Math.abs(value) < SMALL) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A gain or a loss. */
    static String signedShare(double value) {
        return String.format(Locale.ROOT, "%+.2f %%", 100 * value);
    }

    static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
