package dev.lamarck.lab.compare;

import dev.lamarck.lab.BadInput;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How much worse a measure may become, as a share of what it was; nothing, unless said. */
public record Tolerances(Map<String, Double> byMeasure) {

    public Tolerances {
        byMeasure = Map.copyOf(byMeasure);
        byMeasure.forEach((id, tolerance) -> {
            if (!(tolerance >= 0)) {
                throw new BadInput("--tolerance " + id + "=" + tolerance + ": is not a share", "0.01 allows one percent");
            }
        });
    }

    boolean isGiven(String id) {
        return byMeasure.containsKey(id);
    }

    double of(String id) {
        return byMeasure.getOrDefault(id, 0.0);
    }

    /** Refuses tolerances for measures that nobody has: most likely a name is misspelt. */
    public void requireAmong(Set<String> ids) {
        Set<String> unknown = new TreeSet<>(byMeasure.keySet());
        unknown.removeAll(ids);
        if (!unknown.isEmpty()) {
            throw new BadInput("--tolerance " + unknown.iterator().next() + ": neither side has such a measure",
                    "there are: " + String.join(", ", new TreeSet<>(ids)));
        }
    }
}
