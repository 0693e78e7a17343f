package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.memory.PhysicalMemory;

/**
 * Executes instructions until the clock reaches the horizon.
 *
 * <p>Instructions are objects, decoded once ({@link Predecoder}); the loop calls one after the other. Within a stretch of them only an
 * index moves: program counters and counts are derived from it when somebody needs them. A control transfer that is taken
 * shortens the stretch to its delay slot and leaves its target in {@link #pending}; one that skips its slot, or stands in one, ends the
 * stretch and leaves both program counters in {@link #nextPc} and {@link #nextNpc}.
 */
final class Interpreter {
    static final int NO_TRAP = -1;
    /** In place of a trap: a watcher asked to stop before the instruction. */
    static final int HELD = -2;

    private static final long PAGE = -PhysicalMemory.PAGE_BYTES;
    private static final int OFFSET_WORDS = CodePages.WORDS - 1;
    /** No address of an instruction. */
    private static final long NONE = 1;

    private final ProcessorState state;
    private final CycleCounter counter;
    final LoadStoreUnit memory;
    private final FetchUnit fetch;
    final TrapUnit traps;
    final Units units;
    private final TimingModel timing;
    private final IssueSteps steps;

    /** The issue group so far, as {@link IssueSteps} know it. */
    private int group = IssueSteps.ENDED;

    /** Virtual address of the page of the current stretch. */
    private long page;
    /** {@link IssueRules} of the page, and the physical I-cache line it begins with. */
    private byte[] rules;
    private int firstLine;
    private Operation[] operations;
    /** Words of the page: the first that is not accounted for, and the one after the operation being executed. */
    private int start;
    private int at;
    /** Target of a transfer whose delay slot is the word {@link #slot}. */
    private long pending = NONE;
    private int slot;
    private long nextPc;
    private long nextNpc;
    /** The trap of the last operation of the stretch, if it said so and did not throw. */
    private int raised = NO_TRAP;

    /** The units that execute what the loop does not. */
    record Units(
            IntegerUnit integer, FloatingPointUnit floating, FloatingMemory floatingMemory, VisUnit vis,
            AlternateSpaces spaces, StateUnit state) {}

    Interpreter(
            ProcessorState state, CycleCounter counter, LoadStoreUnit memory, FetchUnit fetch, TrapUnit traps, Units units,
            TimingModel timing, TimingParameters parameters) {
        this.state = state;
        this.counter = counter;
        this.memory = memory;
        this.fetch = fetch;
        this.traps = traps;
        this.units = units;
        this.timing = timing;
        this.steps = new IssueSteps(parameters);
    }

    int group() {
        return group;
    }

    void setGroup(int group) {
        this.group = group;
    }

    /** Starts a new issue group, as after every trap. */
    void endGroup() {
        group = IssueSteps.ENDED;
    }

    /**
     * Executes at least one instruction, then until the horizon. Returns at the first trap, or before an instruction at which it is held; the
     * trap's type, or a negative number for none.
     *
     * <p>It goes from stretch to stretch: instructions one after the other in one page, at the end of which program counters and
     * counts are brought up to date.
     */
    int run() {
        do {
            operations = fetch.enter(state.pc);
            if (operations == null) {
                return fetch.trap();
            }
            begin();
            int trap = runPage();
            if (trap != NO_TRAP) {
                backOut();
                return trap;
            }
            end();
        } while (counter.issue < counter.horizon);
        return NO_TRAP;
    }

    /** The operation has not been executed: the program counters are its own. */
    private void backOut() {
        at--;
        settle();
        state.pc = page + ((long) at << 2);
        state.npc = pending == NONE ? state.pc + 4 : pending;
    }

    /** Prepares for a stretch at the program counter. In a delay slot it is this one instruction. */
    private void begin() {
        page = state.pc & PAGE;
        start = (int) state.pc >>> 2 & OFFSET_WORDS;
        at = start;
        slot = start;
        nextPc = NONE;
        rules = fetch.issue();
        firstLine = fetch.firstLine();
        if (state.npc == state.pc + 4) {
            pending = NONE;
            counter.stretchEnd = timing == null ? stretchEnd(start, counter.horizon - counter.issue) : CodePages.WORDS;
        } else {
            pending = state.npc;
            counter.stretchEnd = start + 1;
        }
    }

    /** After a transfer within the page begins the next stretch, unless something has to be attended to first. */
    private boolean staysInPage() {
        boolean transferred = pending != NONE && at > slot && nextPc == NONE && raised == NO_TRAP;
        if (!transferred || (pending & PAGE) != page || !fetch.holds(page)) {
            return false;
        }
        settle();
        long left = counter.horizon - counter.issue;
        if (left <= 0) {
            return false;
        }
        start = (int) pending >>> 2 & OFFSET_WORDS;
        at = start;
        slot = start;
        pending = NONE;
        counter.stretchEnd = timing == null ? stretchEnd(start, left) : CodePages.WORDS;
        return true;
    }

    /** Where a stretch from this word must end at the latest, if so many cycles are left; it has one instruction at least. */
    private static int stretchEnd(int at, long left) {
        return at + (int) Math.max(1, Math.min(left, CodePages.WORDS - at));
    }

    /**
     * The innermost loop: the instructions of a stretch, and of the next stretch if it is in the same page. What it does is {@code
     * operation.execute(s, this)}; but a call through the class is an indirect jump, which processors with mitigations against
     * speculation never predict. Two levels of switches, each too small for the JIT compiler to make a jump table of it, become direct
     * branches, most frequent first. The frequent traps are results ({@link #isDone}); the others are caught here and not further out, so
     * that the compiler makes jumps of those it can see. There are no local variables but the operation: what lives around the
     * calls in the loop would be spilled and loaded again at every instruction, and loading a field where it is needed costs less.
     * Returns the trap or NO_TRAP.
     */
    private int runPage() {
        try {
            do {
                Operation operation = operations[at];
                if (operation == CodePages.UNDECODED) {
                    operation = decode(at);
                }
                if (timing != null) {
                    issue(at);
                }
                at++;
                switch (operation.kind >> 3) {
                    case 0 -> {
                        switch (operation.kind) {
                            case AluOperations.Add.KIND -> ((AluOperations.Add) operation).execute(state, this);
                            case AluOperations.Or.KIND -> ((AluOperations.Or) operation).execute(state, this);
                            case AluOperations.Subtract.KIND -> ((AluOperations.Subtract) operation).execute(state, this);
                            case AluOperations.And.KIND -> ((AluOperations.And) operation).execute(state, this);
                            case AluOperations.Xor.KIND -> ((AluOperations.Xor) operation).execute(state, this);
                            case AluOperations.SetHigh.KIND -> ((AluOperations.SetHigh) operation).execute(state, this);
                            case AluOperations.ShiftLeftWide.KIND -> ((AluOperations.ShiftLeftWide) operation).execute(state, this);
                            case AluOperations.Nop.KIND -> ((AluOperations.Nop) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 1 -> {
                        switch (operation.kind) {
                            case AluOperations.SubtractCc.KIND -> ((AluOperations.SubtractCc) operation).execute(state, this);
                            case AluOperations.AddCc.KIND -> ((AluOperations.AddCc) operation).execute(state, this);
                            case AluOperations.AndCc.KIND -> ((AluOperations.AndCc) operation).execute(state, this);
                            case AluOperations.OrCc.KIND -> ((AluOperations.OrCc) operation).execute(state, this);
                            case AluOperations.ShiftLeft.KIND -> ((AluOperations.ShiftLeft) operation).execute(state, this);
                            case AluOperations.ShiftRight.KIND -> ((AluOperations.ShiftRight) operation).execute(state, this);
                            case AluOperations.ShiftRightSigned.KIND -> ((AluOperations.ShiftRightSigned) operation).execute(state, this);
                            case AluOperations.ShiftRightWide.KIND -> ((AluOperations.ShiftRightWide) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 2 -> {
                        switch (operation.kind) {
                            case MemoryOperations.Load64.KIND -> ((MemoryOperations.Load64) operation).execute(state, this);
                            case MemoryOperations.LoadUnsigned32.KIND -> ((MemoryOperations.LoadUnsigned32) operation).execute(state, this);
                            case MemoryOperations.LoadSigned32.KIND -> ((MemoryOperations.LoadSigned32) operation).execute(state, this);
                            case MemoryOperations.LoadUnsigned8.KIND -> ((MemoryOperations.LoadUnsigned8) operation).execute(state, this);
                            case MemoryOperations.LoadSigned8.KIND -> ((MemoryOperations.LoadSigned8) operation).execute(state, this);
                            case MemoryOperations.LoadUnsigned16.KIND -> ((MemoryOperations.LoadUnsigned16) operation).execute(state, this);
                            case MemoryOperations.LoadSigned16.KIND -> ((MemoryOperations.LoadSigned16) operation).execute(state, this);
                            case MemoryOperations.LoadDouble.KIND -> ((MemoryOperations.LoadDouble) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 3 -> {
                        switch (operation.kind) {
                            case MemoryOperations.Store64.KIND -> ((MemoryOperations.Store64) operation).execute(state, this);
                            case MemoryOperations.Store32.KIND -> ((MemoryOperations.Store32) operation).execute(state, this);
                            case MemoryOperations.Store8.KIND -> ((MemoryOperations.Store8) operation).execute(state, this);
                            case MemoryOperations.Store16.KIND -> ((MemoryOperations.Store16) operation).execute(state, this);
                            case MemoryOperations.StoreAlternate64.KIND -> ((MemoryOperations.StoreAlternate64) operation).execute(state, this);
                            case MemoryOperations.LoadAlternate64.KIND -> ((MemoryOperations.LoadAlternate64) operation).execute(state, this);
                            case MemoryOperations.StoreDouble.KIND -> ((MemoryOperations.StoreDouble) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 4 -> {
                        switch (operation.kind) {
                            case BranchOperations.OnIccEqual.KIND -> ((BranchOperations.OnIccEqual) operation).execute(state, this);
                            case BranchOperations.OnIccNotEqual.KIND -> ((BranchOperations.OnIccNotEqual) operation).execute(state, this);
                            case BranchOperations.OnXccEqual.KIND -> ((BranchOperations.OnXccEqual) operation).execute(state, this);
                            case BranchOperations.OnXccNotEqual.KIND -> ((BranchOperations.OnXccNotEqual) operation).execute(state, this);
                            case BranchOperations.OnIcc.KIND -> ((BranchOperations.OnIcc) operation).execute(state, this);
                            case BranchOperations.OnXcc.KIND -> ((BranchOperations.OnXcc) operation).execute(state, this);
                            case BranchOperations.Always.KIND -> ((BranchOperations.Always) operation).execute(state, this);
                            case BranchOperations.AlwaysAnnulled.KIND -> ((BranchOperations.AlwaysAnnulled) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 5 -> {
                        switch (operation.kind) {
                            case BranchOperations.OnRegisterZero.KIND -> ((BranchOperations.OnRegisterZero) operation).execute(state, this);
                            case BranchOperations.OnRegisterLessOrEqual.KIND -> ((BranchOperations.OnRegisterLessOrEqual) operation).execute(state, this);
                            case BranchOperations.OnRegisterLess.KIND -> ((BranchOperations.OnRegisterLess) operation).execute(state, this);
                            case BranchOperations.OnRegisterNotZero.KIND -> ((BranchOperations.OnRegisterNotZero) operation).execute(state, this);
                            case BranchOperations.OnRegisterGreater.KIND -> ((BranchOperations.OnRegisterGreater) operation).execute(state, this);
                            case BranchOperations.OnRegisterGreaterOrEqual.KIND -> ((BranchOperations.OnRegisterGreaterOrEqual) operation).execute(state, this);
                            case BranchOperations.OnFcc.KIND -> ((BranchOperations.OnFcc) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 6 -> {
                        switch (operation.kind) {
                            case JumpOperations.Call.KIND -> ((JumpOperations.Call) operation).execute(state, this);
                            case JumpOperations.Jump.KIND -> ((JumpOperations.Jump) operation).execute(state, this);
                            case JumpOperations.Return.KIND -> ((JumpOperations.Return) operation).execute(state, this);
                            case JumpOperations.Save.KIND -> ((JumpOperations.Save) operation).execute(state, this);
                            case JumpOperations.Restore.KIND -> ((JumpOperations.Restore) operation).execute(state, this);
                            case JumpOperations.TrapOnCondition.KIND -> ((JumpOperations.TrapOnCondition) operation).execute(state, this);
                            case JumpOperations.LeaveTrap.KIND -> ((JumpOperations.LeaveTrap) operation).execute(state, this);
                            case JumpOperations.AdjustWindows.KIND -> ((JumpOperations.AdjustWindows) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    case 7 -> {
                        switch (operation.kind) {
                            case AluOperations.AndNot.KIND -> ((AluOperations.AndNot) operation).execute(state, this);
                            case AluOperations.MoveOnIntegerCondition.KIND -> ((AluOperations.MoveOnIntegerCondition) operation).execute(state, this);
                            case AluOperations.Multiply.KIND -> ((AluOperations.Multiply) operation).execute(state, this);
                            case AluOperations.ShiftRightSignedWide.KIND -> ((AluOperations.ShiftRightSignedWide) operation).execute(state, this);
                            case AluOperations.AndNotCc.KIND -> ((AluOperations.AndNotCc) operation).execute(state, this);
                            case AluOperations.XorCc.KIND -> ((AluOperations.XorCc) operation).execute(state, this);
                            case PrivilegedOperations.Read.KIND -> ((PrivilegedOperations.Read) operation).execute(state, this);
                            case PrivilegedOperations.Write.KIND -> ((PrivilegedOperations.Write) operation).execute(state, this);
                            default -> operation.execute(state, this);
                        }
                    }
                    default -> operation.execute(state, this);
                }
            } while (at < counter.stretchEnd && (timing == null || counter.issue < counter.horizon) || staysInPage());
            return raised();
        } catch (GuestTrap trap) {
            return trap.type;
        }
    }

    private int raised() {
        int trap = raised;
        raised = NO_TRAP;
        return trap;
    }

    /** Fetches and issues the instruction at an index of the page. */
    private void issue(int index) {
        int line = firstLine + (index >>> 3);
        if (line != timing.fetchLine) {
            timing.fetch(line);
        }
        int step = steps.step(group, rules[index]);
        group = IssueSteps.group(step);
        counter.issue += IssueSteps.cycles(step);
    }

    /** The operation of a word that is not decoded, or is watched. Watchers see the whole state as it is before it. */
    private Operation decode(int index) {
        settle();
        state.pc = page + ((long) index << 2);
        state.npc = pending == NONE ? state.pc + 4 : pending;
        Operation operation = fetch.decode(index);
        if (fetch.isHeld()) {
            at++;
            throw GuestTrap.HELD;
        }
        return operation;
    }

    /** Accounts for what has been executed of the stretch. */
    private void settle() {
        counter.instructions += at - start;
        if (timing == null) {
            counter.issue += at - start;
        }
        start = at;
    }

    /** The same in the middle of an operation, which does not count yet. */
    void settleBefore() {
        at--;
        settle();
        at++;
    }

    /** After a stretch: where execution goes on. */
    private void end() {
        settle();
        if (nextPc != NONE) {
            state.pc = nextPc;
            state.npc = nextNpc;
        } else if (pending == NONE) {
            state.pc = page + ((long) at << 2);
            state.npc = state.pc + 4;
        } else if (at > slot) {
            state.pc = pending;
            state.npc = pending + 4;
        } else {
            state.pc = page + ((long) at << 2);
            state.npc = pending;
        }
    }

    // ---- for the operations

    /** Raises the trap, if there is one: then the operation must not have changed anything. */
    boolean isDone(int trap) {
        if (trap != NO_TRAP) {
            raised = trap;
            counter.endStretch();
        }
        return trap == NO_TRAP;
    }

    /** The address of the operation being executed. */
    long pc() {
        return page + ((long) (at - 1) << 2);
    }

    /** Goes to the target after the delay slot. In a delay slot itself, the instruction at the first target is the slot. */
    void transfer(long target) {
        if (pending == NONE) {
            pending = target;
            slot = at;
            counter.stretchEnd = Math.min(counter.stretchEnd, at + 1);
        } else {
            leaveFor(pending, target);
        }
    }

    void jump(long target) {
        if (timing != null) {
            timing.jump();
        }
        transfer(target);
    }

    /** Goes to the target at once. */
    void transferAnnulled(long target) {
        group = IssueSteps.ENDED;
        leaveFor(target, target + 4);
    }

    /** A branch is not taken. */
    void fallThrough(boolean annuls) {
        if (annuls) {
            long slotAddress = pending == NONE ? page + ((long) at << 2) : pending;
            group = IssueSteps.ENDED;
            leaveFor(slotAddress + 4, slotAddress + 8);
        } else if (pending != NONE) {
            leaveFor(pending, pending + 4);
        }
    }

    private void leaveFor(long pc, long npc) {
        nextPc = pc;
        nextNpc = npc;
        counter.endStretch();
    }

    void predict(boolean taken) {
        if (timing != null) {
            timing.branch(pc(), taken);
        }
    }

    /** Returns from a trap, which sets the program counters. */
    void leaveTrap(boolean retry) {
        settleBefore();
        units.state.leaveTrap(retry);
        group = IssueSteps.ENDED;
        leaveFor(state.pc, state.npc);
    }

    /** Lets a unit execute an instruction, which may look at everything. It sees the counts as they are before it. */
    void executeInUnit(int opcode, int word) {
        settleBefore();
        state.pc = pc();
        state.npc = pending == NONE ? state.pc + 4 : pending;
        execute(opcode, word);
    }

    private void execute(int operation, int word) {
        if (operation == Opcode.ILLEGAL) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        } else if (operation <= Opcode.RESTORE) {
            units.integer.execute(operation, word);
        } else if (operation <= Opcode.PREFETCHA) {
            units.spaces.execute(operation, word);
        } else if (operation <= Opcode.FMOVRQ) {
            units.floating.move(operation, word);
        } else if (operation <= Opcode.SIR) {
            units.state.execute(operation, word);
        } else if (operation <= Opcode.FCMPEQ) {
            units.floating.execute(operation, word);
        } else if (operation <= Opcode.SIAM) {
            units.vis.execute(operation, word);
        } else {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }
}
