package dev.lamarck.hardware.isa.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.SampleWords;
import org.junit.jupiter.api.Test;

class DefUseTest {
    private static final long NOT_CERTAIN = RegisterSet.FP | RegisterSet.FCC | RegisterSet.MEMORY | RegisterSet.STATE;

    /** The kernel's masks are the table's effects in fewer bits, for every row. */
    @Test
    void masksAreTheEffects() {
        for (int word : SampleWords.ofAllRows(99)) {
            Effects effects = Effects.of(word);
            long defines = coarse(effects.defines(), effects.fpDefines());
            assertThat(DefUse.uses(word)).as("%08x uses", word).isEqualTo(coarse(effects.uses(), effects.fpUses()));
            assertThat(DefUse.defines(word)).as("%08x defines", word).isEqualTo(defines);
            assertThat(DefUse.overwrites(word)).as("%08x overwrites", word)
                    .isEqualTo(coarse(effects.certain(), 0) & ~NOT_CERTAIN);
            assertThat(DefUse.windowShift(word)).isEqualTo(effects.windowShift());
        }
    }

    private static long coarse(long set, long fpSet) {
        return set & RegisterSet.INTEGER
                | bit(set, Effects.ICC | Effects.XCC, RegisterSet.CCR)
                | bit(set, Effects.ALL_FCC, RegisterSet.FCC)
                | bit(set, Effects.Y, RegisterSet.Y)
                | bit(set, Effects.ASI, RegisterSet.ASI)
                | bit(set, Effects.MEMORY, RegisterSet.MEMORY)
                | bit(set, Effects.FPRS | Effects.GSR | Effects.FSR | Effects.STATE, RegisterSet.STATE)
                | bit(fpSet, -1L, RegisterSet.FP);
    }

    private static long bit(long set, long of, long coarse) {
        return (set & of) != 0 ? coarse : 0;
    }

    @Test
    void illegalWordsReadAndWriteNothing() {
        int illegal = 0xffff_ffff;
        assertThat(DefUse.uses(illegal) | DefUse.defines(illegal) | DefUse.overwrites(illegal)).isZero();
    }

    @Test
    void globalZeroIsNeverLive() {
        int word = Assembler.word("or %g0, %g0, %g0", 0);
        assertThat(DefUse.uses(word) | DefUse.defines(word)).isZero();
    }
}
