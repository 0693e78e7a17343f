package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineConfigurationTest {
    @Test
    void namedMachinesDiffer() {
        assertThat(MachineConfiguration.names()).containsExactly("ultrasparc-1", "tiny", "perfect");
        assertThat(MachineConfiguration.named("tiny").keys()).containsEntry("icache.bytes", "1024");
        assertThat(MachineConfiguration.named("perfect").keys())
                .containsEntry("dcache.miss.cycles", "0").containsEntry("divide64.cycles", "67");
    }

    @Test
    void aKeyChangesOneValue() {
        MachineConfiguration standard = MachineConfiguration.named("ultrasparc-1");
        MachineConfiguration changed = standard.with("mispredict.cycles", "9");
        assertThat(changed.number(ConfigurationKey.MISPREDICT_CYCLES)).isEqualTo(9);
        assertThat(changed).isNotEqualTo(standard).isEqualTo(standard.with("mispredict.cycles", "09"));
        assertThat(changed.with("mispredict.cycles", "4")).isEqualTo(standard);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            icache.bytes | 3000  | icache.bytes=3000: must be a power of two from 256 to 1048576
            mode         | fast  | mode=fast: must be functional or timing
            cpus         | two   | cpus=two: must be a number from 1 to 8
            cpus         | 9     | cpus=9: must be a number from 1 to 8
            """)
    void wrongValuesSayWhatIsAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> MachineConfiguration.named("tiny").with(key, value))
                .isInstanceOf(InvalidInput.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"icahe.bytes, icache.bytes", "cpu, cpus", "dtlb.entry, dtlb.entries", "net.latancy, net.latency", "divide3.cycles, divide32.cycles", "ram, ram.bytes"})
    void unknownKeysNameTheNearest(String typed, String meant) {
        assertThatThrownBy(() -> MachineConfiguration.named("tiny").with(typed, "1")).isInstanceOf(InvalidInput.class)
                .hasMessage("no key is called '%s'; the nearest is %s", typed, meant);
    }

    @Test
    void unknownNamesListTheKnown() {
        assertThatThrownBy(() -> MachineConfiguration.named("vax"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("'vax'").hasMessageContaining("ultrasparc-1, tiny, perfect");
    }
}
