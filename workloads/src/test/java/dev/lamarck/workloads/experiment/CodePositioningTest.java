package dev.lamarck.workloads.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The experiment on its small machine only, with a short load and few layouts. Whether a layout gains is for the experiment to say. */
class CodePositioningTest {
    @Test
    void everyLayoutIsMeasuredOverTheSameWork() throws CompilationException {
        Images images = new Images(new ImageCache(Path.of("target", "images")), what -> { });
        Job job = new Job("nothing", "test", images.image(Images.kernelRequest(Map.of()), "the kernel"), Content.EMPTY,
                MachineConfiguration.named("tiny").with("clock.hertz", "60000000"), 1, 1, Job.UNLIMITED, List.of(), List.of(), Content.EMPTY);
        List<String> progress = new ArrayList<>();
        CodePositioning experiment = new CodePositioning(new CodePositioning.Scale(
                new Load("short", List.of("mixedload", "3", "40"), ""), 200, 60, 300, 1, 1));
        Result result = experiment.run(new Setting(job, new Programs(images), new Kernels(images, Map.of()), progress::add));

        String told = String.join("\n", progress) + "\n" + result.claims() + "\n" + result.measures() + "\n" + result.detail();
        assertThat(result.claims().stream().filter(claim -> claim.statement().contains("every layout"))).as(told).hasSize(1)
                .allMatch(Result.Claim::holds);
        Map<String, Measure> measures = result.measures();
        assertThat(measures.keySet()).containsExactlyElementsOf(experiment.measures().stream().map(Experiment.MeasureDefinition::id).toList());
        for (String machine : List.of("", "tiny.")) {
            assertThat(measures.get(machine + "functions").value()).as(told).isGreaterThan(1);
            assertThat(measures.get(machine + "icacheStallReduction").value()).as(told).isGreaterThan(0);
            assertThat(measures.get(machine + "randomLayoutMedianReduction").samples()).hasSize(1);
            assertThat(measures.get(machine + "instructionsRatio").value()).as(told).isBetween(0.95, 1.1);
            assertThat(measures.get(machine + "perfectIcacheReduction").value()).as(told).isBetween(0.0, 1.0);
        }
        assertThat(result.variants()).hasSize(6).allMatch(variant -> variant.cycles() > 0 && variant.cycles() == variant.issueCycles()
                + variant.icacheStallCycles() + variant.dataStallCycles() + variant.mispredictStallCycles() + variant.tlbTrapCycles());
    }
}
