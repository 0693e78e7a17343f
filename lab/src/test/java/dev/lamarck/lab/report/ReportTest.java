package dev.lamarck.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.lab.result.Results;
import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Setting;
import dev.lamarck.workloads.world.Measure.Better;
import dev.lamarck.workloads.world.Result;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Experiment QUESTION = new Experiment() {
        @Override
        public String name() {
            return "a-question";
        }

        @Override
        public String question() {
            return "Is 1 < 2 & \"so on\"?";
        }

        @Override
        public String source() {
            return "slide 3";
        }

        @Override
        public List<MeasureDefinition> measures() {
            return List.of(new MeasureDefinition("latency", "cycles", Better.LOWER, "cycles from call to return"));
        }

        @Override
        public Result run(Setting setting) {
            return Results.full();
        }
    };

    @Test
    void textStatesFiguresConfigurationAndClaims() {
        assertThat(TextReport.of(QUESTION, Results.full())).contains("a-question: Is 1 < 2")
                .containsPattern("latency +2.75 +2.50 +3 +cycles +44.10 us")
                .containsPattern("generic +200 +300 +0.6667 +33.3 % +16.7 % +20.0 % +13.3 % +16.7 %")
                .contains("machine tiny, timing, seeds 7..8").contains("holds   text restored");
    }

    @Test
    void htmlIsOneWellFormedPageWithoutReferences() throws Exception {
        String page = HtmlReport.of(QUESTION, Results.full());
        assertThat(page).doesNotContain("http", "src=", "href=").contains("Is 1 &lt; 2 &amp; &quot;so on&quot;?");
        String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(body)))
                .getElementsByTagName("polyline").getLength()).isEqualTo(1);
    }
}
