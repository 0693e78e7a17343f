package dev.lamarck.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDirectoryTest {
    private static final String FILE = "loads: [hello]\n";

    @TempDir
    private Path folder;

    private final SweepPlan plan = plan(1, 5);
    private SweepDirectory directory;

    private static SweepPlan plan(long first, long last) {
        return new SweepPlan(LongStream.rangeClosed(first, last).mapToObj(seed -> new SweepJob(new Job("load", "1", Content.EMPTY, Content.EMPTY,
                MachineConfiguration.named("tiny"), seed, 1, 1, List.of(), List.of(), Content.EMPTY), Map.of(), List.of(), () -> null)).toList());
    }

    @BeforeEach
    void begin() {
        directory = new SweepDirectory(folder);
        directory.begin(plan, FILE, false);
    }

    @Test
    void aJobHasOneOwnerAtATime() {
        SweepJob job = plan.jobs().getFirst();
        SweepDirectory.Claim claim = directory.claim(job).orElseThrow();
        assertThat(directory.claim(job)).isEmpty();
        assertThat(directory.claim(plan.jobs().getLast())).isPresent();
        claim.close();
        assertThat(directory.claim(job)).isPresent();
    }

    @Test
    void attemptsOfOwnersThatDiedAreCounted() {
        SweepJob job = plan.jobs().getFirst();
        for (int attempt = 0; attempt < SweepDirectory.ATTEMPTS; attempt++) {
            try (SweepDirectory.Claim claim = directory.claim(job).orElseThrow()) {
                assertThat(claim.begin()).isEqualTo(attempt);
            }
        }
        new SweepWorker(new SweepPlan(List.of(job)), directory, begun -> { }, ended -> { }).work();
        assertThat(directory.failure(job)).contains("ended its worker 3 times");
    }

    @Test
    void aJobThatFailsDoesNotStopTheOthers() {
        new SweepWorker(plan, directory, begun -> { }, ended -> { }).work();
        assertThat(plan.jobs()).allSatisfy(job -> assertThat(directory.failure(job)).contains("dev.lamarck.hardware.machine.InvalidInput: the kernel: not an ELF file"));
    }

    @Test
    void resumingForgetsFailuresAndHalfWrittenFilesAndKeepsResults() throws IOException {
        SweepJob done = plan.jobs().getFirst();
        SweepJob failed = plan.jobs().getLast();
        directory.finish(done, "{}");
        directory.fail(failed, "why");
        Path half = Files.writeString(folder.resolve("results").resolve(failed.key() + ".json.77.new"), "{");
        directory.begin(plan, FILE, true);
        assertThat(directory.isFinished(done)).isTrue();
        assertThat(directory.isFinished(failed)).isFalse();
        assertThat(directory.failure(failed)).isEqualTo(Optional.empty());
        assertThat(half).doesNotExist();
    }

    @Test
    void anotherSweepAndAnUnaskedForResumptionAreRefused() {
        assertThatThrownBy(() -> directory.begin(plan(1, 6), FILE, true)).isInstanceOf(BadInput.class).hasMessageContaining("another sweep");
        assertThatThrownBy(() -> directory.begin(plan, FILE, false)).isInstanceOf(BadInput.class).hasMessageContaining("holds this sweep already");
    }

    @Test
    void shardsPartTheJobs() {
        assertThat(LongStream.rangeClosed(1, 3).boxed().flatMap(i -> plan.shard(i.intValue(), 3).jobs().stream())).containsExactlyInAnyOrderElementsOf(plan.jobs());
        assertThat(plan.shard(2, 3).jobs()).extracting(job -> job.job().seed()).containsExactly(2L, 5L);
        assertThatThrownBy(() -> Sweep.Shard.parse("4/3")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Sweep.Shard.parse("1/2/3")).isInstanceOf(BadInput.class);
        assertThat(Sweep.Shard.parse("2/3")).isEqualTo(new Sweep.Shard(2, 3));
    }
}
