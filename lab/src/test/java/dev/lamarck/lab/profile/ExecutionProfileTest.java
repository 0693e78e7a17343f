package dev.lamarck.lab.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.debug.DebuggedWorld;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What profiles say against the machine's own counters and what is observed otherwise. */
class ExecutionProfileTest {
    private static final String FUNCTION = "copen";

    private static Result undisturbed(Job job) {
        return DebuggedWorld.world(job).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void profilesAddUpToTheCounters(String mode) throws Exception {
        Job job = DebuggedWorld.job(mode);
        World world = DebuggedWorld.world(job);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        long[] calls = new long[1];
        world.machine().watch(world.kernelImage().address(FUNCTION), (cycle, pc) -> calls[0]++);
        ExecutionProfile profile = ExecutionProfile.of(world, new KernelSystem(world, log));
        Result result = world.run();
        profile.finish();
        assertThat(result.stateHash()).as("as if nobody had looked").isEqualTo(undisturbed(job).stateHash());
        long cycles = world.machine().cycles();
        assertThat(profile.root().whole()).containsExactly(result.instructions(), cycles);

        List<String> stacks = FoldedStacks.of(profile).lines().toList();
        assertThat(stacks.stream().mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).sum()).isEqualTo(cycles);
        assertThat(stacks).anyMatch(line -> line.matches("user pid \\d+ /bin/fileload;program;.*;file_calls_openat;copen;.*falloc.* \\d+"));

        String callgrind = CallgrindFile.of(profile, "test");
        assertThat(callgrind).contains("events: Ir Cycles\nsummary: " + result.instructions() + " " + cycles + "\n", "\nfn=copen\n");
        assertThat(callgrind).doesNotContain("calls=0 ");
        assertThat(ownCosts(callgrind)).containsExactly(result.instructions(), cycles);

        assertThat(LcovFile.of(profile)).contains("FNDA:" + calls[0] + "," + FUNCTION + "\n").contains("SF:dev/lamarck/kernel/fs/FileOpen.java\n");
    }

    /** The lines of cost that belong to no call. */
    private static long[] ownCosts(String callgrind) {
        long[] sum = new long[2];
        boolean isCall = false;
        for (String line : callgrind.lines().toList()) {
            if (line.matches("\\d+ \\d+ \\d+") && !isCall) {
                String[] numbers = line.split(" ");
                sum[0] += Long.parseLong(numbers[1]);
                sum[1] += Long.parseLong(numbers[2]);
            }
            isCall = line.startsWith("calls=");
        }
        return sum;
    }

    @Test
    void schedulesHaveNoGapsAndNoOverlaps() throws Exception {
        Job job = DebuggedWorld.job("timing");
        World world = DebuggedWorld.world(job);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Schedule schedule = Schedule.of(world, new KernelSystem(world, log));
        Result result = world.run();
        assertThat(result.stateHash()).isEqualTo(undisturbed(job).stateHash());
        JsonNode events = new ObjectMapper().readTree(schedule.write()).path("traceEvents");
        double at = 0;
        Map<Integer, Integer> depth = new HashMap<>();
        for (JsonNode event : events) {
            switch (event.path("ph").asText()) {
                case "X" -> {
                    assertThat(event.path("ts").asDouble()).isCloseTo(at, Offset.offset(0.001));
                    at = event.path("ts").asDouble() + event.path("dur").asDouble();
                }
                case "B" -> assertThat(depth.merge(event.path("tid").asInt(), 1, Integer::sum)).isEqualTo(1);
                case "E" -> assertThat(depth.merge(event.path("tid").asInt(), -1, Integer::sum)).isZero();
                default -> { }
            }
        }
        assertThat(at).isCloseTo(world.machine().cycles() / 167.0, Offset.offset(at / 100));
        assertThat(StreamSupport.stream(events.spliterator(), false).map(event -> event.path("name").asText())).contains("open", "boot", "installed:1");
    }
}
