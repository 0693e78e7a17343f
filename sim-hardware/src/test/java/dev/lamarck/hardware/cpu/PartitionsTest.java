package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Partitioned arithmetic: values worked out by hand from the manual, and what must hold for all. */
class PartitionsTest {
    private static final long SEED = 13;

    @Test
    void additionStaysInItsElement() {
        assertThat(Partitions.each(16, 0x0001_7fff_ffff_8000L, 0x0001_0001_0001_8000L, Long::sum)).isEqualTo(0x0002_8000_0000_0000L);
        assertThat(Partitions.each(32, 0x7fff_ffff_ffff_ffffL, 0x0000_0001_0000_0001L, Long::sum)).isEqualTo(0x8000_0000_0000_0000L);
    }

    /** The first element's bit is the highest. */
    @Test
    void comparisons() {
        assertThat(Partitions.compare(16, 0x0005_ffff_0000_7fffL, 0x0004_0000_0000_8000L, (a, b) -> a > b)).isEqualTo(0b1001);
        assertThat(Partitions.compare(32, 0x8000_0000_0000_0001L, 0x7fff_ffff_0000_0001L, (a, b) -> a <= b)).isEqualTo(0b11);
    }

    @Test
    void multiplicationsRound() {
        assertThat(Partitions.multiplyBytes(0xff_80_01_02, 0x0100_0100_0080_ff80L)).isEqualTo(0x00ff_0080_0001_ffffL);
        assertThat(Partitions.multiplyBytesBy(0x10_20_40_ff, (short) -256)).isEqualTo(0xfff0_ffe0_ffc0_ff01L);
        assertThat(Partitions.multiplyUpperWide(0x0100_ff00, 0x0003_0003)).isEqualTo(0x0000_0300_ffff_fd00L);
        assertThat(Partitions.multiplyLowerWide(0x00ff_0002, 0xffff_0003)).isEqualTo(0xffff_ff01_0000_0006L);
    }

    /** The manual's use of the two: their sum is the 16 by 16-bit product, or its upper part to within rounding. */
    @Test
    void upperAndLowerMakeAProduct() {
        Random random = new Random(SEED);
        for (int count = 0; count < 10_000; count++) {
            short a = (short) random.nextInt();
            short b = (short) random.nextInt();
            long upper = Partitions.multiplyUpperWide(a << 16, b << 16) >> 32;
            long lower = Partitions.multiplyLowerWide(a << 16, b << 16) >> 32;
            assertThat(upper + lower).isEqualTo((long) a * b);
            long high = Partitions.multiplyUpper((long) a << 48, (long) b << 48) >> 48;
            long low = Partitions.multiplyLower((long) a << 48, (long) b << 48) >> 48;
            assertThat((high + low) * 65_536 - (long) a * b).as("%d * %d", a, b).isBetween(-65_536L, 65_536L);
        }
    }

    @Test
    void packingScalesAndClips() {
        assertThat(Partitions.packBytes(0x0000_0080_7fff_ffffL, 0)).isEqualTo(0x00_01_ff_00);
        assertThat(Partitions.packBytes(0x0010_0ff0_1000_8000L, 3)).isEqualTo(0x01_ff_ff_00);
        assertThat(Partitions.packHalves(0x0001_0000_8000_0000L, 0)).isEqualTo(0x0001_8000);
        assertThat(Partitions.packHalves(0x7fff_0000_8000_0000L, 4)).isEqualTo(0x7fff_8000);
        assertThat(Partitions.pushBytes(0x1122_3344_5566_7788L, 0x0080_0000_ffff_ffffL, 0)).isEqualTo(0x2233_4401_6677_8800L);
    }

    @Test
    void packingUndoesExpansion() {
        Random random = new Random(SEED);
        for (int count = 0; count < 1000; count++) {
            int bytes = random.nextInt();
            assertThat(Partitions.packBytes(Partitions.expand(bytes), 3)).isEqualTo(bytes);
        }
    }

    @Test
    void bytesMove() {
        assertThat(Partitions.merge(0x0123_4567, 0x89ab_cdef)).isEqualTo(0x0189_23ab_45cd_67efL);
        assertThat(Partitions.distance(0xff00_0000_0000_0001L, 0x0001_0000_0000_0003L, 10)).isEqualTo(10 + 255 + 1 + 2);
    }

    /** The highest digit of the mask chooses the highest byte, as gcc's vector shuffles need; QEMU has it the other way round. */
    @Test
    void shuffleReadsItsMaskFromTheLeft() {
        long first = 0x0011_2233_4455_6677L;
        long second = 0x8899_aabb_ccdd_eeffL;
        assertThat(Partitions.shuffle(first, second, 0x0123_4567)).isEqualTo(first);
        assertThat(Partitions.shuffle(first, second, 0x89ab_cdef)).isEqualTo(second);
        assertThat(Partitions.shuffle(first, second, 0x0246_8ace)).isEqualTo(0x0022_4466_88aa_cceeL);
    }
}
