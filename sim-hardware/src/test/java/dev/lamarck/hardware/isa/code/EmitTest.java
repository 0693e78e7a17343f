package dev.lamarck.hardware.isa.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import org.junit.jupiter.api.Test;

/** Every word that patches are made of is what the assembler makes of its text. */
class EmitTest {
    private static final long AT = 0x40_0000;
    private static final int G1 = 1;
    private static final int G2 = 2;
    private static final int G3 = 3;
    private static final int O7 = RegisterSet.O7;

    @Test
    void constantsAndArithmetic() {
        expect(Emit.nop(), "nop");
        expect(Emit.sethi(0x1234_5678L, G1), "sethi %hi(0x12345678), %g1");
        expect(Emit.sethi(0xffff_ffffL, G1), "sethi %hi(0xffffffff), %g1");
        expect(Emit.orLow(G1, 0x1234_5678L, G2), "or %g1, %lo(0x12345678), %g2");
        expect(Emit.move(G1, G2), "mov %g1, %g2");
        expect(Emit.moveImmediate(-5, G2), "mov -5, %g2");
        expect(Emit.add(G1, G2, G3), "add %g1, %g2, %g3");
        expect(Emit.addImmediate(G1, -4096, G3), "add %g1, -4096, %g3");
        expect(Emit.subtract(G1, G2, G3), "sub %g1, %g2, %g3");
        expect(Emit.or(G1, G2, G3), "or %g1, %g2, %g3");
        expect(Emit.xor(G1, G2, G3), "xor %g1, %g2, %g3");
        expect(Emit.shiftLeft(G1, 56, G3), "sllx %g1, 56, %g3");
    }

    @Test
    void memoryAndState() {
        expect(Emit.loadLong(G1, 4095, G2), "ldx [%g1 + 4095], %g2");
        expect(Emit.storeLong(G2, G1, -8), "stx %g2, [%g1 - 8]");
        expect(Emit.storeWord(G2, G1, 4), "stw %g2, [%g1 + 4]");
        expect(Emit.flush(G1), "flush %g1");
        expect(Emit.compareAndSwap(G1, G2, G3), "casx [%g1], %g2, %g3");
        expect(Emit.save(176), "save %sp, -176, %sp");
        expect(Emit.restore(), "restore");
        expect(Emit.readTick(G1), "rd %tick, %g1");
    }

    @Test
    void control() {
        expect(Emit.branchNear(AT, AT + 0xffffc), "ba,a,pt %xcc, . + 0xffffc");
        expect(Emit.branchFar(AT, AT - 0x800000), "ba,a . - 0x800000");
        expect(Emit.branchOnRegister(Emit.ZERO, false, true, G1, AT, AT - 0x20000), "brz,pt %g1, . - 0x20000");
        expect(Emit.branchOnRegister(Emit.NOT_ZERO, true, false, G1, AT, AT + 0x1fffc), "brnz,a,pn %g1, . + 0x1fffc");
        expect(Emit.jump(G1, 4, 0), "jmp %g1 + 4");
        expect(Emit.jump(G1, 8, O7), "call %g1 + 8");
    }

    private static void expect(int word, String text) {
        assertThat(word).as(text).isEqualTo(Assembler.word(text, AT));
    }
}
