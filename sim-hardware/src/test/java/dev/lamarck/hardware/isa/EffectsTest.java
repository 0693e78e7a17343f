package dev.lamarck.hardware.isa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The derived effects against the manual, one instruction of each kind. */
class EffectsTest {
    private static final long G1 = 1L << 1;
    private static final long G2 = 1L << 2;
    private static final long G3 = 1L << 3;
    private static final long O2 = 1L << 10;
    private static final long O3 = 1L << 11;
    private static final long SP = 1L << 14;
    private static final long O7 = 1L << 15;
    private static final long I7 = 1L << 31;
    private static final long CC = Effects.ICC | Effects.XCC;

    @Test
    void arithmetic() {
        expect("add %g1, %g2, %g3", G1 | G2, G3);
        expect("add %g1, 5, %g3", G1, G3);
        expect("sub %g0, %g0, %g0", 0, 0);
        expect("addcc %g1, 1, %g1", G1, G1 | CC);
        expect("addc %g1, 1, %g1", G1 | Effects.ICC, G1);
        expect("udiv %g1, 2, %g3", G1 | Effects.Y, G3);
        expect("smulcc %g1, %g2, %g3", G1 | G2, G3 | CC | Effects.Y);
        expect("mulscc %g1, %g2, %g3", G1 | G2 | Effects.ICC | Effects.Y, G3 | CC | Effects.Y);
        expect("sethi 1, %g3", 0, G3);
        expect("popc %g1, %g3", G1, G3);
        expect("save %sp, -176, %sp", SP, SP);
        expect("sllx %g1, %g2, %g3", G1 | G2, G3);
    }

    @Test
    void windows() {
        assertThat(effects("save %sp, -176, %sp").windowShift()).isEqualTo(1);
        assertThat(effects("restore").windowShift()).isEqualTo(-1);
        assertThat(effects("return %i7 + 8").windowShift()).isEqualTo(-1);
        assertThat(effects("saved").windowShift()).isZero();
        assertThat(effects("add %g1, 1, %g1").windowShift()).isZero();
    }

    @Test
    void control() {
        expect("ba,pt %xcc, .", 0, 0);
        expect("bn %icc, .", 0, 0);
        expect("bne,pt %xcc, .", Effects.XCC, 0);
        expect("bne,pn %icc, .", Effects.ICC, 0);
        expect("bne .", Effects.ICC, 0);
        expect("fbe .", Effects.FCC0 | Effects.FPRS, 0);
        expect("fbe %fcc2, .", Effects.FCC0 << 2 | Effects.FPRS, 0);
        expect("brz,pt %g1, .", G1, 0);
        expect("call .", 0, O7);
        expect("jmpl %g1 + %g2, %g3", G1 | G2, G3);
        expect("ret", I7, 0);
        expect("ta 0x6d", 0, 0);
        expect("tne %xcc, %g1 + 5", G1 | Effects.XCC, 0);
        assertThat(effects("bne,a .").annul()).isTrue();
        assertThat(effects("bne .").annul()).isFalse();
        assertThat(effects("retl").delayed()).isTrue();
        assertThat(effects("ta 1").delayed()).isFalse();
        assertThat(effects("done").delayed()).isFalse();
    }

    @Test
    void memory() {
        expect("ldx [%g1 + %g2], %g3", G1 | G2 | Effects.MEMORY, G3);
        expect("stx %g3, [%g1 + 8]", G3 | G1, Effects.MEMORY);
        expect("ldd [%g1], %o2", G1 | Effects.MEMORY, O2 | O3);
        expect("std %o2, [%g1]", G1 | O2 | O3, Effects.MEMORY);
        expect("ldxa [%g1 + 8] %asi, %g3", G1 | Effects.ASI | Effects.MEMORY, G3);
        expect("ldxa [%g1] 0x14, %g3", G1 | Effects.MEMORY, G3);
        expect("casx [%g1], %g2, %g3", G1 | G2 | G3 | Effects.MEMORY, G3 | Effects.MEMORY);
        expect("casxa [%g1] %asi, %g2, %g3", G1 | G2 | G3 | Effects.ASI | Effects.MEMORY, G3 | Effects.MEMORY);
        expect("swap [%g1], %g3", G1 | G3 | Effects.MEMORY, G3 | Effects.MEMORY);
        expect("ldstub [%g1], %g3", G1 | Effects.MEMORY, G3 | Effects.MEMORY);
        expect("membar #Sync", Effects.MEMORY, Effects.MEMORY);
        expect("flush %g1", G1 | Effects.MEMORY, Effects.MEMORY);
        expect("prefetch [%g1], 1", G1, 0);
    }

    @Test
    void state() {
        expect("rd %y, %g3", Effects.Y, G3);
        expect("wr %g1, 1, %y", G1, Effects.Y);
        expect("rd %ccr, %g3", CC, G3);
        expect("wr %g1, 0, %ccr", G1, CC);
        expect("wr %g0, 0x82, %asi", 0, Effects.ASI);
        expect("rd %tick, %g3", Effects.STATE, G3);
        expect("rd %pc, %g3", 0, G3);
        expect("wrpr %g1, 0, %pstate", G1, Effects.STATE);
        expect("retry", 0, CC | Effects.ASI | Effects.STATE);
        assertThat(effects("rdpr %tl, %g1").privileged()).isTrue();
        assertThat(effects("rd %y, %g1").privileged()).isFalse();
    }

    /** A move that may not happen does not end the life of what was there. */
    @Test
    void conditionalMoves() {
        Effects move = effects("movne %xcc, %g2, %g3");
        assertThat(move.uses()).isEqualTo(G2 | Effects.XCC);
        assertThat(move.defines()).isEqualTo(G3);
        assertThat(move.certain()).isZero();
        assertThat(effects("movrz %g1, 5, %g3").uses()).isEqualTo(G1);
        assertThat(effects("movg %fcc1, 5, %g3").uses()).isEqualTo(Effects.FCC0 << 1 | Effects.FPRS);
        assertThat(effects("add %g1, 1, %g3").certain()).isEqualTo(G3);
    }

    @Test
    void floatingPoint() {
        expectFp("fadds %f1, %f2, %f3", 1L << 1 | 1L << 2, 1L << 3);
        expectFp("faddd %f0, %f62, %f32", 3L | 3L << 62, 3L << 32);
        expectFp("fmovq %f4, %f8", 0xfL << 4, 0xfL << 8);
        expectFp("fstod %f31, %f32", 1L << 31, 3L << 32);
        expectFp("pdist %f0, %f2, %f4", 3L | 3L << 2 | 3L << 4, 3L << 4);
        expectFp("ldd [%g1], %f34", 0, 3L << 34);
        expectFp("std %f34, [%g1]", 3L << 34, 0);
        expectFp("ldda [%g1] #ASI_BLK_P, %f16", 0, 0xffffL << 16);
        expectFp("stda %f16, [%g1] #ASI_PST8_P", 3L << 16, 0);
        assertThat(effects("fcmpd %fcc1, %f0, %f2").defines()).isEqualTo(Effects.FCC0 << 1 | Effects.FSR);
        assertThat(effects("fcmpgt32 %f0, %f2, %g3").defines()).isEqualTo(G3);
        assertThat(effects("alignaddr %g1, %g2, %g3").defines()).isEqualTo(G3 | Effects.GSR);
        assertThat(effects("edge8 %g1, %g2, %g3").defines()).isEqualTo(G3 | CC);
        assertThat(effects("edge8n %g1, %g2, %g3").defines()).isEqualTo(G3);
        assertThat(effects("ldx [%g1], %fsr").defines()).isEqualTo(Effects.FSR | Effects.ALL_FCC);
    }

    @Test
    void illegalWordsOnlyTrap() {
        Effects effects = Effects.of(0xffff_ffff);
        assertThat(effects.mayTrap()).isTrue();
        assertThat(effects.uses() | effects.defines() | effects.fpUses() | effects.fpDefines()).isZero();
    }

    private static Effects effects(String text) {
        return Effects.of(Assembler.word(text, 0));
    }

    private static void expect(String text, long uses, long defines) {
        Effects effects = effects(text);
        assertThat(effects.uses()).as("%s uses", text).isEqualTo(uses);
        assertThat(effects.defines()).as("%s defines", text).isEqualTo(defines);
    }

    private static void expectFp(String text, long uses, long defines) {
        Effects effects = effects(text);
        assertThat(effects.fpUses()).as("%s uses", text).isEqualTo(uses);
        assertThat(effects.fpDefines()).as("%s defines", text).isEqualTo(defines);
    }
}
