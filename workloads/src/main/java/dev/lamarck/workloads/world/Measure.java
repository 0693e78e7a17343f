package dev.lamarck.workloads.world;

import java.util.List;

/**
 * A measured quantity: its value over all samples, and one sample for each seed, layout or run.
 *
 * @param published what the paper measured, or null
 */
public record Measure(double value, String unit, Better better, List<Double> samples, Published published) {

    /** Which direction is an improvement. */
    public enum Better {
        LOWER, HIGHER, NONE;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A figure from the literature, never used in computing ours. */
    public record Published(double value, String unit, Double low, Double high, String source, String platform) {
    }

    /** The same with what a paper measured beside it. */
    public Measure besides(Published figure) {
        return new Measure(value, unit, better, samples, figure);
    }

    public Measure {
        samples = List.copyOf(samples);
    }

    /** A quantity whose value is the sum of its samples: counts. */
    public static Measure sum(String unit, Better better, List<Double> samples) {
        return new Measure(samples.stream().mapToDouble(Double::doubleValue).sum(), unit, better, samples, null);
    }

    /** A quantity whose value is the mean of its samples. */
    public static Measure mean(String unit, Better better, List<Double> samples) {
        return new Measure(samples.stream().mapToDouble(Double::doubleValue).average().orElse(0), unit, better, samples, null);
    }

    /** A quantity whose value is the least of its samples: claims that must hold in every run. */
    public static Measure least(String unit, Better better, List<Double> samples) {
        return new Measure(samples.stream().mapToDouble(Double::doubleValue).min().orElse(0), unit, better, samples, null);
    }
}
