package dev.lamarck.lab.compare;

import dev.lamarck.workloads.world.Measure.Better;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measure on both sides, pair by pair; there is at least one pair.
 *
 * @param isBound whether a change counts at all: a measure without a direction is only shown, unless it was given a tolerance,
 *                which then holds in both directions
 */
public record MeasureComparison(String id, String unit, Better better, double tolerance, boolean isBound, List<Change> changes) {
    private static final String SHARE = "share";

    public MeasureComparison {
        changes = List.copyOf(changes);
    }

    /** How large a change is: as a share of what was; of a measure that is a share itself, the difference. */
    public double size(Change change) {
        return unit.equals(SHARE) ? change.after() - change.before() : change.relative();
    }

    /** How much worse, positive, or better, negative, a change is. */
    private double worsening(Change change) {
        return switch (better) {
            case LOWER -> size(change);
            case HIGHER -> -size(change);
            case NONE -> Math.abs(size(change));
        };
    }

    public double medianChange() {
        return median(this::size);
    }

    public double medianBefore() {
        return median(Change::before);
    }

    public double medianAfter() {
        return median(Change::after);
    }

    /** The pair that changed most for the worse. */
    public Change worst() {
        return changes.stream().max(Comparator.comparingDouble(this::worsening)).orElseThrow();
    }

    /** Whether the median is worse by more than the tolerance. */
    public boolean isWorse() {
        return isBound && median(this::worsening) > tolerance;
    }

    public boolean isUnchanged() {
        return changes.stream().allMatch(change -> change.before() == change.after());
    }

    private double median(ToDoubleFunction<Change> of) {
        double[] sorted = changes.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length % 2 == 1 || sorted[middle - 1] == sorted[middle]) {
            return sorted[middle];
        }
        return (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
