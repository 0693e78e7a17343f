package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.code.Opcode;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * How instructions issue, as a function of the words before each in its cache line.
 *
 * <p>Instructions issue in order in groups, one group a cycle. An instruction may join the group of those just before it if the
 * group stays within the issue width, needs at most two integer units (one shift, one setting condition codes), one load or
 * store, one control transfer and two floating-point operations, and if it neither reads nor writes a register that the group
 * writes; but a branch may read condition codes set in its group. Everything else issues alone. A group ends with its cache
 * line and after a delay slot. An instruction that uses what a load in the previous group has loaded waits {@code interlock}
 * cycles.
 *
 * <p>The result for a word is one byte: bits 0–1, the most instructions that a group may already hold when this one joins it;
 * bits 2–3, how many words back the nearest load is whose result it uses (0: none); bit 4, the group ends here; bits
 * 5–7, a class of extra latency.
 *
 * <p>An instance serves one thread only: what it works on is kept from one question to the next.
 */
final class IssueRules {
    static final int JOIN = 3;
    static final int LOADED_SHIFT = 2;
    static final int LOADED = 3;
    static final int ENDS = 1 << 4;
    static final int LATENCY_SHIFT = 5;

    // Latency classes, indices into the interpreter's table.
    static final int NO_LATENCY = 0;
    static final int MULTIPLY = 1;
    static final int DIVIDE32 = 2;
    static final int DIVIDE64 = 3;
    static final int FDIVIDE_SINGLE = 4;
    static final int FDIVIDE_DOUBLE = 5;
    static final int LATENCIES = 6;

    private static final int LINE_BYTES = CodePages.LINE_WORDS * Integer.BYTES;
    private static final long REGISTERS = Effects.INTEGER | Effects.Y;

    private static final long CONDITION_CODES = Effects.ICC | Effects.XCC | Effects.ALL_FCC;

    /** The unit that an instruction needs. */
    private enum Unit { ALU, SHIFTER, CC_ALU, MEMORY, CONTROL, FLOATING, ALONE }

    private static final int UNITS = Unit.values().length;

    private static final int KNOWN_BITS = 12;

    private final int width;
    private final int[] knownWord = new int[1 << KNOWN_BITS];
    private final Effects[] known = new Effects[1 << KNOWN_BITS];
    /** The word that is asked about, and those before it: index n is the word n before it. Kept, as {@link #known} is, so that no garbage is made. */
    private final int[] words = new int[LOADED + 1];
    private final Effects[] effects = new Effects[LOADED + 1];
    private final int[] demand = new int[UNITS];

    IssueRules(int width) {
        this.width = width;
    }

    /** {@code text} gives the word at an address of the line. */
    byte of(IntUnaryOperator text, int pa) {
        int available = Math.min(pa % LINE_BYTES / Integer.BYTES, LOADED);
        for (int back = 0; back <= available; back++) {
            words[back] = text.applyAsInt(pa - back * Integer.BYTES);
            effects[back] = effects(words[back]);
        }
        int flags = join(available) | loadedBefore(available) << LOADED_SHIFT | latency(words[0]) << LATENCY_SHIFT;
        boolean inDelaySlot = available > 0 && effects[1].delayed();
        return (byte) (inDelaySlot ? flags | ENDS : flags);
    }

    /** A word's neighbours ask for it again at once; without this, garbage would lie between the operations of a page, until the JVM collects it. */
    private Effects effects(int word) {
        int at = word * 0x9E3779B1 >>> 32 - KNOWN_BITS;
        if (known[at] == null || knownWord[at] != word) {
            knownWord[at] = word;
            known[at] = Effects.of(word);
        }
        return known[at];
    }

    private int join(int available) {
        Arrays.fill(demand, 0);
        demand[unit(words[0]).ordinal()]++;
        int join = 0;
        for (int back = 1; back <= available && back < width; back++) {
            demand[unit(words[back]).ordinal()]++;
            if (exceedsUnits() || depends(words[0], effects[0], effects[back])) {
                break;
            }
            join = back;
        }
        return join;
    }

    private boolean exceedsUnits() {
        int alu = demand[Unit.ALU.ordinal()] + demand[Unit.SHIFTER.ordinal()] + demand[Unit.CC_ALU.ordinal()];
        return demand[Unit.ALONE.ordinal()] > 0
                || alu > 2
                || demand[Unit.SHIFTER.ordinal()] > 1
                || demand[Unit.CC_ALU.ordinal()] > 1
                || demand[Unit.MEMORY.ordinal()] > 1
                || demand[Unit.CONTROL.ordinal()] > 1
                || demand[Unit.FLOATING.ordinal()] > 2;
    }

    private static boolean depends(int word, Effects later, Effects earlier) {
        long readsCc = unit(word) == Unit.CONTROL ? 0 : later.uses() & CONDITION_CODES;
        return (earlier.defines() & ((later.uses() | later.defines()) & REGISTERS | readsCc)) != 0
                || (earlier.fpDefines() & (later.fpUses() | later.fpDefines())) != 0;
    }

    /** Distance to the nearest load before the word, at most three back, that gives it an operand. */
    private int loadedBefore(int available) {
        for (int back = 1; back <= available; back++) {
            boolean gives = (effects[back].defines() & effects[0].uses() & Effects.INTEGER) != 0
                    || (effects[back].fpDefines() & effects[0].fpUses()) != 0;
            if (gives && isLoad(words[back])) {
                return back;
            }
        }
        return 0;
    }

    private static boolean isLoad(int word) {
        int opcode = Opcode.of(word);
        return opcode >= Opcode.LDUW && opcode <= Opcode.LDXFSR;
    }

    private static int latency(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.MULX, Opcode.UMUL, Opcode.SMUL, Opcode.UMULCC, Opcode.SMULCC -> MULTIPLY;
            case Opcode.UDIV, Opcode.SDIV, Opcode.UDIVCC, Opcode.SDIVCC -> DIVIDE32;
            case Opcode.UDIVX, Opcode.SDIVX -> DIVIDE64;
            case Opcode.FDIVS, Opcode.FSQRTS -> FDIVIDE_SINGLE;
            case Opcode.FDIVD, Opcode.FSQRTD -> FDIVIDE_DOUBLE;
            default -> NO_LATENCY;
        };
    }

    private static Unit unit(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.ADD, Opcode.AND, Opcode.OR, Opcode.XOR, Opcode.SUB, Opcode.ANDN, Opcode.ORN, Opcode.XNOR,
                    Opcode.SETHI, Opcode.MOVICC, Opcode.MOVR -> Unit.ALU;
            case Opcode.SLL, Opcode.SRL, Opcode.SRA, Opcode.SLLX, Opcode.SRLX, Opcode.SRAX -> Unit.SHIFTER;
            case Opcode.ADDCC, Opcode.ANDCC, Opcode.ORCC, Opcode.XORCC, Opcode.SUBCC, Opcode.ANDNCC, Opcode.ORNCC,
                    Opcode.XNORCC, Opcode.ADDC, Opcode.SUBC, Opcode.ADDCCC, Opcode.SUBCCC -> Unit.CC_ALU;
            case Opcode.LDUW, Opcode.LDUB, Opcode.LDUH, Opcode.LDSW, Opcode.LDSB, Opcode.LDSH, Opcode.LDX,
                    Opcode.LDF, Opcode.LDDF, Opcode.STW, Opcode.STB, Opcode.STH, Opcode.STX, Opcode.STF,
                    Opcode.STDF, Opcode.PREFETCH -> Unit.MEMORY;
            case Opcode.BICC, Opcode.BPCC, Opcode.BPR, Opcode.FBFCC, Opcode.FBPFCC, Opcode.CALL, Opcode.JMPL -> Unit.CONTROL;
            default -> isFloating(Opcode.of(word)) ? Unit.FLOATING : Unit.ALONE;
        };
    }

    private static boolean isFloating(int opcode) {
        return opcode >= Opcode.FMOVS && opcode <= Opcode.FCMPEQ || opcode >= Opcode.FCMPLE16 && opcode <= Opcode.FONES;
    }
}
