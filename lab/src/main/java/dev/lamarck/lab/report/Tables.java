package dev.lamarck.lab.report;

import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Variant;
import java.util.List;

/** The parts of a result as tables, for either kind of report. */
final class Tables {
    private Tables() {
    }

    static Table measures(Result result) {
        Table table = Table.of("measure", "value", "least", "greatest", "unit", "published");
        result.measures().forEach((id, measure) -> {
            List<Double> samples = measure.samples();
            table.row(id, Numbers.text(measure.value()),
                    Numbers.text(samples.stream().mapToDouble(Double::doubleValue).min().orElse(measure.value())),
                    Numbers.text(samples.stream().mapToDouble(Double::doubleValue).max().orElse(measure.value())),
                    measure.unit(), published(measure));
        });
        return table;
    }

    static String published(Measure measure) {
        return measure.published() == null ? "none"
                : Numbers.text(measure.published().value()) + " " + measure.published().unit();
    }

    /** Where the cycles of each variant went. */
    static Table cycles(Result result) {
        Table table = cycles("variant");
        result.variants().forEach(variant -> addCycles(table, variant.name(), variant));
        return table;
    }

    /** Without rows; the first column says what each is of. */
    static Table cycles(String first) {
        return Table.of(first, "instructions", "cycles", "IPC", "issue", "I-cache", "data", "mispredict", "TLB+trap");
    }

    static void addCycles(Table table, String name, Variant variant) {
        long all = variant.cycles();
        table.row(name, Numbers.text(variant.instructions()), Numbers.text(all),
                all == 0 ? "-" : Numbers.text((double) variant.instructions() / all),
                Numbers.share(variant.issueCycles(), all), Numbers.share(variant.icacheStallCycles(), all),
                Numbers.share(variant.dataStallCycles(), all), Numbers.share(variant.mispredictStallCycles(), all),
                Numbers.share(variant.tlbTrapCycles(), all));
    }

    static Table points(Series series) {
        Table table = Table.of(series.xUnit(), series.yUnit());
        series.points().forEach(point -> table.row(Numbers.text(point.x()), Numbers.text(point.y())));
        return table;
    }

    static Table footprint(Result result) {
        Table table = Table.of("footprint", "bytes");
        result.footprint().forEach((name, bytes) -> table.row(name, Numbers.text(bytes)));
        return table;
    }

    /** The configuration in one line. */
    static String configuration(Result result) {
        var job = result.job();
        String seeds = job.seeds() == 1 ? "seed " + job.seed() : "seeds " + job.seed() + ".." + (job.seed() + job.seeds() - 1);
        return "machine " + job.machine().name() + ", " + job.mode().label() + ", " + seeds + ", lamarck "
                + job.version() + ", kernel " + job.kernel().sha256().substring(0, 12) + ", job " + job.key().substring(0, 12);
    }
}
