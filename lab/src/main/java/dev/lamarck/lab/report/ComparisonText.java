package dev.lamarck.lab.report;

import dev.lamarck.lab.compare.Change;
import dev.lamarck.lab.compare.Comparison;
import dev.lamarck.lab.compare.MeasureComparison;
import dev.lamarck.lab.compare.SetupComparison;
import java.util.Locale;

/** A comparison for a terminal. */
public final class ComparisonText {
    private ComparisonText() {
    }

    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.setups().forEach(setup -> append(text, setup));
        comparison.unpaired().forEach(line -> text.append("  unpaired  ").append(line).append('\n'));
        return text.append(verdict(comparison)).append('\n').toString();
    }

    private static void append(StringBuilder text, SetupComparison setup) {
        text.append(setup.setup().text()).append(": ").append(setup.seeds()).append(setup.seeds() == 1 ? " seed" : " seeds").append("\n\n");
        Table table = Table.of("measure", "better", "pairs", "base", "new", "median", "worst", "at", "tolerance", "verdict");
        setup.measures().forEach(measure -> row(table, measure));
        if (!table.isEmpty()) {
            text.append(table.text()).append('\n');
        }
        setup.outcomes().forEach(change -> text.append("  OUTCOME   seed ").append(change.seed()).append(": ").append(change.before())
                .append(", now ").append(change.after()).append('\n'));
    }

    private static void row(Table table, MeasureComparison measure) {
        Change worst = measure.worst();
        table.row(measure.id(), measure.better().label(), Integer.toString(measure.changes().size()),
                Numbers.text(measure.medianBefore()), Numbers.text(measure.medianAfter()), percent(measure.medianChange()),
                percent(measure.size(worst)), worst.place().toString(), measure.isBound() ? percent(measure.tolerance()).substring(1) : "-",
                verdict(measure));
    }

    static String verdict(MeasureComparison measure) {
        return measure.isWorse() ? "WORSE" : measure.isUnchanged() ? "same" : measure.isBound() ? "ok" : "changed";
    }

    /** A relative change, always with its sign. */
    static String percent(double share) {
        return Double.isInfinite(share) ? (share > 0 ? "+inf" : "-inf") : String.format(Locale.ROOT, "%+.2f %%", 100 * share);
    }

    private static String verdict(Comparison comparison) {
        if (!comparison.isComplete()) {
            return "not comparable as a whole: " + comparison.unpaired().size() + " unpaired";
        }
        long worse = comparison.setups().stream().flatMap(setup -> setup.measures().stream()).filter(MeasureComparison::isWorse).count();
        long outcomes = comparison.setups().stream().mapToLong(setup -> setup.outcomes().size()).sum();
        if (comparison.isRegression()) {
            return "regression: " + worse + " measures worse, " + outcomes + " outcomes changed";
        }
        boolean same = comparison.setups().stream().flatMap(setup -> setup.measures().stream()).allMatch(MeasureComparison::isUnchanged);
        return same ? "all differences are zero" : "no regression";
    }
}
