package dev.lamarck.lab.compare;

import dev.lamarck.lab.result.RecordedResult.Setup;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Better;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What ran on both sides: its measures, and the seeds that ended differently.
 *
 * @param seeds how many have an outcome on both sides
 */
public record SetupComparison(Setup setup, int seeds, List<MeasureComparison> measures, List<OutcomeChange> outcomes) {

    /** A seed that ended differently. */
    public record OutcomeChange(long seed, String before, String after) {
    }

    /** Pairs two sides of one setup; adds what only one has to {@code unpaired}. */
    static SetupComparison of(Side base, Side fresh, Tolerances tolerances, List<String> unpaired) {
        List<MeasureComparison> measures = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(base.samples.keySet());
        ids.addAll(fresh.samples.keySet());
        for (String id : ids) {
            Map<Place, Double> before = base.samples.getOrDefault(id, Map.of());
            Map<Place, Double> after = fresh.samples.getOrDefault(id, Map.of());
            nameMissing(before.keySet(), after.keySet(), id, base, fresh, unpaired);
            nameMissing(after.keySet(), before.keySet(), id, fresh, base, unpaired);
            List<Change> changes = before.keySet().stream().filter(after::containsKey)
                    .map(place -> new Change(place, before.get(place), after.get(place))).toList();
            if (!changes.isEmpty()) {
                measures.add(compared(id, base.measures.get(id), fresh.measures.get(id), tolerances, changes));
            }
        }
        List<OutcomeChange> outcomes = outcomes(base, fresh, unpaired);
        return new SetupComparison(base.setup, (int) base.outcomes.keySet().stream().filter(fresh.outcomes::containsKey).count(),
                measures, outcomes);
    }

    private static MeasureComparison compared(String id, Measure base, Measure fresh, Tolerances tolerances, List<Change> changes) {
        Better better = fresh.better() == Better.NONE ? base.better() : fresh.better();
        return new MeasureComparison(id, fresh.unit(), better, tolerances.of(id), better != Better.NONE || tolerances.isGiven(id), changes);
    }

    private static void nameMissing(Set<Place> here, Set<Place> there, String id, Side side, Side other, List<String> unpaired) {
        Set<Place> missing = new TreeSet<>(here);
        missing.removeAll(there);
        // A seed that is missing as a whole is named once, with the outcomes.
        missing.removeIf(place -> !other.outcomes.containsKey(place.seed()));
        if (!missing.isEmpty()) {
            Place first = missing.iterator().next();
            unpaired.add("%s: %s, %s of %s%s: not in %s".formatted(side.file, side.setup.text(), id, first,
                    missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more", other.file));
        }
    }

    private static List<OutcomeChange> outcomes(Side base, Side fresh, List<String> unpaired) {
        List<OutcomeChange> changes = new ArrayList<>();
        base.outcomes.forEach((seed, outcome) -> {
            String after = fresh.outcomes.get(seed);
            if (after == null) {
                unpaired.add("%s: %s, seed %d: not in %s".formatted(base.file, base.setup.text(), seed, fresh.file));
            } else if (!after.equals(outcome)) {
                changes.add(new OutcomeChange(seed, outcome, after));
            }
        });
        fresh.outcomes.keySet().stream().filter(seed -> !base.outcomes.containsKey(seed)).forEach(seed ->
                unpaired.add("%s: %s, seed %d: not in %s".formatted(fresh.file, fresh.setup.text(), seed, base.file)));
        return changes;
    }
}
