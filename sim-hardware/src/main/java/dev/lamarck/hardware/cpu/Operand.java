package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/** Operands of an instruction word, for the units that work on whole words. */
final class Operand {
    private Operand() {}

    static long rs1(ProcessorState state, int word) {
        return register(state, Fields.rs1(word));
    }

    static long rs2(ProcessorState state, int word) {
        return register(state, Fields.rs2(word));
    }

    /** Register or 13-bit immediate. */
    static long second(ProcessorState state, int word) {
        return Fields.isImmediate(word) ? Fields.simm13(word) : rs2(state, word);
    }

    static long rd(ProcessorState state, int word) {
        return register(state, Fields.rd(word));
    }

    static long register(ProcessorState state, int register) {
        return state.register(register);
    }

    static void setRd(ProcessorState state, int word, long value) {
        setRegister(state, Fields.rd(word), value);
    }

    static void setRegister(ProcessorState state, int register, long value) {
        state.setRegister(register, value);
    }
}
