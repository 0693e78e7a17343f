package dev.lamarck.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a user may hand to {@code run} instead of a program. */
class ElfFileTest {
    private final byte[] good = Linker.link(Samples.user()).elf();

    ElfFileTest() throws LinkException {}

    @Test
    void whatTheLinkerWroteIsRead() throws ElfFormatException {
        ElfFile file = ElfFile.parse(good);
        assertThat(file.symbol("swtch")).hasValueSatisfying(s -> {
            assertThat(s.isFunction()).isTrue();
            assertThat(s.size()).isEqualTo(20);
            assertThat(file.symbolAt(s.address() + 19)).hasValue(s);
        });
        assertThat(file.section(".text")).hasValueSatisfying(s -> assertThat(s.isCode()).isTrue());
    }

    @Test
    void aStrippedFileLoadsTheSame() throws ElfFormatException {
        ElfFile file = ElfFile.parse(good);
        ElfFile stripped = ElfFile.parse(ElfFile.stripped(good));
        assertThat(stripped.bytes()).hasSizeLessThan(good.length);
        assertThat(stripped.segments()).isEqualTo(file.segments());
        assertThat(stripped.entry()).isEqualTo(file.entry());
        assertThat(stripped.loaded(file.entry(), 20)).isEqualTo(file.loaded(file.entry(), 20));
        assertThat(stripped.sections()).isEmpty();
        assertThat(stripped.symbols()).isEmpty();
    }

    @Test
    void textIsNotElf() {
        refused("#!/bin/sh\necho hello\n".getBytes(StandardCharsets.US_ASCII), "not an ELF file");
        refused(new byte[0], "not an ELF file");
    }

    @Test
    void otherMachinesAreNamed() {
        byte[] x86 = good.clone();
        x86[5] = 1;
        x86[18] = 62;
        x86[19] = 0;
        refused(x86, "x86-64");
        byte[] v8 = good.clone();
        v8[4] = 1;
        v8[19] = 2;
        refused(v8, "SPARC, 32-bit");
    }

    @Test
    void relocatableAndDynamicFilesAreRefused() {
        byte[] object = good.clone();
        ByteBuffer.wrap(object).putShort(16, (short) 1);
        refused(object, "not a static executable");
    }

    @Test
    void truncationAtAnyByteIsSaid() {
        for (int length = 4; length < good.length; length += 97) {
            refused(Arrays.copyOf(good, length), "truncated ELF file");
        }
    }

    /** Whatever byte is wrong, the reader answers with a file or with its own exception. */
    @Test
    void damagedFilesNeverBreakTheReader() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = good.clone();
            int flips = 1 + random.nextInt(4);
            for (int f = 0; f < flips; f++) {
                int headersOrAnything = random.nextBoolean() ? 0x200 : damaged.length;
                damaged[random.nextInt(headersOrAnything)] = (byte) random.nextInt();
            }
            try {
                ElfFile.parse(damaged).symbolAt(0x10_0000);
            } catch (ElfFormatException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", file " + i, e);
            }
        }
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> ElfFile.parse(file)).isInstanceOf(ElfFormatException.class).hasMessageContaining(message);
    }
}
