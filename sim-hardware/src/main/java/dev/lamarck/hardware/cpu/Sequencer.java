package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.memory.PhysicalMemory;

/**
 * Where execution is and where it goes, and what it has cost so far.
 *
 * <p>Execution goes from stretch to stretch: instructions one after the other in one page. Within one only an index moves; program
 * counters, counts and issue cycles are brought up to date at its end, or later, when somebody needs them. A control transfer that is taken
 * shortens the stretch to its delay slot and leaves its target in {@link #pending}; one that stands in a delay slot ends
 * the stretch and leaves both program counters in {@link #nextPc} and {@link #nextNpc}.
 */
abstract class Sequencer {
    private static final long PAGE = -PhysicalMemory.PAGE_BYTES;
    private static final int OFFSET_WORDS = CodePages.WORDS - 1;
    /** No address of an instruction. */
    private static final long NONE = 1;
    /** The most instructions that are not counted yet. */
    private static final int MOST_UNSETTLED = 1 << 28;

    final ProcessorState state;
    final CycleCounter counter;
    final FetchUnit fetch;
    /** Null in functional mode. */
    TimingModel timing;
    private final IssueSteps steps;

    /** The issue group so far, as {@link IssueSteps} know it. */
    private int group = IssueSteps.ENDED;

    /** Virtual address of the page of the current stretch. */
    private long page;
    Operation[] operations;
    /** {@link IssueRules} of the page, the {@link StretchStep}s known of it, and the physical I-cache line it begins with. */
    private byte[] rules;
    private long[] stretchSteps;
    private int firstLine;
    /** By word of the page, how often transfers may still lead there before regions are looked for; null without regions. */
    private short[] heat;
    /** A transfer has led to a place where regions are to be looked for. */
    private boolean hot;
    /** No more than one instruction is executed. */
    private boolean single;
    /** The word of the page that is executed next; in the middle of an operation, the one after it. */
    int at;
    /** The first word that is not counted, and the first that has not issued. */
    private int start;
    private int issued;
    /** Stretches of the page follow each other without settling: nobody asks for time, regions, or single instructions. */
    private boolean unsettled;
    /** The word at which counts must be settled then, if it is reached without a transfer. */
    private int settleAt;
    /** The last instruction that has not issued yet annuls the next, so its group ends with it. */
    private boolean annulled;
    /** Target of a transfer whose delay slot is the word {@link #slot}; or, if it has none, is the word before that of the transfer. */
    private long pending = NONE;
    private int slot;
    private long nextPc;
    private long nextNpc;

    Sequencer(ProcessorState state, CycleCounter counter, FetchUnit fetch, TimingModel timing, TimingParameters parameters) {
        this.state = state;
        this.counter = counter;
        this.fetch = fetch;
        this.timing = timing;
        this.steps = new IssueSteps(parameters);
        counter.margin = (long) CodePages.LINE_WORDS * steps.longest();
    }

    /** Between runs. Null in functional mode. */
    void use(TimingModel model) {
        if (timing != model) {
            timing = model;
            endGroup();
        }
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

    /** What an instruction with these {@link IssueRules} would be to the group so far. */
    int step(byte rule) {
        return steps.step(group, rule);
    }

    // ---- stretches

    /** Prepares for a stretch at the program counter. In a delay slot it is this one instruction. */
    void begin() {
        page = state.pc & PAGE;
        rules = fetch.issue();
        stretchSteps = fetch.stretchSteps();
        firstLine = fetch.firstLine();
        heat = fetch.heat();
        unsettled = timing == null && heat == null && !single;
        nextPc = NONE;
        hot = false;
        startAt((int) state.pc >>> 2 & OFFSET_WORDS);
        pending = state.npc == state.pc + 4 ? NONE : state.npc;
        fetchLine();
        layStretch();
    }

    private void startAt(int word) {
        at = word;
        start = word;
        issued = word;
        slot = word;
    }

    /** After a stretch: begins the next, unless the page has been left or something has to be attended to first. */
    boolean continues() {
        if (hasLeft()) {
            return false;
        }
        settle();
        if (!staysInPage()) {
            return false;
        }
        fetchLine();
        layStretch();
        return true;
    }

    /** The same if the next stretch begins without further ado. If not, there is no stretch, and {@link #continues} finds out why. */
    boolean continuesAtOnce() {
        if (!hasLeft() && settlesAtOnce() && staysInPage() && isFetched()) {
            layStretch();
            return true;
        }
        counter.stretchEnd = at;
        return false;
    }

    /**
     * The same for what is most frequent: a transfer within the page, behind its delay slot. Nothing is settled: what has been executed is counted from a word
     * as far in front of the target.
     */
    boolean followsAtOnce() {
        if (counter.stretchEnd != at || !unsettled || pending == NONE || at == slot || (pending & PAGE) != page || at >= settleAt) {
            return false;
        }
        int target = (int) pending >>> 2 & OFFSET_WORDS;
        start += target - at;
        settleAt += target - at;
        at = target;
        pending = NONE;
        counter.stretchEnd = Math.min(CodePages.WORDS, settleAt);
        return true;
    }

    private boolean hasLeft() {
        return hot || nextPc != NONE || !fetch.holds(page);
    }

    /** Goes to where the next stretch begins, if it is in the page and may begin. */
    private boolean staysInPage() {
        if (counter.issue >= counter.horizon || single) {
            return false;
        }
        if (pending == NONE || at == slot) {
            return at < CodePages.WORDS;
        }
        if ((pending & PAGE) != page) {
            return false;
        }
        startAt((int) pending >>> 2 & OFFSET_WORDS);
        pending = NONE;
        hot = heat != null && (heat[at] <= 0 || --heat[at] <= 0);
        return !hot;
    }

    /** Goes on in another page behind the last stretch of this one, if fetch knows it and nothing has to be attended to first. If not, it may be asked again. */
    boolean entersAtOnce() {
        end();
        if (!goesOnElsewhere() || !fetch.knows(state.pc)) {
            return false;
        }
        operations = fetch.enter(state.pc);
        begin();
        return true;
    }

    /** After the last stretch of a page. With regions about, whoever looks for them is asked. */
    boolean goesOnElsewhere() {
        return heat == null && counter.issue < counter.horizon;
    }

    void setSingle(boolean single) {
        this.single = single;
    }

    /**
     * A stretch ends with its page or delay slot. In timing mode it ends with its cache line too, so that fetch moves between stretches
     * only; and where it might reach the horizon in the middle it is one instruction.
     */
    private void layStretch() {
        int limit = pending == NONE && !single ? CodePages.WORDS : at + 1;
        long left = counter.horizon - counter.issue;
        if (timing == null) {
            settleAt = at + Math.clamp(left, 1, MOST_UNSETTLED);
            counter.stretchEnd = Math.min(limit, settleAt);
        } else {
            counter.stretchEnd = left > counter.margin ? Math.min(limit, (at | CodePages.LINE_WORDS - 1) + 1) : at + 1;
        }
    }

    /** Fetch moves to the line of the next word, unless watchers may have to be told of this first. */
    private void fetchLine() {
        if (timing != null && operations[at] != CodePages.UNDECODED) {
            moveToLine();
        }
    }

    void moveToLine() {
        int line = firstLine + at / CodePages.LINE_WORDS;
        if (line != timing.fetchLine) {
            timing.fetch(line);
        }
    }

    /** The same where the line is in the cache; whether it is. */
    private boolean isFetched() {
        return timing == null || operations[at] == CodePages.UNDECODED || timing.fetchAtOnce(firstLine + at / CodePages.LINE_WORDS);
    }

    /** After the last stretch: where execution goes on. */
    void end() {
        settle();
        if (nextPc != NONE) {
            state.pc = nextPc;
            state.npc = nextNpc;
        } else if (pending != NONE && at > slot) {
            state.pc = pending;
            state.npc = pending + 4;
        } else {
            storeProgramCounters(at);
        }
    }

    /** The operation has not been executed, though it has issued: the program counters are its own. */
    void backOut() {
        settleBefore();
        at--;
        storeProgramCounters(at);
    }

    /** Those of the instruction at a word of the stretch. */
    void storeProgramCounters(int word) {
        state.pc = page + ((long) word << 2);
        state.npc = pending == NONE ? state.pc + 4 : pending;
    }

    // ---- accounts

    /** Accounts for what has been executed of the stretch. */
    void settle() {
        count(at);
        issue();
    }

    /** The same in the middle of an operation, which does not count yet, but has issued. */
    void settleBefore() {
        count(at - 1);
        issue();
    }

    private void count(int end) {
        counter.instructions += end - start;
        if (timing == null) {
            counter.issue += end - start;
        }
        start = end;
    }

    /** Within the line, from the group so far. The step is remembered, and is the same when the line executes again. */
    private void issue() {
        if (timing != null && issued < at) {
            int known = group;
            int cycles = 0;
            for (int word = issued; word < at; word++) {
                int step = steps.step(known, rules[word]);
                known = IssueSteps.group(step);
                cycles += IssueSteps.cycles(step);
            }
            stretchSteps[StretchStep.index(issued, at - 1)] = StretchStep.of(at - issued, group, known, cycles);
            step(known, cycles);
        }
        issued = at;
        annulled = false;
    }

    /** {@link #settle} if the stretch has issued like this before; whether it has. */
    private boolean settlesAtOnce() {
        if (timing != null) {
            long step = stretchSteps[StretchStep.index(issued, at - 1)];
            if (!StretchStep.isFrom(step, at - issued, group)) {
                return false;
            }
            step(StretchStep.group(step), StretchStep.cycles(step));
            issued = at;
            annulled = false;
        }
        count(at);
        return true;
    }

    private void step(int next, int cycles) {
        counter.issue += cycles;
        group = annulled ? IssueSteps.ENDED : next;
    }

    // ---- transfers of control

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
        annulled = true;
        if (pending == NONE) {
            pending = target;
            slot = at - 1;
            counter.stretchEnd = Math.min(counter.stretchEnd, at);
        } else {
            leaveFor(target, target + 4);
        }
    }

    /** A conditional branch has been decided. */
    void branch(Operation branch, boolean taken) {
        if (taken) {
            transfer(pc() + branch.immediate);
        } else {
            fallThrough(branch.annuls);
        }
    }

    private void fallThrough(boolean annuls) {
        if (annuls) {
            transferAnnulled((pending == NONE ? page + ((long) at << 2) : pending) + 4);
        } else if (pending != NONE) {
            leaveFor(pending, pending + 4);
        }
    }

    /** Ends the stretch; execution goes on at these. */
    void leaveFor(long pc, long npc) {
        nextPc = pc;
        nextNpc = npc;
        counter.endStretch();
    }

    void predict(boolean taken) {
        if (timing != null) {
            timing.branch(pc(), taken);
        }
    }

    /** The same of a branch that the loop knows. */
    void predict(Operation branch, boolean taken) {
        if (timing != null) {
            timing.branch(pc(), taken, branch.history);
        }
    }
}
