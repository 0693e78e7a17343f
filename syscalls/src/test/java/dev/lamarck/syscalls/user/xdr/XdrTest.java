package dev.lamarck.syscalls.user.xdr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.syscalls.user.UnfreedArrays;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XdrTest {
    private final byte[] buffer = new byte[4096];
    private final MemoryXdr xdr = new MemoryXdr(buffer, Xdr.Operation.ENCODE);

    @BeforeEach
    void start() {
        UnfreedArrays.install();
    }

    /** The file of RFC 4506, section 7: a name, a union by kind of file, an owner, data. */
    private static final class File implements XdrValue {
        static final int EXEC = 2;
        byte[] name;
        int kind;
        byte[] interpreter;
        byte[] owner;
        byte[] data;

        @Override
        public void code(Xdr xdr) {
            name = xdr.bytes(name, 255);
            kind = xdr.integer(kind);
            if (kind == EXEC) {
                interpreter = xdr.bytes(interpreter, 255);
            }
            owner = xdr.bytes(owner, 32);
            data = xdr.bytes(data, 65535);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String encoded() {
        assertThat(xdr.isWell()).isTrue();
        return HexFormat.of().formatHex(buffer, 0, xdr.position());
    }

    private void decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        System.arraycopy(bytes, 0, buffer, 0, bytes.length);
        xdr.rewind(Xdr.Operation.DECODE, bytes.length);
    }

    @Test
    void theExampleOfTheStandard() {
        File file = new File();
        file.name = ascii("sillyprog");
        file.kind = File.EXEC;
        file.interpreter = ascii("lisp");
        file.owner = ascii("john");
        file.data = ascii("(quit)");
        file.code(xdr);
        String bytes = "00000009 73696c6c 7970726f 67000000 00000002 00000004 6c697370 00000004 6a6f686e 00000006 28717569 74290000";
        assertThat(encoded()).isEqualTo(bytes.replace(" ", ""));
        File back = new File();
        decode(bytes);
        back.code(xdr);
        assertThat(xdr.isWell()).isTrue();
        assertThat(xdr.position()).isEqualTo(48);
        assertThat(back.name).isEqualTo(file.name);
        assertThat(back.interpreter).isEqualTo(file.interpreter);
        assertThat(back.owner).isEqualTo(file.owner);
        assertThat(back.data).isEqualTo(file.data);
    }

    @Test
    void primitivesAreBigEndianWords() {
        xdr.integer(-2);
        xdr.unsigned(0xFFFF_FFFEL);
        xdr.bool(true);
        xdr.hyper(-2L);
        xdr.hyper(0x0123_4567_89AB_CDEFL);
        assertThat(encoded()).isEqualTo("fffffffe" + "fffffffe" + "00000001" + "fffffffffffffffe" + "0123456789abcdef");
        xdr.rewind(Xdr.Operation.DECODE, xdr.position());
        assertThat(xdr.integer(0)).isEqualTo(-2);
        assertThat(xdr.unsigned(0)).isEqualTo(0xFFFF_FFFEL);
        assertThat(xdr.bool(false)).isTrue();
        assertThat(xdr.hyper(0)).isEqualTo(-2L);
        assertThat(xdr.hyper(0)).isEqualTo(0x0123_4567_89AB_CDEFL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8})
    void opaqueDataIsPaddedToWords(int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 0xEE);
        xdr.opaque(data);
        xdr.bytes(data, 8);
        assertThat(xdr.position()).isEqualTo(2 * ((length + 3) / 4 * 4) + 4);
        for (int i = length; i < (length + 3) / 4 * 4; i++) {
            assertThat(buffer[i]).isZero();
        }
        xdr.rewind(Xdr.Operation.DECODE, xdr.position());
        byte[] back = new byte[length];
        xdr.opaque(back);
        assertThat(back).isEqualTo(data);
        assertThat(xdr.bytes(null, 8)).isEqualTo(data);
    }

    @Test
    void arraysOfIntegersWithAndWithoutTheirLength() {
        xdr.vector(new int[] {1, 2});
        xdr.integers(new int[] {3, 4, 5}, 10);
        assertThat(encoded()).isEqualTo("00000001" + "00000002" + "00000003" + "00000003" + "00000004" + "00000005");
        xdr.rewind(Xdr.Operation.DECODE, xdr.position());
        int[] two = new int[2];
        xdr.vector(two);
        assertThat(two).containsExactly(1, 2);
        assertThat(xdr.integers(null, 10)).containsExactly(3, 4, 5);
    }

    @Test
    void whatDoesNotFitFailsOnceAndForAll() {
        MemoryXdr small = new MemoryXdr(new byte[10], Xdr.Operation.ENCODE);
        small.hyper(1);
        assertThat(small.isWell()).isTrue();
        small.integer(1);
        assertThat(small.isWell()).isFalse();
        small.bytes(null, 1);
        assertThat(small.position()).isEqualTo(8);
    }

    @Test
    void lengthsOfOthersAreNotBelieved() {
        decode("7fffffff 00000000");
        assertThat(xdr.bytes(null, Integer.MAX_VALUE)).isNull();
        assertThat(xdr.isWell()).as("longer than the rest").isFalse();
        decode("00000003 00000000 00000000");
        assertThat(xdr.integers(null, 100)).isNull();
        assertThat(xdr.isWell()).as("three integers in two words").isFalse();
        decode("00000002 00000000 00000000");
        assertThat(xdr.integers(null, 1)).isNull();
        assertThat(xdr.isWell()).as("more than the most").isFalse();
        decode("ffffffff");
        assertThat(xdr.count(0, Integer.MAX_VALUE, 1)).isZero();
        assertThat(xdr.isWell()).as("unsigned").isFalse();
        decode("00000002");
        xdr.bool(false);
        assertThat(xdr.isWell()).as("neither true nor false").isFalse();
    }

    /** What is encoded is decoded, in any order of types. */
    @Test
    void anySequenceComesBack() {
        for (long seed = 1; seed <= 200; seed++) {
            xdr.rewind(Xdr.Operation.ENCODE, buffer.length);
            sequence(new Random(seed), false, seed);
            xdr.rewind(Xdr.Operation.DECODE, xdr.position());
            sequence(new Random(seed), true, seed);
        }
    }

    /** Of the values drawn, when decoding nothing is given and all is compared. */
    private void sequence(Random random, boolean decodes, long seed) {
        for (int i = 0; i < 20; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int value = random.nextInt();
                    assertThat(xdr.integer(decodes ? 0 : value)).as("seed %d", seed).isEqualTo(value);
                }
                case 1 -> {
                    long value = random.nextLong();
                    assertThat(xdr.hyper(decodes ? 0 : value)).as("seed %d", seed).isEqualTo(value);
                }
                case 2 -> {
                    byte[] value = new byte[random.nextInt(40)];
                    random.nextBytes(value);
                    assertThat(xdr.bytes(decodes ? null : value, 40)).as("seed %d", seed).isEqualTo(value);
                }
                default -> {
                    int[] value = random.ints(random.nextInt(20)).toArray();
                    assertThat(xdr.integers(decodes ? null : value, 20)).as("seed %d", seed).isEqualTo(value);
                }
            }
        }
        assertThat(xdr.isWell()).as("seed %d", seed).isTrue();
    }
}
