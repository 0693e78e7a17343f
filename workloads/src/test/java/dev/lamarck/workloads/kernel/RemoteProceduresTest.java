package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's remote procedure calls between two processes. */
class RemoteProceduresTest {
    private static final List<String> NESTED = List.of("", "$Numbers", "$Total", "$Phrase", "$Server", "$Sum", "$Reverse", "$Who", "$Stop");
    private static final String CALLS = """
            wrong 0
            who: the server has failed
            who: success
            it is client
            no such procedure: no such procedure
            no arguments: the server cannot decode the arguments
            """;

    private static Guest guest() throws Exception {
        Map<String, byte[]> classes = new HashMap<>();
        String main = RemoteProcedures.class.getName().replace('.', '/');
        for (String nested : NESTED) {
            try (var in = RemoteProcedures.class.getResourceAsStream("/" + main + nested + ".class")) {
                classes.put(main + nested, in.readAllBytes());
            }
        }
        return new Guest().with("program", classes, main);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void callsAreAnsweredOverDatagramsAndConnections(String cpus) throws Exception {
        Guest.Report report = guest().set("cpus", cpus).run("program");
        assertThat(report.output()).isEqualTo("""
                null: success
                sent again until the server was there
                """ + CALLS + CALLS + """
                other program: no such program
                other version: no such version of the program
                too many: arguments do not fit
                after that: cannot send
                stop: success
                server ended with 0
                nobody: timed out
                """);
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(report.status()).isZero();
    }
}
