package dev.lamarck.workloads.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loads do their work and check it; here with less of it. */
class LoadsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"mixedload 2 6|24 rounds, 0 failures", "openload 3 4|49 opens, 0 failures",
        "fileload 2 9|18 files, 0 failures", "signalpairs 2 10 5|40 signals, 0 failures"})
    void everyResultIsRight(String command, String output) throws Exception {
        String[] words = command.split(" ");
        for (long seed = 1; seed <= 3; seed++) {
            Guest.Report report = new Guest().seed(seed).run(words[0], Arrays.copyOfRange(words, 1, words.length));
            assertThat(report.output().strip()).as("seed %d", seed).isEqualTo(output);
            assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
            assertThat(report.status()).isZero();
        }
    }

    @Test
    void aLoadIsFoundByItsName() {
        List<String> names = Loads.all().stream().map(Load::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(Loads.named("mixed")).contains(Loads.MIXED);
        assertThat(Loads.named("none")).isEmpty();
    }
}
