package dev.lamarck.lab.report;

import dev.lamarck.workloads.lmbench.LmbenchStudy;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Variant;
import java.util.Locale;

/** What the kernel's services cost, for a terminal. */
public final class LmbenchText {
    private LmbenchText() {
    }

    public static String of(Result result) {
        Table costs = Table.of("of a round", "cycles", "us", "instructions", "issue", "I-cache", "data", "branches", "traps", "idle", "MB/s");
        StringBuilder rounds = new StringBuilder();
        for (Variant variant : result.variants()) {
            String task = variant.name();
            Measure rate = result.measures().get(task + "Rate");
            costs.row(task, number(result, task + "Cycles"), number(result, task + "Microseconds"), number(result, task + "Instructions"),
                    share(variant, variant.issueCycles()), share(variant, variant.icacheStallCycles()), share(variant, variant.dataStallCycles()),
                    share(variant, variant.mispredictStallCycles()), share(variant, variant.tlbTrapCycles()), share(variant, idle(variant)),
                    rate == null ? "" : Numbers.text(rate.value()));
            rounds.append(String.format(Locale.ROOT, "  %-20s %s%n", task, LmbenchStudy.round(task)));
        }
        StringBuilder text = new StringBuilder("lmbench, ").append(Tables.configuration(result)).append("\n\n").append(costs.text()).append('\n').append(rounds).append('\n');
        result.claims().forEach(claim -> text.append(claim.holds() ? "  holds   " : "  FAILED  ").append(claim.statement()).append('\n'));
        return text.toString();
    }

    private static String number(Result result, String id) {
        return Numbers.text(result.measures().get(id).value());
    }

    private static long idle(Variant variant) {
        return variant.counters().get("idleCycles");
    }

    private static String share(Variant variant, long cycles) {
        return Numbers.share(cycles, variant.cycles() + idle(variant));
    }
}
