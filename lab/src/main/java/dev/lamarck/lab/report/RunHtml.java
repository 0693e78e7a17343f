package dev.lamarck.lab.report;

import dev.lamarck.workloads.world.History.Event;
import dev.lamarck.workloads.world.Result;
import java.nio.charset.StandardCharsets;

/** One world's run as an HTML page: how it ended, what it wrote, when what happened, where the cycles went. */
public final class RunHtml {
    private RunHtml() {
    }

    public static String of(Result result) {
        StringBuilder page = HtmlReport.begin(result.job().load());
        HtmlReport.element(page, "p", HtmlReport.escape(result.outcome().label()
                + (result.exitStatus() == null ? "" : " " + result.exitStatus())
                + (result.detail().isEmpty() ? "" : ": " + result.detail())));
        HtmlReport.element(page, "p", "<code>" + HtmlReport.escape(Tables.configuration(result)) + "</code>");
        HtmlReport.element(page, "h2", "Console");
        HtmlReport.element(page, "pre", HtmlReport.escape(new String(result.history().console().bytes(), StandardCharsets.UTF_8)));
        HtmlReport.section(page, "Events", events(result));
        HtmlReport.section(page, "Where the cycles went", Tables.cycles(result));
        HtmlReport.configuration(page, result);
        return page.append("</body></html>\n").toString();
    }

    private static Table events(Result result) {
        Table table = Table.of("event", "cycle", "instructions");
        for (Event event : result.history().events()) {
            table.row(event.name(), Numbers.text(event.cycle()), Numbers.text(event.instructions()));
        }
        return table;
    }
}
