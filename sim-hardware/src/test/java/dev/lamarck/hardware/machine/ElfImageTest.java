package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfImageTest {
    private static byte[] executable() {
        ByteBuffer file = ByteBuffer.allocate(128);
        file.putInt(0, 0x7f454c46).put(4, (byte) 2).put(5, (byte) 2).put(6, (byte) 1);
        file.putShort(16, (short) 2).putShort(18, (short) 43).putLong(24, 0x40_0010).putLong(32, 64);
        file.putShort(54, (short) 56).putShort(56, (short) 1);
        file.putInt(64, 1).putLong(72, 120).putLong(80, 0x40_0000).putLong(88, 0x40_0000).putLong(96, 8).putLong(104, 32);
        return file.putLong(120, 0x0102_0304_0506_0708L).array();
    }

    @Test
    void segmentsAndEntry() {
        Image image = ElfImage.parse("kernel", executable());
        assertThat(image.entry()).isEqualTo(0x40_0010);
        assertThat(image.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.address()).isEqualTo(0x40_0000);
            assertThat(segment.bytes()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(segment.memoryLength()).isEqualTo(32);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             0 | 0  | is not an ELF file
             4 | 1  | is a 32-bit ELF file; a 64-bit one is needed
             5 | 1  | is a little-endian ELF file, for another machine than SPARC V9
            19 | 62 | is for another machine (e_machine 62, SPARC V9 is 43)
            17 | 3  | is not an executable (link it with -static and -no-pie)
            57 | 0  | has nothing to load
            57 | 9  | is cut short in its program headers
            """)
    void refusals(int offset, byte value, String complaint) {
        byte[] file = executable();
        file[offset] = value;
        assertThatThrownBy(() -> ElfImage.parse("a.out", file)).isInstanceOf(InvalidInput.class).hasMessage("a.out " + complaint);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] file = executable();
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ElfImage.parse("part", part)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void imagesBeyondMemoryAreRefused() {
        Image image = Image.flat(1L << 40, 0);
        assertThatThrownBy(() -> new Machine(BareMachine.functional(), BootMedia.of(image), Host.none()))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("ram.bytes");
    }
}
