package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.DefUse;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.flow.SoftwareTrap;

/**
 * Conditional propagation of register constants over one function from a fixed argument (after Wegman and Zadeck): blocks are
 * visited only over edges that can be taken with what is known, and where ways meet, what they agree on is known. Condition codes are
 * known with the operands that set them. Delay slots are executed where control goes: an annulled one on the taken edge only.
 *
 * <p>What is found is kept by word: an instruction executed on several paths, or both as a slot and in its own right, has a fact
 * only if it is the same on all of them.
 */
public final class ConstantFlow {
    public static final int MAX_BLOCKS = 512;
    public static final int MAX_WORDS = 4096;

    /** No path leads to the word. */
    public static final int NOT_EXECUTED = 0;
    /** Nothing is known of what it does. */
    public static final int VARIES = 1;
    /** It leaves {@link #constant} in the one register that it writes, and does nothing else. */
    public static final int CONSTANT = 2;
    /** A branch or trap that is always taken. */
    public static final int TAKEN = 3;
    /** A branch or trap that is never taken, or a move that is not made. */
    public static final int NOT_TAKEN = 4;
    /** A conditional move that is always made. */
    public static final int MOVES = 5;
    /** A jump through a table that always leads to the address {@link #constant}. */
    public static final int JUMPS = 6;

    /** A call whose callee finds {@link #constant} in the register that {@link #analyseCalls} asks about. */
    public static final int PASSES = 7;

    /** %g6 and %g7 belong to the processor and the thread. */
    private static final long NEVER_KNOWN = RegisterSet.of(6) | RegisterSet.of(7);
    /** %g1 to %g5 and %o0 to %o7, and condition codes: what a trap that is a system call returns or spoils. */
    private static final long SPOILT_BY_TRAP = 0x3eL | RegisterSet.OUTS | RegisterSet.CCR;

    private final Target target;
    private final Arithmetic arithmetic = new Arithmetic();
    private final RegisterConstants[] entry = new RegisterConstants[MAX_BLOCKS];
    private final boolean[] reached = new boolean[MAX_BLOCKS];
    private final boolean[] isPending = new boolean[MAX_BLOCKS];
    private final short[] pending = new short[MAX_BLOCKS];
    private int pendings;

    private final byte[] facts = new byte[MAX_WORDS];
    private final long[] constants = new long[MAX_WORDS];

    private FlowGraph graph;
    private boolean isRecording;
    /** The register of which calls are to say what it passes, 0 if none. */
    private int passed;
    /** Registers after the instructions walked so far, and on the other edge of an annulled branch. */
    private final RegisterConstants at = new RegisterConstants();
    private final RegisterConstants other = new RegisterConstants();
    /** What the instruction just walked was found to do. */
    private int fact;
    private long constant;

    public ConstantFlow(Target target) {
        this.target = target;
        for (int i = 0; i < MAX_BLOCKS; i++) {
            entry[i] = new RegisterConstants();
        }
    }

    /** Solves for a parsed function whose register has this value at the entry; no register is fixed if it is 0. Null, or why not. */
    public Refusal analyse(FlowGraph graph, int register, long value) {
        passed = 0;
        return solve(graph, register, value);
    }

    /** Solves for a parsed function of which nothing is known, and notes what its calls pass in a register. Null, or why not. */
    public Refusal analyseCalls(FlowGraph graph, int register) {
        passed = register;
        return solve(graph, 0, 0);
    }

    private Refusal solve(FlowGraph graph, int register, long value) {
        if (graph.blocks() > MAX_BLOCKS || graph.words() > MAX_WORDS) {
            return Refusal.TOO_LARGE;
        }
        this.graph = graph;
        reset();
        isRecording = false;
        at.clear();
        if (register != 0) {
            at.set(register, value);
        }
        arrive(0);
        while (pendings > 0) {
            int block = pending[--pendings];
            isPending[block] = false;
            walk(block);
        }
        isRecording = true;
        for (int block = 0; block < graph.blocks(); block++) {
            if (reached[block]) {
                walk(block);
            }
        }
        return null;
    }

    private void reset() {
        pendings = 0;
        for (int i = 0; i < graph.blocks(); i++) {
            reached[i] = false;
            isPending[i] = false;
        }
        for (int i = 0; i < graph.words(); i++) {
            facts[i] = NOT_EXECUTED;
        }
    }

    public int fact(int index) {
        return facts[index];
    }

    public long constant(int index) {
        return constants[index];
    }

    /** A block's entry is reached with the registers as they are. */
    private void arrive(int block) {
        boolean changed;
        if (reached[block]) {
            changed = entry[block].meet(at);
        } else {
            reached[block] = true;
            entry[block].copy(at);
            changed = true;
        }
        if (changed && !isPending[block]) {
            isPending[block] = true;
            pending[pendings++] = (short) block;
        }
    }

    private void walk(int block) {
        at.copy(entry[block]);
        int limit = graph.limit(block);
        int i = graph.first(block);
        while (i < limit) {
            int word = word(i);
            int kind = Flow.kind(word);
            if (kind == Flow.SEQUENTIAL || kind == Flow.TRAP) {
                if (!passes(i, word)) {
                    return;
                }
                i++;
            } else if (Flow.isCall(word) && i + 2 < limit || Flow.isCall(word) && graph.firstEdge(block) >= 0) {
                call(i, word);
                i += 2;
            } else {
                transfer(block, i, word);
                return;
            }
        }
        for (int edge = graph.firstEdge(block); edge >= 0 && !isRecording; edge = graph.nextEdge(edge)) {
            arrive(graph.edgeTo(edge));
        }
    }

    /** The callee runs between the slot and what follows. */
    private void call(int index, int word) {
        at.forget(DefUse.defines(word));
        boolean slotPasses = passes(index + 1, word(index + 1));
        noteCall(index);
        if (slotPasses && !FlowParser.readsProgramCounter(word)) {
            at.forget(Liveness.SPOILT_BY_CALL);
        }
    }

    private void noteCall(int index) {
        boolean isKnown = passed != 0 && at.isKnown(passed);
        note(index, isKnown ? PASSES : VARIES, isKnown ? at.value(passed) : 0);
    }

    private void transfer(int block, int index, int word) {
        decide(word);
        if (!Flow.isCall(word)) {
            note(index, fact, constant);
        }
        int outcome = fact;
        long destination = constant;
        at.forget(DefUse.defines(word));
        boolean hasSlot = Flow.hasDelaySlot(word);
        other.copy(at);
        boolean slotOnFallThrough = hasSlot && !Flow.isAnnulled(word);
        boolean slotPasses = !hasSlot || !slotOnFallThrough && outcome == NOT_TAKEN || passes(index + 1, word(index + 1));
        if (Flow.isCall(word)) {
            noteCall(index);
        }
        if (!slotPasses || isRecording) {
            return;
        }
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (graph.isTaken(edge) && isPossible(edge, outcome, destination)) {
                arrive(graph.edgeTo(edge));
            }
        }
        if (!slotOnFallThrough) {
            at.copy(other);
        }
        for (int edge = graph.firstEdge(block); edge >= 0; edge = graph.nextEdge(edge)) {
            if (!graph.isTaken(edge) && outcome != TAKEN) {
                arrive(graph.edgeTo(edge));
            }
        }
    }

    private boolean isPossible(int edge, int outcome, long destination) {
        return outcome != NOT_TAKEN
                && (outcome != JUMPS || graph.address(graph.first(graph.edgeTo(edge))) == destination);
    }

    /** Whether a transfer goes one way only: {@link #fact}. */
    private void decide(int word) {
        fact = VARIES;
        switch (Opcode.of(word)) {
            case Opcode.BICC, Opcode.TCC, Opcode.BPCC -> decideOnFlags(word, Fields.condition(word));
            case Opcode.BPR -> {
                if (at.isKnown(Fields.rs1(word))) {
                    fact = outcome(Arithmetic.holdsOnRegister(Fields.registerCondition(word), at.value(Fields.rs1(word))));
                }
            }
            case Opcode.JMPL -> {
                if (Fields.rd(word) == 0 && areSourcesKnown(word)) {
                    fact = JUMPS;
                    constant = at.value(Fields.rs1(word)) + source2(word);
                }
            }
            default -> {}
        }
    }

    private void decideOnFlags(int word, int condition) {
        boolean unconditional = (condition & 7) == 0;
        if (unconditional || at.areConditionCodesKnown()) {
            int flags = usesExtended(word) ? at.conditionCodes() >>> Arithmetic.XCC : at.conditionCodes() & 15;
            fact = outcome(unconditional ? condition == 8 : Arithmetic.holds(condition, flags));
        }
    }

    private static boolean usesExtended(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.BPCC -> (word & 1 << 21) != 0;
            case Opcode.TCC, Opcode.MOVICC -> (word & 1 << 12) != 0;
            default -> false;
        };
    }

    private static int outcome(boolean holds) {
        return holds ? TAKEN : NOT_TAKEN;
    }

    /** Applies an instruction that is no transfer; false if control never goes past it. */
    private boolean passes(int index, int word) {
        fact = VARIES;
        int opcode = Opcode.of(word);
        switch (opcode) {
            case Opcode.TCC -> trap(word);
            case Opcode.MOVICC, Opcode.MOVR -> move(word, opcode);
            case Opcode.SETHI -> define(Fields.rd(word), (long) Fields.imm22(word) << 10);
            case Opcode.SAVE, Opcode.RESTORE -> window(word, opcode);
            case Opcode.LDUB, Opcode.LDSB, Opcode.LDUH, Opcode.LDSH, Opcode.LDUW, Opcode.LDSW, Opcode.LDX -> load(word, opcode);
            default -> compute(word, opcode);
        }
        note(index, fact, constant);
        return opcode != Opcode.TCC || fact != TAKEN || !SoftwareTrap.endsThread(word);
    }

    private void trap(int word) {
        if (SoftwareTrap.endsThread(word)) {
            decide(word);
        } else {
            at.forget(SPOILT_BY_TRAP);
        }
    }

    private void move(int word, int opcode) {
        int rd = Fields.rd(word);
        int made = VARIES;
        if (opcode == Opcode.MOVICC) {
            decideOnFlags(word, Fields.moveCondition(word));
            made = fact;
        } else if (at.isKnown(Fields.rs1(word))) {
            made = outcome(Arithmetic.holdsOnRegister(word >>> 10 & 7, at.value(Fields.rs1(word))));
        }
        boolean isSourceKnown = Fields.isImmediate(word) || at.isKnown(Fields.rs2(word));
        long source = Fields.isImmediate(word) ? opcode == Opcode.MOVR ? Fields.simm10(word) : Fields.simm11(word)
                : isSourceKnown ? at.value(Fields.rs2(word)) : 0;
        if (made == NOT_TAKEN) {
            fact = NOT_TAKEN;
        } else if (made == TAKEN && isSourceKnown) {
            define(rd, source);
        } else {
            fact = made == TAKEN ? MOVES : VARIES;
            at.forget(RegisterSet.of(rd));
        }
    }

    private void window(int word, int opcode) {
        boolean known = areSourcesKnown(word);
        long sum = known ? at.value(Fields.rs1(word)) + source2(word) : 0;
        if (opcode == Opcode.SAVE) {
            at.pushWindow();
        } else {
            at.popWindow();
        }
        if (known && Fields.rd(word) != 0) {
            at.set(Fields.rd(word), sum);
        } else {
            at.forget(RegisterSet.of(Fields.rd(word)));
        }
    }

    private void load(int word, int opcode) {
        int bytes = switch (opcode) {
            case Opcode.LDUB, Opcode.LDSB -> 1;
            case Opcode.LDUH, Opcode.LDSH -> 2;
            case Opcode.LDX -> 8;
            default -> 4;
        };
        long address = areSourcesKnown(word) ? at.value(Fields.rs1(word)) + source2(word) : 0;
        if (address == 0 || (address & bytes - 1) != 0 || !target.constant(address & -4L) || bytes == 8 && !target.constant(address + 4)) {
            at.forget(DefUse.defines(word));
            return;
        }
        boolean signed = opcode == Opcode.LDSB || opcode == Opcode.LDSH || opcode == Opcode.LDSW;
        define(Fields.rd(word), read(address, bytes, signed));
    }

    private long read(long address, int bytes, boolean signed) {
        if (bytes == 8) {
            return (long) target.original(address) << 32 | target.original(address + 4) & 0xffff_ffffL;
        }
        int unused = 32 - 8 * bytes;
        int atTop = target.original(address & -4L) << 8 * (int) (address & 3);
        return signed ? atTop >> unused : (atTop & 0xffff_ffffL) >>> unused;
    }

    private void compute(int word, int opcode) {
        boolean carries = opcode == Opcode.ADDC || opcode == Opcode.ADDCCC || opcode == Opcode.SUBC || opcode == Opcode.SUBCCC;
        boolean isCarryKnown = !carries || at.areConditionCodesKnown();
        boolean carry = carries && isCarryKnown && (at.conditionCodes() & Arithmetic.CARRY) != 0;
        long defined = DefUse.defines(word);
        boolean computed = isCarryKnown && isComputed(opcode) && areSourcesKnown(word)
                && arithmetic.compute(opcode, at.value(Fields.rs1(word)), source2(word), carry);
        if (!computed) {
            at.forget(defined);
            return;
        }
        boolean setsFlags = (defined & RegisterSet.CCR) != 0;
        define(Fields.rd(word), arithmetic.result);
        if (setsFlags) {
            at.setConditionCodes(arithmetic.conditionCodes);
            fact = VARIES;
        }
    }

    private static boolean isComputed(int opcode) {
        return Arithmetic.isHarmless(opcode) || opcode == Opcode.SDIVX || opcode == Opcode.UDIVX;
    }

    private boolean areSourcesKnown(int word) {
        return at.isKnown(Fields.rs1(word)) && (Fields.isImmediate(word) || at.isKnown(Fields.rs2(word)));
    }

    /** The second operand, of known sources; of a shift by a constant the count and bits that do not count. */
    private long source2(int word) {
        return Fields.isImmediate(word) ? Fields.simm13(word) : at.value(Fields.rs2(word));
    }

    private void define(int register, long value) {
        if (register == 0) {
            return;
        }
        if ((RegisterSet.of(register) & NEVER_KNOWN) != 0) {
            at.forget(RegisterSet.of(register));
            return;
        }
        at.set(register, value);
        fact = CONSTANT;
        constant = value;
    }

    private void note(int index, int found, long value) {
        if (!isRecording) {
            return;
        }
        if (facts[index] == NOT_EXECUTED) {
            facts[index] = (byte) found;
            constants[index] = value;
        } else if (facts[index] != found || (found == CONSTANT || found == JUMPS || found == PASSES) && constants[index] != value) {
            facts[index] = VARIES;
        }
    }

    private int word(int index) {
        return target.original(graph.address(index));
    }
}
