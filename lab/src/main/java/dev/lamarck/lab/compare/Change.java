package dev.lamarck.lab.compare;

/** One pair of samples. */
public record Change(Place place, double before, double after) {

    /** As a share of what was; from zero, every step is infinitely large. */
    public double relative() {
        if (before == after) {
            return 0;
        }
        return before == 0 ? Math.copySign(Double.POSITIVE_INFINITY, after) : (after - before) / Math.abs(before);
    }
}
