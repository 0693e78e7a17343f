package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.lab.result.ResultCsv;
import dev.lamarck.lab.result.ResultJson;
import dev.lamarck.lab.result.Results;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportCommandTest {
    @TempDir
    private Path folder;
    private String full;
    private String other;

    @BeforeEach
    void writeResults() throws Exception {
        String json = ResultJson.write(Results.full());
        full = Files.writeString(folder.resolve("full.json"), json).toString();
        other = Files.writeString(folder.resolve("other.json"), json.replace("2.75", "1000.5").replace("text restored", "100 % & a_b")).toString();
    }

    @Test
    void markdownHasAColumnForEachResult() {
        assertThat(Invocation.of("report", full, other).out())
                .contains("| measure | (1) | (2) | unit | published |\n|---|---:|---:|---:|---:|\n| latency | 2.75 | 1,000.5 | cycles | 44.10 us |")
                .contains("| text restored | holds | - |", "| (2) generic | 200 | 300 |");
    }

    @Test
    void latexEscapesWhatItMust() {
        assertThat(Invocation.of("report", full, other, "--format", "latex").out())
                .contains("\\begin{tabular}{lrrrr}", "latency & 2.75 & 1,000.5 & cycles & 44.10 us \\\\", "100 \\% \\& a\\_b & - & holds \\\\");
    }

    @Test
    void htmlIsWellFormed() throws Exception {
        String page = Invocation.of("report", full, other, "--format", "html").out();
        String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(body)))
                .getElementsByTagName("table").getLength()).isEqualTo(4);
    }

    @Test
    void csvOfARecordedResultIsThatOfTheResult() {
        assertThat(Invocation.of("report", full, "--format", "csv").out()).isEqualTo(ResultCsv.write(Results.full()));
    }

    @Test
    void badInputIsStatusTwo() {
        assertThat(Invocation.of("report").status()).isEqualTo(2);
        assertThat(Invocation.of("report", folder.resolve("none").toString()).status()).isEqualTo(2);
        assertThat(Invocation.of("report", full, "--format", "pdf").err()).contains("pdf").contains("--help");
    }
}
