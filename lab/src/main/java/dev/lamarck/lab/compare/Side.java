package dev.lamarck.lab.compare;

import dev.lamarck.lab.result.RecordedResult;
import dev.lamarck.lab.result.RecordedResult.Setup;
import dev.lamarck.workloads.world.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that one side has measured of one setup: samples of every measure by place, outcomes by seed. */
final class Side {
    final String file;
    final Setup setup;
    final Map<String, Measure> measures = new LinkedHashMap<>();
    final Map<String, Map<Place, Double>> samples = new LinkedHashMap<>();
    final Map<Long, String> outcomes = new TreeMap<>();
    /** What is there twice and so belongs to no pair. */
    final List<String> ambiguous = new ArrayList<>();

    private Side(String file, Setup setup) {
        this.file = file;
        this.setup = setup;
    }

    /** The setups of a side in the order in which they first appear. */
    static List<Side> of(List<RecordedResult> results) {
        List<Side> sides = new ArrayList<>();
        for (RecordedResult result : results) {
            Side side = sides.stream().filter(each -> each.setup.equals(result.setup())).findFirst().orElse(null);
            if (side == null) {
                side = new Side(result.file(), result.setup());
                sides.add(side);
            }
            side.add(result);
        }
        return sides;
    }

    private void add(RecordedResult result) {
        for (long seed = result.seed(); seed < result.seed() + result.seeds(); seed++) {
            if (outcomes.putIfAbsent(seed, result.outcome()) != null) {
                ambiguous.add("%s: %s, seed %d: more than one result".formatted(file, setup.text(), seed));
            }
        }
        result.measures().forEach((id, measure) -> {
            measures.putIfAbsent(id, measure);
            add(result, measure, samples.computeIfAbsent(id, none -> new TreeMap<>()));
        });
    }

    private static void add(RecordedResult result, Measure measure, Map<Place, Double> places) {
        List<Double> values = measure.samples().isEmpty() ? List.of(measure.value()) : measure.samples();
        int seeds = measure.samples().isEmpty() ? 1 : result.seeds();
        for (int i = 0; i < values.size(); i++) {
            places.put(Place.of(i, values.size(), result.seed(), seeds), values.get(i));
        }
    }
}
