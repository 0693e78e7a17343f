package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/**
 * One instruction at one address, decoded. Most go through the interpreter's loop at once, which knows what a {@link Kind} does; the
 * others, and those of a kind that for once cannot, {@link #execute}. The program counter moves on by itself; a control transfer tells
 * the interpreter.
 *
 * <p>The second operand is {@code rs2 + immediate}, one of which is zero, so that no kind exists in two variants. Registers are known
 * by their slots in a window ({@link ProcessorState#slot}); writes of %g0 go to the sink.
 */
class Operation {
    final int kind;
    final int rd;
    final int rs1;
    final int rs2;
    /** Of a branch or call: its displacement. */
    final long immediate;
    /** Of an access: its bytes, or the view of the space that it names. Of a branch, conditional move or trap: its condition. */
    final int detail;
    /** Of a branch. */
    final boolean annuls;
    /** Of a conditional branch: the state in which the predictor's history begins that it shares with its neighbour. */
    int history;
    /** The instruction behind this one, if the two are one of the {@link Pairs}. */
    Operation second;

    Operation(int kind, int rd, int rs1, int rs2, long immediate, int detail, boolean annuls) {
        this.kind = kind;
        this.rd = rd;
        this.rs1 = rs1;
        this.rs2 = rs2;
        this.immediate = immediate;
        this.detail = detail;
        this.annuls = annuls;
    }

    /** Registers, and an immediate of so many bits. Where the instruction has no such integer register, other numbers. */
    Operation(int kind, int rd, int rs1, int word, int immediateBits, int detail) {
        this(kind, rd, rs1, ProcessorState.slot(Fields.isImmediate(word) ? 0 : Fields.rs2(word)),
                Fields.isImmediate(word) ? word << 32 - immediateBits >> 32 - immediateBits : 0, detail, false);
    }

    /** What no loop knows. */
    Operation() {
        this(Kind.OTHER, 0, 0, 0, 0, 0, false);
    }

    /** Of a conditional branch, once, when its address is known. */
    final void beginHistoryAs(int state) {
        history = state;
    }

    /** Once, when both are decoded. */
    final void pairWith(Operation next) {
        second = next;
    }

    /** Of rd as a destination. */
    static int destination(int register) {
        return register == 0 ? ProcessorState.SINK : ProcessorState.slot(register);
    }

    /** Executes it in any case: completely, or throws a {@link GuestTrap} before it has changed anything. */
    void execute(ProcessorState s, Interpreter interpreter) {
        throw new AssertionError("kind " + kind + " always goes through at once");
    }

    final long first(ProcessorState s) {
        return s.r[s.window + rs1];
    }

    final long second(ProcessorState s) {
        return s.r[s.window + rs2] + immediate;
    }

    /** rs1 plus the second operand, as memory accesses and jumps form addresses. */
    final long address(ProcessorState s) {
        return first(s) + second(s);
    }

    final long source(ProcessorState s) {
        return s.r[s.window + rd];
    }

    final void set(ProcessorState s, long result) {
        s.r[s.window + rd] = result;
    }
}
