package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedChecksTest {
    private static final String NAME = "dev/lamarck/workloads/programs/FailedChecks";
    private static final int SIGSEGV = 11;

    private static Guest.Report fail(String check) throws CompilationException, IOException {
        try (InputStream in = FailedChecksTest.class.getResourceAsStream("FailedChecks.class")) {
            return new Guest().with("failedchecks", Map.of(NAME, in.readAllBytes()), NAME).run("failedchecks", check);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "b, 4, index out of bounds", "n, 11, null reference or unmapped address", "d, 8, division by zero",
        "c, 4, object of another class", "s, 4, array of negative size", "a, 4, assertion failed", "p, 4, panic",
    })
    void aFailedCheckEndsTheProcessWithItsPlace(String check, int signal, String reason) throws CompilationException, IOException {
        Guest.Report report = fail(check);
        assertThat(report.outcome()).isEqualTo(Outcome.SIGNALLED);
        assertThat(report.status()).isEqualTo(signal);
        assertThat(report.output()).matches("at \\w+ \\(\\S*FailedChecks\\.java:\\d+\\): " + reason + "\n");
    }

    @Test
    void recursionWithoutEndIsASegmentViolation() throws CompilationException, IOException {
        Guest.Report report = fail("r");
        assertThat(report.outcome()).isEqualTo(Outcome.SIGNALLED);
        assertThat(report.status()).isEqualTo(SIGSEGV);
    }
}
