package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * Turns an instruction word into the form that the interpreter executes: one long with
 *
 * <pre>
 *   59…50 operation   49…44 rd   43…38 rs1   37…32 rs2   31…0 immediate
 * </pre>
 *
 * A second operand is always {@code r[rs2] + immediate}, where one of the two is zero, so that no instruction exists in two
 * variants. Writes of %g0 go to the sink. Operations of the slower units carry the instruction word itself in place
 * of the immediate. Conditional branches become one operation for each condition.
 */
final class Predecoder {
    static final int OPERATION_SHIFT = 50;
    static final int RD_SHIFT = 44;
    static final int RS1_SHIFT = 38;
    static final int RS2_SHIFT = 32;
    static final int FIELD = 63;

    /** Where nothing has been decoded yet. */
    static final int UNDECODED = 0x3FF;
    static final long UNDECODED_WORD = (long) UNDECODED << OPERATION_SHIFT;

    // Operations beyond the opcodes. A conditional branch's rd field is its annul bit, that of others their link register.
    static final int ILLEGAL = 0x3FE;
    static final int BRANCH_ALWAYS = 300;
    static final int BRANCH_NEVER = 301;
    static final int BRANCH_ALWAYS_ANNULLED = 302;
    /** Plus the condition: 1 … 7, 9 … 15. */
    static final int BRANCH_ICC = 304;
    static final int BRANCH_XCC = 320;
    /** Plus the register condition: 1 … 3, 5 … 7. */
    static final int BRANCH_REGISTER = 336;
    /** On a floating-point condition: rs1 is the condition, rs2 the number of the condition code. */
    static final int BRANCH_FCC = 344;
    static final int NOP = 345;

    static final int ALWAYS = 8;
    private static final int RETURN_ADDRESS = 15;

    private Predecoder() {}

    static int operation(long decoded) {
        return (int) (decoded >>> OPERATION_SHIFT);
    }

    static long decode(int word) {
        int opcode = Opcode.of(word);
        return switch (opcode) {
            case Opcode.ILLEGAL, Opcode.ILLTRAP -> pack(ILLEGAL, 0, 0, 0, word);
            case Opcode.SETHI -> setHigh(word);
            case Opcode.BICC -> branch(word, BRANCH_ICC);
            case Opcode.BPCC -> branch(word, (word >>> 20 & 3) == 0 ? BRANCH_ICC : BRANCH_XCC);
            case Opcode.BPR ->
                pack(BRANCH_REGISTER + Fields.registerCondition(word), annul(word), Fields.rs1(word), 0, displacement(word));
            case Opcode.FBFCC -> pack(BRANCH_FCC, annul(word), Fields.condition(word), 0, displacement(word));
            case Opcode.FBPFCC ->
                pack(BRANCH_FCC, annul(word), Fields.condition(word), word >>> 20 & 3, displacement(word));
            case Opcode.CALL -> pack(opcode, RETURN_ADDRESS, 0, 0, displacement(word));
            case Opcode.ADD, Opcode.AND, Opcode.OR, Opcode.XOR, Opcode.SUB, Opcode.ANDN, Opcode.ORN, Opcode.XNOR,
                    Opcode.ADDCC, Opcode.ANDCC, Opcode.ORCC, Opcode.XORCC, Opcode.SUBCC, Opcode.ANDNCC,
                    Opcode.MULX, Opcode.SLL, Opcode.SRL, Opcode.SRA, Opcode.SLLX, Opcode.SRLX, Opcode.SRAX,
                    Opcode.SAVE, Opcode.RESTORE, Opcode.JMPL,
                    Opcode.LDUW, Opcode.LDUB, Opcode.LDUH, Opcode.LDSW, Opcode.LDSB, Opcode.LDSH, Opcode.LDX ->
                pack(opcode, destination(word), Fields.rs1(word), rs2(word), immediate(word, 13));
            case Opcode.STW, Opcode.STB, Opcode.STH, Opcode.STX, Opcode.LDF, Opcode.STF ->
                pack(opcode, Fields.rd(word), Fields.rs1(word), rs2(word), immediate(word, 13));
            case Opcode.RETURN -> pack(opcode, ProcessorState.SINK, Fields.rs1(word), rs2(word), immediate(word, 13));
            case Opcode.LDDF, Opcode.STDF ->
                pack(opcode, doubleIndex(Fields.rd(word)), Fields.rs1(word), rs2(word), immediate(word, 13));
            case Opcode.MOVICC ->
                // rs1 is the condition and, in bit 4, whether it is of xcc.
                pack(opcode, destination(word), Fields.moveCondition(word) | word >>> 8 & 16, rs2(word), immediate(word, 11));
            default -> pack(opcode, 0, 0, 0, word);
        };
    }

    private static long pack(int operation, int rd, int rs1, int rs2, int immediate) {
        return (long) operation << OPERATION_SHIFT
                | (long) rd << RD_SHIFT
                | (long) rs1 << RS1_SHIFT
                | (long) rs2 << RS2_SHIFT
                | immediate & 0xFFFF_FFFFL;
    }

    private static long setHigh(int word) {
        return Fields.rd(word) == 0 ? pack(NOP, 0, 0, 0, 0) : pack(Opcode.SETHI, Fields.rd(word), 0, 0, word << 10);
    }

    private static long branch(int word, int first) {
        return switch (Fields.condition(word)) {
            case 0 -> pack(BRANCH_NEVER, annul(word), 0, 0, displacement(word));
            case ALWAYS -> pack(
                    Fields.annul(word) ? BRANCH_ALWAYS_ANNULLED : BRANCH_ALWAYS, ProcessorState.SINK, 0, 0, displacement(word));
            default -> pack(first + Fields.condition(word), annul(word), 0, 0, displacement(word));
        };
    }

    private static int destination(int word) {
        return Fields.rd(word) == 0 ? ProcessorState.SINK : Fields.rd(word);
    }

    private static int rs2(int word) {
        return Fields.isImmediate(word) ? 0 : Fields.rs2(word);
    }

    private static int immediate(int word, int bits) {
        return Fields.isImmediate(word) ? word << 32 - bits >> 32 - bits : 0;
    }

    /** Index of a double in {@link ProcessorState#f}. */
    static int doubleIndex(int field) {
        return Fields.doubleRegister(field) >> 1;
    }

    private static int displacement(int word) {
        return (int) Flow.target(word, 0);
    }

    private static int annul(int word) {
        return Fields.annul(word) ? 1 : 0;
    }
}
