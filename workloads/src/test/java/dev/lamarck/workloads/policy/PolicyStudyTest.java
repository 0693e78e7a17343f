package dev.lamarck.workloads.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies in a booted kernel, held against the same kernel without. */
class PolicyStudyTest {
    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), line -> { });
    private static final Load OPENS = new Load("opens", List.of("openload", "12", "100"), "opens of small files");

    @TempDir
    private Path folder;

    @Test
    void theHarmfulPolicyIsRevertedAndTheLoadIsNoneTheWorse() throws CompilationException {
        PolicyStudy study = study(Loads.MIXED, List.of("harmful"), Map.of(), 3);
        List<EvolvedPair> pairs = study.run();
        Result result = study.result(pairs);
        assertThat(result.claims()).allMatch(Result.Claim::holds);
        assertThat(pairs).allSatisfy(pair -> assertThat(pair.with().sightings()).as("seed %d", pair.seed()).isNotEmpty());
        // Whether what a seed finds busy is called often enough to be measured changes with every kernel.
        List<EvolvedPair> measured = pairs.stream().filter(pair -> !pair.with().verdicts().isEmpty()).toList();
        assertThat(measured).isNotEmpty();
        for (EvolvedPair pair : measured) {
            assertThat(pair.with().verdicts()).as("seed %d", pair.seed())
                    .allMatch(change -> change.state() == LedgerChange.State.REFUSED && change.verdict().evidence().groupTicks() > 0);
            assertThat(pair.with().loadCycles()).isGreaterThan(pair.without().loadCycles());
        }
        assertThat(result.measures().get("kept").value()).isZero();
        assertThat(result.measures().get("loadCycles").samples()).hasSize(3);
    }

    @Test
    void theExampleOfTheDocumentationIsCompiledAndTried() throws CompilationException, IOException {
        String page = Files.readString(Path.of("..", "docs", "evolving", "policies.md"));
        int begin = page.indexOf("```java\n") + "```java\n".length();
        Path file = Files.writeString(folder.resolve("SlowerOpen.java"), page.substring(begin, page.indexOf("```", begin)));
        PolicyFiles files = PolicyFiles.compile(List.of(file));
        assertThat(files.names()).containsExactly("slower-open");
        EvolvedPair pair = study(OPENS, files.names(), files.classes(), 1).run().getFirst();
        assertThat(pair.with().isRight()).isTrue();
        assertThat(pair.with().verdicts()).isNotEmpty();
        LedgerChange verdict = pair.with().verdicts().getFirst();
        assertThat(verdict.state()).isEqualTo(LedgerChange.State.REFUSED);
        assertThat(mean(verdict.verdict().evolved())).isGreaterThan(mean(verdict.verdict().unevolved()));
        assertThat(pair.with().isReverted()).isTrue();
    }

    @Test
    void aPolicyThatTheKernelDoesNotHaveIsRefused() throws CompilationException {
        EvolvedPair pair = study(new Load("short", List.of("fileload", "1", "2"), "a little work"), List.of("none"), Map.of(), 1).run().getFirst();
        assertThat(pair.with().refusals()).singleElement().satisfies(refused -> assertThat(refused.reason()).contains("policy"));
        assertThat(pair.with().isRight()).isFalse();
    }

    /** Single windows differ by more than the delay: other processes' cache misses fall into some and not into others. */
    private static double mean(List<Long> windows) {
        return windows.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static PolicyStudy study(Load load, List<String> policies, Map<String, byte[]> classes, int seeds) throws CompilationException {
        Content kernel = IMAGES.image(Images.kernelRequest(classes), "the kernel");
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "timing");
        Job job = new Job("nothing", "test", kernel, Content.EMPTY, machine, 1, seeds, Job.UNLIMITED, List.of(), List.of(), Content.EMPTY);
        return new PolicyStudy(job, new KernelSpecializer(kernel, classes), new Programs(IMAGES).install(new DiskImage()).content(), load, policies, 0, line -> { });
    }
}
