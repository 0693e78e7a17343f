package dev.lamarck.workloads.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodegenStudyTest {
    /** The study itself refuses programs that print different things. */
    @Test
    void thePairsComputeTheSameAndAreAllMeasured() throws Exception {
        Images images = new Images(ImageCache.ofUser(), what -> { });
        Job machine = new Job("codegen", "test", new Kernels(images, Map.of()).plain(), Content.EMPTY, MachineConfiguration.named("perfect"), 1, 1, 200_000_000,
                List.of(), List.of(), Content.EMPTY);
        Optional<List<CodegenStudy.Row>> rows = new CodegenStudy(machine, images).run();
        assumeThat(rows).as("no sparc64-linux-gnu-gcc").isPresent();
        assertThat(rows.get()).hasSize(20).allSatisfy(row -> {
            assertThat(row.unchecked()).isPositive();
            assertThat(row.gcc()).isPositive();
            assertThat(row.checkedLines()).isBetween(1, 40);
        });
        // Each step of Fibonacci is a call, whoever compiles it: two instructions, and two for the window, at least.
        assertThat(rows.get()).filteredOn(row -> row.function().equals("numbers_recursion")).singleElement()
                .satisfies(row -> assertThat(row.gcc()).isGreaterThan(177 * 4));
        assertThat(CodegenStudy.geometricMean(rows.get(), CodegenStudy.Row::uncheckedRatio)).isLessThan(CodegenStudy.geometricMean(rows.get(), CodegenStudy.Row::checkedRatio));
    }
}
