package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListCommandTest {
    private static String list(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "list";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Invocation invocation = Invocation.of(line);
        assertThat(invocation.status()).as(invocation.err()).isZero();
        return invocation.out();
    }

    @Test
    void experimentsWithTheirQuestionsSourcesAndMeasures() {
        assertThat(list()).isEqualTo(list("experiments")).containsPattern("(?m)^count-and-time +Can .*\\?$").doesNotContain("observedCalls");
        assertThat(list("-v")).contains("source: KernInst").containsPattern("observedMeanLatencyCycles +cycles +\\S");
    }

    @Test
    void machinesWithTheirKeys() {
        assertThat(list("machines")).isEqualTo("ultrasparc-1\ntiny\nperfect\n");
        assertThat(list("machines", "-v")).containsPattern("clock\\.hertz +167000000 +\\S").containsPattern("icache\\.bytes +16384 +\\S");
    }

    @Test
    void loadsWithWhatTheyDo() {
        assertThat(list("loads")).containsPattern("(?m)^mixed +\\S.* processes, ").containsPattern("(?m)^opens +\\S");
    }

    @Test
    void symbolsAreTheKernelsFunctions() {
        assertThat(list("symbols")).containsPattern("(?m)^00[0-9a-f]{6} +\\d+  copen$");
        assertThat(list("symbols", "-v")).containsPattern("(?m)  copen  \\S+FileOpen\\.java:\\d+  \\d+ blocks$")
                .containsPattern("(?m)  trap_table  \\S+  left alone: code that must never be changed");
    }
}
