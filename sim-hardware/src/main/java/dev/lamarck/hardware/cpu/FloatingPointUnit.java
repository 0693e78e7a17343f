package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** Floating-point arithmetic, comparisons and conditional moves. */
final class FloatingPointUnit {
    private final ProcessorState state;
    private final FloatingMemory memory;

    FloatingPointUnit(ProcessorState state, FloatingMemory memory) {
        this.state = state;
        this.memory = memory;
    }

    /** Whether a branch on floating-point condition code n is taken. */
    boolean condition(int condition, int n) {
        memory.requireEnabled();
        return Conditions.holdsFloating(condition, state.fcc(n));
    }

    /** Conditional moves: of floating-point registers, or on their condition codes or an integer register. */
    void move(int opcode, int word) {
        int condition = Fields.moveCondition(word);
        switch (opcode) {
            case Opcode.MOVR -> {
                if (Conditions.holdsRegister(word >>> 10 & 7, Operand.rs1(state, word))) {
                    Operand.setRd(state, word, Fields.isImmediate(word) ? Fields.simm10(word) : Operand.rs2(state, word));
                }
            }
            case Opcode.MOVFCC -> {
                if (condition(condition, word >>> 11 & 3)) {
                    Operand.setRd(state, word, Fields.isImmediate(word) ? Fields.simm11(word) : Operand.rs2(state, word));
                }
            }
            case Opcode.FMOVSICC, Opcode.FMOVDICC, Opcode.FMOVQICC -> {
                memory.requireEnabled();
                moveIf((word & 1 << 12) == 0 ? state.icc(condition) : state.xcc(condition),
                        opcode - Opcode.FMOVSICC, word);
            }
            case Opcode.FMOVSFCC, Opcode.FMOVDFCC, Opcode.FMOVQFCC ->
                moveIf(condition(condition, word >>> 11 & 3), opcode - Opcode.FMOVSFCC, word);
            default -> {
                memory.requireEnabled();
                boolean holds = Conditions.holdsRegister(word >>> 10 & 7, Operand.rs1(state, word));
                moveIf(holds, opcode - Opcode.FMOVRS, word);
            }
        }
    }

    /** {@code size}: 0 single, 1 double, 2 quad. */
    private void moveIf(boolean holds, int size, int word) {
        if (size == 2) {
            throw unimplemented();
        }
        if (holds && size == 0) {
            state.setSingle(Fields.rd(word), state.single(Fields.rs2(word)));
        } else if (holds) {
            state.setDouble(Predecoder.doubleIndex(Fields.rd(word)), state.f[Predecoder.doubleIndex(Fields.rs2(word))]);
        }
    }

    /** UM 14.3: quad operations are left to software. */
    private GuestTrap unimplemented() {
        state.fsr = state.fsr & ~(7L << 14) | 3L << 14;
        return GuestTrap.of(TrapType.FP_EXCEPTION_OTHER);
    }

    void execute(int opcode, int word) {
        memory.requireEnabled();
        throw unimplemented();
    }
}
