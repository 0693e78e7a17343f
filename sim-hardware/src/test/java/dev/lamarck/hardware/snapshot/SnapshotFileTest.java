package dev.lamarck.hardware.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot file is what was written, or is refused with a reason: whatever is missing from it, whichever bit is another. */
class SnapshotFileTest {
    @TempDir
    private Path folder;

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        parts.put("job", "{\"seed\": 1}".getBytes(StandardCharsets.UTF_8));
        parts.put("nothing", new byte[0]);
        parts.put("state", new byte[3000]);
        parts.get("state")[1234] = 7;
        file = folder.resolve("moment.snap");
        SnapshotFile.write(file, parts);
        whole = Files.readAllBytes(file);
    }

    private void refused(byte[] bytes, String reason) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(SnapshotFormatException.class).hasMessageMatching(reason);
    }

    @Test
    void givesBackWhatWasWritten() throws Exception {
        Map<String, byte[]> read = SnapshotFile.read(file);
        assertThat(read.keySet()).containsExactlyElementsOf(parts.keySet());
        parts.forEach((name, bytes) -> assertThat(read.get(name)).as(name).isEqualTo(bytes));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void everyOtherLengthIsRefused() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), "is no snapshot: .*|is truncated: " + length + " bytes .*|is damaged: .* truncated .*");
        }
        refused(Arrays.copyOf(whole, whole.length + 1), "is damaged: .*");
    }

    @Test
    void everyOtherBitIsRefused() throws IOException {
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused(flipped, bit < 64 ? "is no snapshot: .*" : bit < 96 ? "is a snapshot of format version .*" : "is damaged: .*");
        }
    }
}
