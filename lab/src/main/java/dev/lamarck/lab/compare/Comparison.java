package dev.lamarck.lab.compare;

import dev.lamarck.lab.result.RecordedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * New results against earlier ones.
 *
 * @param unpaired what only one side has, or has twice; a line each
 */
public record Comparison(List<SetupComparison> setups, List<String> unpaired) {

    public Comparison {
        setups = List.copyOf(setups);
        unpaired = List.copyOf(unpaired);
    }

    public static Comparison of(List<RecordedResult> base, List<RecordedResult> fresh, Tolerances tolerances) {
        tolerances.requireAmong(Stream.concat(base.stream(), fresh.stream()).flatMap(result -> result.measures().keySet().stream())
                .collect(Collectors.toSet()));
        List<Side> before = Side.of(base);
        List<Side> after = new ArrayList<>(Side.of(fresh));
        List<String> unpaired = new ArrayList<>();
        Stream.concat(before.stream(), after.stream()).forEach(side -> unpaired.addAll(side.ambiguous));
        List<Side> alone = new ArrayList<>();
        List<SetupComparison> setups = before.stream().map(side -> {
            Side partner = after.stream().filter(each -> side.setup.isComparableTo(each.setup)).findFirst().orElse(null);
            if (partner == null) {
                alone.add(side);
                return null;
            }
            after.remove(partner);
            return SetupComparison.of(side, partner, tolerances, unpaired);
        }).filter(Objects::nonNull).toList();
        alone.forEach(side -> unpaired.add(withoutPartner(side, Side.of(fresh))));
        after.forEach(side -> unpaired.add(withoutPartner(side, before)));
        return new Comparison(setups, unpaired);
    }

    /** Says in what the likeliest partner differs. */
    private static String withoutPartner(Side side, List<Side> others) {
        List<String> least = others.stream().map(other -> side.setup.differences(other.setup))
                .min((one, another) -> Integer.compare(one.size(), another.size())).orElse(List.of());
        return "%s: %s: no partner in %s (%s)".formatted(side.file, side.setup.text(), others.getFirst().file,
                least.isEmpty() ? "the only one is another's" : String.join(", ", least));
    }

    /** Whether a measure is worse than its tolerance or a seed ended differently. */
    public boolean isRegression() {
        return setups.stream().anyMatch(setup -> !setup.outcomes().isEmpty() || setup.measures().stream().anyMatch(MeasureComparison::isWorse));
    }

    /** Whether everything on either side has its partner. */
    public boolean isComplete() {
        return unpaired.isEmpty();
    }
}
