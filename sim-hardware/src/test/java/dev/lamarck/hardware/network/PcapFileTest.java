package dev.lamarck.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The file is read back as its specification says, field by field, by nothing of the writer's. */
class PcapFileTest {
    @Test
    void aReaderOfTheSpecificationUnderstandsIt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PcapFile file = new PcapFile(bytes, 1_767_225_600L, 167_000_000);
        byte[][] frames = {new byte[60], new byte[1514], {1, 2, 3}};
        frames[1][1513] = 9;
        file.passed(0, frames[0]);
        file.passed(167_000_001, frames[1]);
        file.passed(167_000_000L * 3600 + 83_500_000, frames[2]);

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(in.readInt()).as("magic of nanosecond captures").isEqualTo(0xA1B23C4D);
        assertThat(in.readUnsignedShort()).as("major version").isEqualTo(2);
        assertThat(in.readUnsignedShort()).as("minor version").isEqualTo(4);
        assertThat(in.readLong()).as("reserved").isZero();
        assertThat(in.readInt()).as("longest record").isGreaterThanOrEqualTo(1514);
        assertThat(in.readInt()).as("link type Ethernet").isEqualTo(1);
        long[][] times = {{1_767_225_600L, 0}, {1_767_225_601L, 5}, {1_767_225_600L + 3600, 500_000_000}};
        for (int i = 0; i < frames.length; i++) {
            assertThat(in.readInt()).as("seconds").isEqualTo((int) times[i][0]);
            assertThat(in.readInt()).as("nanoseconds").isEqualTo((int) times[i][1]);
            assertThat(in.readInt()).as("bytes kept").isEqualTo(frames[i].length);
            assertThat(in.readInt()).as("bytes on the wire").isEqualTo(frames[i].length);
            assertThat(in.readNBytes(frames[i].length)).isEqualTo(frames[i]);
        }
        assertThat(in.read()).isEqualTo(-1);
    }
}
