package dev.lamarck.lab.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.hardware.machine.ConfigurationKey;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What profiles say against the machine's own counters and what is observed otherwise. */
class ExecutionProfileTest {
    private static final String FUNCTION = "copen";

    private static Result undisturbed(Job job) {
        return DebuggedWorld.world(job).run();
    }

    private static Job job(String mode, int cpus) throws Exception {
        Job job = DebuggedWorld.job(mode);
        return job.on(job.machine().with(ConfigurationKey.CPUS, Integer.toString(cpus)));
    }

    @ParameterizedTest
    @CsvSource({"functional, 1", "timing, 1", "timing, 4"})
    void profilesAddUpToTheCounters(String mode, int cpus) throws Exception {
        Job job = job(mode, cpus);
        World world = DebuggedWorld.world(job);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        long[] calls = new long[1];
        world.machine().watch(world.kernelImage().address(FUNCTION), (cycle, pc) -> calls[0]++);
        Map<Integer, Long> begun = new HashMap<>();
        world.machine().observeInstructions(pc -> begun.computeIfAbsent(world.machine().cpu(), cpu -> world.machine().counters(cpu).cycles()));
        ExecutionProfile profile = ExecutionProfile.of(world, new KernelSystem(world, log));
        Result result = world.run();
        profile.finish();
        assertThat(result.stateHash()).as("as if nobody had looked").isEqualTo(undisturbed(job).stateHash());
        long cycles = world.machine().counters().cycles() - begun.values().stream().mapToLong(Long::longValue).sum();
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

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void schedulesHaveNoGapsAndNoOverlaps(int cpus) throws Exception {
        Job job = job("timing", cpus);
        World world = DebuggedWorld.world(job);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Schedule schedule = Schedule.of(world, new KernelSystem(world, log));
        Result result = world.run();
        assertThat(result.stateHash()).isEqualTo(undisturbed(job).stateHash());
        JsonNode events = new ObjectMapper().readTree(schedule.write()).path("traceEvents");
        Map<Integer, Double> ends = new HashMap<>();
        Map<Integer, Integer> depth = new HashMap<>();
        for (JsonNode event : events) {
            switch (event.path("ph").asText()) {
                case "X" -> {
                    double begin = event.path("ts").asDouble();
                    assertThat(begin).isCloseTo(ends.getOrDefault(event.path("tid").asInt(), cpus == 1 ? 0 : begin), Offset.offset(0.001));
                    ends.put(event.path("tid").asInt(), begin + event.path("dur").asDouble());
                }
                case "B" -> assertThat(depth.merge(event.path("tid").asInt(), 1, Integer::sum)).isEqualTo(1);
                case "E" -> assertThat(depth.merge(event.path("tid").asInt(), -1, Integer::sum)).isZero();
                default -> { }
            }
        }
        // A processor that has never switched from the thread it began with has nothing to show.
        assertThat(ends).containsKey(0).allSatisfy((cpu, end) ->
                assertThat(end).isCloseTo(world.machine().counters(cpu).cycles() / 167.0, Offset.offset(end / 100)));
        assertThat(StreamSupport.stream(events.spliterator(), false).map(event -> event.path("name").asText())).contains("open", "boot", "installed:1");
    }
}
