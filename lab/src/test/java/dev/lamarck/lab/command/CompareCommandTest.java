package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.lab.result.ResultJson;
import dev.lamarck.lab.result.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class CompareCommandTest {
    private static final String JSON = ResultJson.write(Results.full());

    @TempDir
    private Path folder;
    private String base;

    @BeforeEach
    void writeBase() throws Exception {
        base = file("base.json", JSON);
    }

    private String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** The full result with another text in place of one that it has. */
    private String changed(String from, String to) throws Exception {
        assertThat(JSON).contains(from);
        return file("new.json", JSON.replace(from, to));
    }

    @Test
    void anotherKernelWithTheSameFiguresIsAllZeros() throws Exception {
        String kernel = Results.full().job().kernel().sha256();
        Invocation invocation = Invocation.of("compare", base, changed(kernel, kernel.replace('a', 'b')));
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out()).containsPattern("latency +lower +2 +2.75 +2.75 +\\+0.00 % +\\+0.00 %").endsWith("all differences are zero\n");
    }

    @Test
    void worseMeasureIsStatusOneUnlessTolerated() throws Exception {
        String fresh = changed("[ 2.5, 3.0 ]", "[ 2.6, 3.0 ]");
        assertThat(Invocation.of("compare", base, fresh).status()).isEqualTo(1);
        assertThat(Invocation.of("compare", fresh, base).status()).isZero();
        assertThat(Invocation.of("compare", base, fresh, "--tolerance", "latency=0.05").status()).isZero();
        assertThat(Invocation.of("compare", base, fresh, "--tolerance", "latency=0.01").out())
                .containsPattern("latency .*\\+2.00 % +\\+4.00 % +seed 7 +1.00 % +WORSE").contains("regression: 1 measures worse");
    }

    @Test
    void anotherOutcomeIsStatusOne() throws Exception {
        Invocation invocation = Invocation.of("compare", base, changed("\"outcome\" : \"exited\"", "\"outcome\" : \"panic\""));
        assertThat(invocation.status()).isEqualTo(1);
        assertThat(invocation.out()).contains("OUTCOME   seed 7: exited 0, now panic 0");
    }

    @Test
    void junitTellsWhatFailed() throws Exception {
        Path xml = folder.resolve("junit.xml");
        Invocation.of("compare", base, changed("[ 2.5, 3.0 ]", "[ 2.6, 3.5 ]"), "--junit", xml.toString());
        Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile()).getDocumentElement();
        assertThat(suite.getAttribute("tests") + suite.getAttribute("failures") + suite.getAttribute("errors")).isEqualTo("210");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("latency");
        assertThat(failure.getAttribute("message")).contains("worst +16.67 % at seed 8");
    }

    @Test
    void whatCannotBePairedIsNamedWithStatusTwo() throws Exception {
        Invocation invocation = Invocation.of("compare", base, changed("\"machine\" : \"tiny\"", "\"machine\" : \"perfect\""));
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.out()).contains("machine tiny / perfect");
        assertThat(invocation.err()).contains("2 without a partner").contains("same loads");
    }

    @Test
    void aFileMayHoldSeveralResultsOrBeADirectory() throws Exception {
        file("result.json", JSON);
        assertThat(Invocation.of("compare", folder.toString(), file("array.json", "[" + JSON + "]")).status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{ \"schema\" | line 1, column",
        "[]           | holds no result",
        "{}           | schema is not \"lamarck.result/1\"",
        "''           | is empty",
        "{\"schema\":\"lamarck.result/1\"} | job is not there",
        "{\"schema\":\"lamarck.result/1\",\"job\":{\"load\":\"x\"}} | job.seed is not there",
        "{\"schema\":\"lamarck.result/1\",\"job\":{\"load\":\"x\",\"seed\":\"y\"}} | job.seed is not a number",
        "[{\"schema\":\"lamarck.result/1\",\"job\":{\"load\":\"x\",\"seed\":1},\"outcome\":\"exited\",\"measures\":{\"m\":{\"value\":\"?\"}}}]"
                + " | [0].measures.m.value is not a number",
        "{\"schema\":\"lamarck.result/1\",\"job\":{\"load\":\"x\",\"seed\":1},\"outcome\":\"exited\",\"measures\":{\"m\":{\"value\":1,"
                + "\"better\":\"up\"}}} | measures.m.better is none of"})
    void damagedFileIsNamedWithPlaceAndRemedy(String content, String complaint) throws Exception {
        Invocation invocation = Invocation.of("compare", base, file("bad.json", content));
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("bad.json").contains(complaint).contains("name a file").doesNotContain("\tat ");
    }

    @Test
    void missingFileIsBadInput() {
        Invocation invocation = Invocation.of("compare", base, folder.resolve("none.json").toString());
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).contains("none.json: cannot be read");
    }

    @Test
    void unknownFieldsAndMissingOptionalOnesAreTolerated() throws Exception {
        String least = "{\"schema\":\"lamarck.result/1\",\"future\":1,\"job\":{\"load\":\"x\",\"seed\":1},\"outcome\":\"exited\","
                + "\"measures\":{\"m\":{\"value\":1}}}";
        Invocation invocation = Invocation.of("compare", file("a.json", least), file("b.json", least));
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out()).contains("all differences are zero");
    }
}
