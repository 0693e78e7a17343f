package dev.lamarck.workloads.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The experiment as it stands, over {@code -Dseeds=20} seeds where there is time for that, else over two. */
class CountAndTimeTest {
    private static final int SEEDS = Integer.getInteger("seeds", 2);

    private static Setting setting(List<String> progress) throws CompilationException {
        Images images = new Images(new ImageCache(Path.of("target", "images")), what -> { });
        Job job = new Job("nothing", "test", images.image(Images.kernelRequest(Map.of()), "the kernel"), Content.EMPTY,
                MachineConfiguration.named("ultrasparc-1"), 1, SEEDS, Job.UNLIMITED, List.of(), List.of(), Content.EMPTY);
        return new Setting(job, new Programs(images), new Kernels(images, Map.of()), progress::add);
    }

    @Test
    void theKernelsOwnCountsAreThoseSeenFromOutside() throws CompilationException {
        List<String> progress = new ArrayList<>();
        Result result = new CountAndTime().run(setting(progress));
        assertThat(result.claims()).as(String.join("\n", progress)).isNotEmpty().allMatch(Result.Claim::holds);
        Measure counted = result.measures().get("guestCalls");
        assertThat(counted.samples()).hasSize(SEEDS).allMatch(calls -> calls > 0).isEqualTo(result.measures().get("observedCalls").samples());
        assertThat(result.measures().get("guestMeanLatencyCycles").value()).isPositive()
                .isLessThan(result.measures().get("observedMeanLatencyCycles").value());
    }
}
