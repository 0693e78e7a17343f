package dev.lamarck.hardware.isa.code;

import dev.lamarck.hardware.isa.RowTable;

/**
 * How an instruction changes control: its kind, whether it may fall through, its delay slot, its target. Branch targets can
 * be read and moved; everything else has a target in registers.
 */
public final class Flow {
    /** Goes on with the next instruction, or traps. */
    public static final int SEQUENTIAL = 0;
    /** Relative to the program counter, conditional or not. */
    public static final int BRANCH = 1;
    /** CALL: to a fixed address, its own address in %o7. */
    public static final int CALL = 2;
    /** JMPL: to an address in registers; a call if rd is %o7, a return if it goes to %i7+8 or %o7+8 and forgets its address. */
    public static final int JUMP = 3;
    /** RETURN: jumps and restores the caller's window. */
    public static final int RETURN = 4;
    /** Tcc: perhaps a trap, after which execution goes on here. */
    public static final int TRAP = 5;
    /** DONE or RETRY: leaves a trap handler. */
    public static final int TRAP_RETURN = 6;
    /** A word that cannot be executed: undefined, or ILLTRAP. */
    public static final int ILLEGAL = 7;

    private static final int ALWAYS = 8;
    private static final int PREDICT_TAKEN = 1 << 19;
    private static final int RETURN_OFFSET = 8;
    private static final int[] DISPLACEMENT_WIDTH = RowTable.get().displacementWidth;
    private static final int[] SHAPE = RowTable.get().shape;

    private Flow() {}

    public static int kind(int word) {
        return kindOf(Opcode.of(word));
    }

    /** The same of a word whose opcode is known: to look it up costs more than all else here. */
    public static int kindOf(int opcode) {
        return switch (opcode) {
            case Opcode.BICC, Opcode.BPCC, Opcode.FBFCC, Opcode.FBPFCC, Opcode.BPR -> BRANCH;
            case Opcode.CALL -> CALL;
            case Opcode.JMPL -> JUMP;
            case Opcode.RETURN -> RETURN;
            case Opcode.TCC -> TRAP;
            case Opcode.DONE, Opcode.RETRY -> TRAP_RETURN;
            case Opcode.ILLTRAP, Opcode.ILLEGAL -> ILLEGAL;
            default -> SEQUENTIAL;
        };
    }

    /** A branch or trap whose outcome depends on data. */
    public static boolean isConditional(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.BPR -> true;
            case Opcode.BICC, Opcode.BPCC, Opcode.FBFCC, Opcode.FBPFCC, Opcode.TCC -> (Fields.condition(word) & 7) != 0;
            default -> false;
        };
    }

    /** A branch that is always taken. */
    public static boolean isAlways(int word) {
        return kind(word) == BRANCH && !isConditional(word) && Fields.condition(word) == ALWAYS;
    }

    /** A branch that is never taken. */
    public static boolean isNever(int word) {
        return kind(word) == BRANCH && !isConditional(word) && Fields.condition(word) != ALWAYS;
    }

    /** The a bit of a branch: the delay slot is executed only if a conditional branch is taken. */
    public static boolean isAnnulled(int word) {
        return kind(word) == BRANCH && Fields.annul(word);
    }

    /** The next word is a delay slot that may be executed; not so after an annulled "always" or "never". */
    public static boolean hasDelaySlot(int word) {
        int opcode = Opcode.of(word);
        return opcode != Opcode.ILLEGAL && (SHAPE[2 * opcode] & RowTable.DELAYED) != 0
                && (!isAnnulled(word) || isConditional(word));
    }

    /** Leaves its own address in %o7: CALL, or JMPL with that destination. */
    public static boolean isCall(int word) {
        int opcode = Opcode.of(word);
        return opcode == Opcode.CALL || opcode == Opcode.JMPL && Fields.rd(word) == RegisterSet.O7;
    }

    /** Goes back to the caller: {@code ret}, {@code retl}, or {@code return %i7 + 8}. */
    public static boolean isReturn(int word) {
        int opcode = Opcode.of(word);
        if (opcode != Opcode.JMPL && opcode != Opcode.RETURN || !Fields.isImmediate(word)
                || Fields.simm13(word) != RETURN_OFFSET) {
            return false;
        }
        int link = Fields.rs1(word);
        return opcode == Opcode.RETURN
                ? link == RegisterSet.I7
                : Fields.rd(word) == 0 && (link == RegisterSet.I7 || link == RegisterSet.O7);
    }

    /** The instruction has a target relative to its own address: a branch or CALL. */
    public static boolean isRelative(int word) {
        int opcode = Opcode.of(word);
        return opcode != Opcode.ILLEGAL && DISPLACEMENT_WIDTH[opcode] != 0;
    }

    /** Where the branch or call at {@code address} goes. */
    public static long target(int word, long address) {
        int opcode = Opcode.of(word);
        assert isRelative(word);
        int width = DISPLACEMENT_WIDTH[opcode];
        int field = opcode == Opcode.BPR ? word >>> 6 & 0xc000 | word & 0x3fff : word;
        return address + ((long) (field << 32 - width >> 32 - width) << 2);
    }

    /** The same conditional branch with the opposite condition: of condition codes the fourth bit, of registers the third. */
    public static int invert(int word) {
        assert kind(word) == BRANCH && isConditional(word);
        return word ^ (Opcode.of(word) == Opcode.BPR ? 4 : 8) << 25;
    }

    /** Whether the branch says in a bit of its own which way it is likely to go. */
    public static boolean isPredicted(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.BPCC, Opcode.FBPFCC, Opcode.BPR -> true;
            default -> false;
        };
    }

    public static boolean isPredictedTaken(int word) {
        return (word & PREDICT_TAKEN) != 0;
    }

    /** The same branch, which {@link #isPredicted}, predicted taken or not. */
    public static int predict(int word, boolean taken) {
        return taken ? word | PREDICT_TAKEN : word & ~PREDICT_TAKEN;
    }

    /** This branch or call, placed at {@code from}, can be made to go to {@code to}. */
    public static boolean reaches(int word, long from, long to) {
        assert isRelative(word);
        int width = DISPLACEMENT_WIDTH[Opcode.of(word)];
        long distance = to - from;
        long limit = 1L << width + 1;
        return (distance & 3) == 0 && -limit <= distance && distance < limit;
    }

    /** The same branch or call, placed at {@code from}, going to {@code to}, which it reaches. */
    public static int retarget(int word, long from, long to) {
        assert reaches(word, from, to);
        int opcode = Opcode.of(word);
        int width = DISPLACEMENT_WIDTH[opcode];
        int distance = (int) (to - from >> 2);
        if (opcode == Opcode.BPR) {
            return word & ~0x30_3fff | (distance & 0xc000) << 6 | distance & 0x3fff;
        }
        int mask = (int) ((1L << width) - 1);
        return word & ~mask | distance & mask;
    }
}
