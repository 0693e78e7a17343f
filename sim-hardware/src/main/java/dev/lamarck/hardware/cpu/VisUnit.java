package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** The visual instruction set (UltraSPARC-I user's manual, chapter 13). */
final class VisUnit {
    private final ProcessorState state;
    private final FloatingMemory floating;

    VisUnit(ProcessorState state, FloatingMemory floating) {
        this.state = state;
        this.floating = floating;
    }

    void execute(int opcode, int word) {
        floating.requireEnabled();
        switch (opcode) {
            case Opcode.ALIGNADDR -> alignAddress(word, false);
            case Opcode.ALIGNADDRL -> alignAddress(word, true);
            case Opcode.FALIGNDATA -> alignData(word);
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    /** The sum rounded down to eight bytes; what was cut off, or its complement, becomes GSR.align. */
    private void alignAddress(int word, boolean little) {
        long sum = Operand.rs1(state, word) + Operand.rs2(state, word);
        long align = little ? -sum & 7 : sum & 7;
        state.gsr = state.gsr & ~7L | align;
        Operand.setRd(state, word, sum & ~7L);
    }

    /** Eight of the sixteen bytes of two registers, from GSR.align on. */
    private void alignData(int word) {
        long first = state.f[Predecoder.doubleIndex(Fields.rs1(word))];
        long second = state.f[Predecoder.doubleIndex(Fields.rs2(word))];
        int bits = (int) (state.gsr & 7) * 8;
        long data = bits == 0 ? first : first << bits | second >>> 64 - bits;
        state.setDouble(Predecoder.doubleIndex(Fields.rd(word)), data);
    }
}
