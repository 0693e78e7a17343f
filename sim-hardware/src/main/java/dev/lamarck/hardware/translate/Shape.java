package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** What an instruction is to a region. */
enum Shape {
    /** Executed in the region, which goes on behind it. */
    PLAIN,
    /** Left to the interpreter. */
    ODD,
    /** A branch on a condition. */
    CONDITIONAL,
    ALWAYS,
    /** Always, without its delay slot. */
    ALWAYS_ANNULLED,
    CALL,
    JUMP,
    RETURN;

    private static final int ALWAYS_CONDITION = 8;
    private static final int RESERVED_IN_TCC = 1 << 11;
    // Privileged registers (V9 A.43).
    private static final int TICK = 4;
    private static final int CURRENT_WINDOW = 9;
    private static final int LAST_WINDOW_REGISTER = 14;

    static Shape of(int word) {
        int opcode = Opcode.of(word);
        return switch (opcode) {
            case Opcode.ADD, Opcode.AND, Opcode.OR, Opcode.XOR, Opcode.SUB, Opcode.ANDN, Opcode.ORN, Opcode.XNOR, Opcode.ADDC, Opcode.SUBC,
                    Opcode.ADDCC, Opcode.ANDCC, Opcode.ORCC, Opcode.XORCC, Opcode.SUBCC, Opcode.ANDNCC, Opcode.ORNCC, Opcode.XNORCC,
                    Opcode.MULX, Opcode.SDIVX, Opcode.UDIVX, Opcode.UMUL, Opcode.SMUL, Opcode.UDIV, Opcode.SDIV, Opcode.SLL, Opcode.SRL,
                    Opcode.SRA, Opcode.SLLX, Opcode.SRLX, Opcode.SRAX, Opcode.POPC, Opcode.SAVE, Opcode.RESTORE, Opcode.SETHI,
                    Opcode.LDUW, Opcode.LDUB, Opcode.LDUH, Opcode.LDSW, Opcode.LDSB, Opcode.LDSH, Opcode.LDX, Opcode.LDF, Opcode.LDDF,
                    Opcode.STW, Opcode.STB, Opcode.STH, Opcode.STX, Opcode.STF, Opcode.STDF, Opcode.SWAP, Opcode.LDSTUB, Opcode.FLUSH, Opcode.MEMBAR, Opcode.STBAR,
                    Opcode.MOVICC, Opcode.MOVR, Opcode.RDY, Opcode.RDPC, Opcode.RDASI, Opcode.RDFPRS, Opcode.WRY, Opcode.WRASI, Opcode.WRFPRS, Opcode.SAVED, Opcode.RESTORED -> PLAIN;
            case Opcode.LDXA, Opcode.STXA, Opcode.LDUWA, Opcode.LDSWA, Opcode.LDUHA, Opcode.LDSHA, Opcode.LDUBA, Opcode.LDSBA, Opcode.LDDA,
                    Opcode.STWA, Opcode.STHA, Opcode.STBA, Opcode.CASA, Opcode.CASXA, Opcode.SWAPA, Opcode.LDSTUBA, Opcode.LDDFA, Opcode.STDFA ->
                    AccessKind.of(opcode, word) == AccessKind.NONE ? ODD : PLAIN;
            case Opcode.RDPR -> Fields.rs1(word) == TICK || Fields.rs1(word) > LAST_WINDOW_REGISTER ? ODD : PLAIN;
            case Opcode.WRPR -> isWrittenAtOnce(Fields.rd(word)) ? PLAIN : ODD;
            case Opcode.TCC -> (word & RESERVED_IN_TCC) != 0 || Fields.condition(word) == ALWAYS_CONDITION ? ODD : PLAIN;
            case Opcode.BICC, Opcode.BPCC -> branch(word);
            case Opcode.BPR -> (Fields.registerCondition(word) & 3) == 0 ? ODD : CONDITIONAL;
            case Opcode.FBFCC, Opcode.FBPFCC -> (Fields.condition(word) & 7) == 0 ? ODD : CONDITIONAL;
            case Opcode.CALL -> CALL;
            case Opcode.JMPL -> JUMP;
            case Opcode.RETURN -> RETURN;
            default -> isFloating(opcode) ? PLAIN : ODD;
        };
    }

    /** A trap on no condition, which is ODD. */
    static boolean isSoftwareTrap(int word) {
        return Opcode.of(word) == Opcode.TCC && (word & RESERVED_IN_TCC) == 0 && Fields.condition(word) == ALWAYS_CONDITION;
    }

    /** PLAIN, but the region may be left behind it, so it is not translated in a delay slot. */
    static boolean mayLeaveBehind(int word) {
        return Opcode.of(word) == Opcode.STXA && AccessKind.of(Opcode.STXA, word) == AccessKind.MMU;
    }

    /** All but the clock and the current window; of mode, trap level and interrupts if nothing but the globals changes with them. */
    private static boolean isWrittenAtOnce(int register) {
        return register <= LAST_WINDOW_REGISTER && register != TICK && register != CURRENT_WINDOW;
    }

    private static Shape branch(int word) {
        if (Fields.condition(word) == ALWAYS_CONDITION) {
            return Fields.annul(word) ? ALWAYS_ANNULLED : ALWAYS;
        }
        return Fields.condition(word) == 0 ? ODD : CONDITIONAL;
    }

    /** Arithmetic, comparisons and moves of floating-point registers, and graphics: what a unit does on registers alone. */
    static boolean isFloating(int opcode) {
        return opcode >= Opcode.FMOVS && opcode <= Opcode.FCMPEQ
                || opcode >= Opcode.EDGE8 && opcode <= Opcode.FONES
                || opcode == Opcode.MOVFCC
                || opcode >= Opcode.FMOVSICC && opcode <= Opcode.FMOVRQ;
    }

    boolean isTransfer() {
        return this != PLAIN && this != ODD;
    }

    /** The next word is a delay slot that may be executed. */
    boolean hasSlot() {
        return isTransfer() && this != ALWAYS_ANNULLED;
    }

    /** Where it goes is known. */
    boolean hasTarget() {
        return this == CONDITIONAL || this == ALWAYS || this == ALWAYS_ANNULLED || this == CALL;
    }
}
