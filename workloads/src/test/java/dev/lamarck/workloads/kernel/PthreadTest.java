package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that are processes, whose mutexes sleep and wake by signals: no item is lost or doubled, and nobody sleeps for ever. */
class PthreadTest {
    private static Guest guest() throws Exception {
        Map<String, byte[]> classes = new HashMap<>();
        String main = ProducersConsumers.class.getName().replace('.', '/');
        for (String each : List.of(main, main + "$Producer", main + "$Consumer")) {
            try (var in = ProducersConsumers.class.getResourceAsStream("/" + each + ".class")) {
                classes.put(each, in.readAllBytes());
            }
        }
        return new Guest().with("program", classes, main);
    }

    /** A clock that ticks every 40 000 cycles. Replay: seed and processors are the parameters. */
    @ParameterizedTest
    @CsvSource({"1, 1, *", "1, 2, ***", "4, 3, ***"})
    void everyItemComesOnce(int cpus, long seed, String pairs) throws Exception {
        Guest guest = guest().set("clock.hertz", "4000000").set("cpus", String.valueOf(cpus)).seed(seed);
        Guest.Report report = guest.run("program", pairs, "*****");
        long each = 500;
        assertThat(report.output()).isEqualTo("received %d sum %d waited\n".formatted(pairs.length() * each, pairs.length() * each * (each + 1) / 2));
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(guest.kernelLong("dev.lamarck.kernel.mm.AllSpaces.count")).as("address spaces").isEqualTo(1);
    }
}
