package dev.lamarck.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decimal(long value) {
        byte[] to = new byte[1 + Bytes.MAX_DECIMAL];
        int end = Bytes.decimal(to, 1, value);
        return new String(to, 1, end - 1, StandardCharsets.UTF_8);
    }

    @Test
    void decimalsAreJavas() {
        long[] edges = {0, 1, -1, 9, 10, -10, 99, 100, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1};
        for (long each : edges) {
            assertThat(decimal(each)).isEqualTo(Long.toString(each));
        }
        Random random = new Random(20261121);
        for (int i = 0; i < 1000; i++) {
            long each = random.nextLong() >> random.nextInt(64);
            assertThat(decimal(each)).isEqualTo(Long.toString(each));
        }
    }

    @Test
    void hexadecimalsHaveNoLeadingZeros() {
        byte[] to = new byte[16];
        for (long each : new long[] {0, 1, 0xF, 0x10, 0xDEADBEEFL, -1, Long.MIN_VALUE}) {
            int end = Bytes.hexadecimal(to, 0, each);
            assertThat(new String(to, 0, end, StandardCharsets.UTF_8)).isEqualTo(Long.toHexString(each));
        }
    }

    @Test
    void numbersThatDoNotFitAreNone() {
        assertThat(number("9223372036854775807", 10)).isEqualTo(Long.MAX_VALUE);
        assertThat(number("9223372036854775808", 10)).isEqualTo(-1);
        assertThat(number("0755", 8)).isEqualTo(0755);
        assertThat(number("78", 8)).isEqualTo(-1);
        assertThat(number("", 10)).isEqualTo(-1);
        assertThat(number("-1", 10)).isEqualTo(-1);
        assertThat(number("12x", 10)).isEqualTo(-1);
    }

    private static long number(String text, int base) {
        return Bytes.number(bytes(text), 0, text.length(), base);
    }

    @Test
    void findsTheFirstOrTheEnd() {
        byte[] text = bytes("a/b/c");
        assertThat(Bytes.indexOf(text, 0, 5, '/')).isEqualTo(1);
        assertThat(Bytes.indexOf(text, 2, 5, '/')).isEqualTo(3);
        assertThat(Bytes.indexOf(text, 4, 5, '/')).isEqualTo(5);
        assertThat(Bytes.is(text, 3, bytes("a/b"))).isTrue();
        assertThat(Bytes.is(text, 5, bytes("a/b"))).isFalse();
    }

    @Test
    void bigEndianIsWhatItSays() {
        byte[] to = new byte[16];
        BigEndian.put64(to, 1, 0x0102030405060708L);
        assertThat(to).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 0);
        assertThat(BigEndian.get64(to, 1)).isEqualTo(0x0102030405060708L);
        BigEndian.put64(to, 3, 0x80FF_0000_FFFF_8001L);
        assertThat(BigEndian.get64(to, 3)).isEqualTo(0x80FF_0000_FFFF_8001L);
        assertThat(BigEndian.get16(to, 9)).isEqualTo(0x8001);
    }
}
