package dev.lamarck.lab.report;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import java.util.List;

/** What policies did on a load, as one HTML page that needs nothing else. Of several seeds, what is told is the first one's. */
public final class EvolutionHtml {
    private EvolutionHtml() {
    }

    public static String of(String title, List<EvolutionStory> stories) {
        StringBuilder page = HtmlReport.begin(title);
        for (EvolutionStory story : stories) {
            if (stories.size() > 1) {
                HtmlReport.element(page, "h1", "The load <code>" + HtmlReport.escape(story.result().job().load()) + "</code>");
            }
            tell(page, story);
        }
        return page.append("</body></html>\n").toString();
    }

    private static void tell(StringBuilder page, EvolutionStory story) {
        Result result = story.result();
        EvolvedRun first = story.pairs().getFirst().with();
        Image kernel = ChangedCode.kernel(first);
        HtmlReport.element(page, "p", "<code>" + HtmlReport.escape(Tables.configuration(result)) + "</code>");
        HtmlReport.claims(page, result);
        HtmlReport.section(page, "Gain", EvolutionTables.seeds(story.pairs()));
        result.series().forEach(series -> curve(page, series));
        HtmlReport.section(page, "What the policies saw at the clock's ticks", EvolutionTables.sightings(first, kernel));
        HtmlReport.section(page, "What was tried, and the figures that decided: cycles a call", EvolutionTables.trials(first, kernel));
        ChangedCode.of(first).ifPresent(code -> code(page, code, first));
        HtmlReport.section(page, "Everything undone while the load goes on, in a fork shortly before its end", EvolutionTables.undoings(story.pairs()));
        HtmlReport.section(page, "Measures", Tables.measures(result));
        HtmlReport.section(page, "Where the cycles went", Tables.cycles(result));
        HtmlReport.configuration(page, result);
    }

    private static void curve(StringBuilder page, Series series) {
        HtmlReport.element(page, "h2", HtmlReport.escape(series.name()));
        page.append(Plot.svg(series));
    }

    private static void code(StringBuilder page, ChangedCode code, EvolvedRun run) {
        HtmlReport.element(page, "h2", "I-cache footprint before and after");
        page.append(new FootprintPicture(run.result().job().machine().number(ConfigurationKey.ICACHE_BYTES)).svg(code));
        HtmlReport.listings(page, code.listings());
    }
}
