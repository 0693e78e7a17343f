package dev.lamarck.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.SeedRange;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFileTest {
    @TempDir
    private Path folder;

    private SweepFile read(String text) throws IOException {
        return SweepFile.read(Files.writeString(folder.resolve("x.yaml"), text));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        SweepFile file = read("""
                machines: [tiny, perfect]
                settings: [{}, {icache.bytes: 8192}]
                loads: [mixed, {name: three, run: "hello  3"}]
                policies: [[], [harmful, Mine.java]]
                seeds: 3..5
                mode: functional
                source: lab1
                budget: 7
                timeout-instructions: 9
                """);
        assertThat(file.machines()).containsExactly("tiny", "perfect");
        assertThat(file.settings()).containsExactly(Map.of(), Map.of("icache.bytes", "8192"));
        assertThat(file.loads().getFirst()).isEqualTo(Loads.MIXED);
        assertThat(file.loads().getLast().command()).containsExactly("hello", "3");
        assertThat(file.policies()).containsExactly(List.of(), List.of("harmful", "Mine.java"));
        assertThat(file.seeds()).isEqualTo(new SeedRange(3, 5));
        assertThat(file.mode()).isEqualTo(Mode.FUNCTIONAL);
        assertThat(file.source()).isEqualTo(folder.resolve("lab1"));
        assertThat(file.budget()).isEqualTo(7);
        assertThat(file.instructionBudget()).isEqualTo(9);
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        assertThat(read("loads: [mixed]")).isEqualTo(new SweepFile(List.of("ultrasparc-1"), List.of(Map.of()), List.of(Loads.MIXED), List.of(List.of()),
                new SeedRange(1, 1), Mode.TIMING, null, 0, Job.UNLIMITED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "loads: [mixed]\\nload: 3 | load is no key",
        "machines: [tiny] | loads is empty",
        "loads: mixed | loads is no list",
        "loads: [nothing] | loads[0] is no load",
        "loads: [{name: a}] | loads[0].run is not a word",
        "loads: [mixed]\\nseeds: 3..1 | seeds '3..1' holds no seed",
        "loads: [mixed]\\nmode: fast | mode is neither",
        "loads: [mixed]\\nbudget: -1 | budget is no positive number",
        "loads: [mixed]\\npolicies: [harmful] | policies[0] is no list",
        "loads: [mixed]\\nsettings: [3] | settings[0] is no set",
        "loads: [mixed | x.yaml:1: is not YAML",
        "3 | holds no keys"})
    void whatIsWrongIsNamed(String text, String complaint) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"))).isInstanceOf(BadInput.class).hasMessageContaining(complaint);
    }
}
