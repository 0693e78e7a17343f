package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.isa.PlainAccess;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.translate.Entry;
import dev.lamarck.hardware.translate.Events;
import dev.lamarck.hardware.translate.Exit;
import dev.lamarck.hardware.translate.ExitCounts;
import dev.lamarck.hardware.translate.Passed;
import dev.lamarck.hardware.translate.ProcessorPort;
import dev.lamarck.hardware.translate.RegionTable;
import dev.lamarck.hardware.translate.Stalled;
import java.util.function.BooleanSupplier;

/** Executes translated regions where there are any, and the interpreter elsewhere: together they do what the interpreter does alone. */
final class Dispatcher extends ProcessorPort {
    /**
     * The most cycles that a chain of regions issues for at once: with the issue width, few enough for the counts in {@link #events}, {@link #passed} and {@link #stalled}; and few enough for a region
     * to be entered again soon when the JVM has compiled it better, as it does not do so for who is in it.
     */
    private static final int MOST_CYCLES = 15_000;
    // In place of a trap, beside those of LoadStoreUnit.refill.
    private static final int UNFINISHED = -3;
    /** Execution goes on somewhere. */
    private static final int ANEW = -4;
    /** The chain does not. */
    private static final int ENDED = -5;

    private final ProcessorState state;
    private final CycleCounter counter;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final TrapUnit traps;
    private final Interpreter interpreter;
    private final RegionTable regions;
    private final KnownWays ways;
    private final ModeWrites modes;
    private final MmuAccesses mmuAccesses;
    private final FloatingAccesses doubles;
    /** Whether performance counters look at the counts when the mode changes. */
    private final BooleanSupplier counting;
    /** Null in functional mode. */
    private final TimingModel timing;
    /** Null if nobody wants to know. */
    private final ExitCounts counts;
    /** Execution goes on behind what a region has left to the interpreter, which is no place that it often comes to. */
    private boolean midway;
    /** The way into the region last executed. */
    private Entry last;
    /** It has been left by a jump within its page. */
    private boolean jumped;
    /** A chain goes on over traps: nobody is told of them, nor looks at counts in the middle of one, and no store waits for them. */
    private boolean crosses;
    /** What the chain comes to if it ends at the exit being looked at: a trap to be entered, NO_TRAP, or UNFINISHED. */
    private int outcome;

    /** The last two are what {@link MmuAccesses} asks. */
    Dispatcher(
            ProcessorState state, CycleCounter counter, Mmu mmu, byte[] ram, Interpreter interpreter, RegionTable regions,
            BooleanSupplier interrupted, BooleanSupplier counting) {
        super(state.r, state.f, ram, mmu.loads(), mmu.stores(), interpreter.units.vis(), interpreter.timing);
        this.state = state;
        this.counter = counter;
        this.memory = interpreter.memory;
        this.fetch = interpreter.fetch;
        this.traps = interpreter.traps;
        this.interpreter = interpreter;
        this.regions = regions;
        regions.connect(this);
        this.ways = new KnownWays(fetch, mmu.fetches(), regions);
        this.modes = new ModeWrites(state, memory, fetch, traps, interrupted);
        this.mmuAccesses = new MmuAccesses(state, memory, fetch, mmu, interrupted, counting);
        this.doubles = new FloatingAccesses(state, memory, mmu, interpreter.timing);
        this.counting = counting;
        this.timing = interpreter.timing;
        this.counts = ExitCounts.of(ram);
    }

    /** As {@link Interpreter#run}. */
    int run() {
        do {
            Entry entry = find();
            midway = false;
            jumped = false;
            int trap = entry != null ? run(entry) : state.npc == state.pc + 4 ? interpreter.run() : interpreter.runOne();
            if (trap != Interpreter.NO_TRAP) {
                return trap;
            }
        } while (counter.issue < counter.horizon);
        return Interpreter.NO_TRAP;
    }

    private Entry find() {
        if (state.npc != state.pc + 4 || counter.issue >= counter.horizon || !state.unifiesCc()) {
            return null;
        }
        Entry known = ways.find(state.pc, interpreter.group());
        return known != null ? known : seek();
    }

    private Entry seek() {
        if (fetch.enter(state.pc) == null) {
            return null;
        }
        int pa = fetch.physical(state.pc);
        if (jumped) {
            regions.jumped(pa);
        }
        return ways.remember(midway ? regions.known(state.pc, pa, interpreter.group()) : regions.find(state.pc, pa, interpreter.group()));
    }

    /**
     * From region to region, into traps and back from them, as long as one leads to another: a chain, whose counts are looked at behind the last. If something
     * looks at them when the mode changes, it ends there. All of a chain is compiled as one method ({@link OwnCode}), so what it does is called from one place each, but for {@link KnownWays#find}.
     */
    private int run(Entry first) {
        prepare();
        Entry entry = first;
        Exit exit;
        do {
            exit = walk(entry);
            entry = next(exit);
            if (counts != null) {
                counts.count(last, exit, entry != null);
            }
        } while (entry != null);
        account();
        return outcome == UNFINISHED ? finish(exit) : outcome;
    }

    /** From region to region by branches and jumps, as most links of a chain are: nothing is taken back there, and nothing is another but the place. @return the first exit that is something else or leads to no region that is known */
    private Exit walk(Entry first) {
        Entry entry = first;
        while (true) {
            Exit exit = entry.run(this);
            Entry known = exit.reason() == Exit.Reason.GO_ON ? ways.find(exit.isJump() ? target : exit.pc(), exit.group()) : null;
            if (known == null) {
                last = entry;
                return exit;
            }
            if (counts != null) {
                counts.count(entry, exit, true);
            }
            entry = known;
        }
    }

    /** The region that goes on behind an exit that asks for something; null if the chain ends, as it does at others: then the state is complete but for the counts. */
    private Entry next(Exit exit) {
        if (exit.reason() == Exit.Reason.GO_ON) {
            outcome = Interpreter.NO_TRAP;
            goTo(exit);
            jumped = exit.isJump() && last.isInPageOf(state.pc);
            return null;
        }
        takeBack(exit);
        if (!goElsewhere(exit) || !mayGoOn()) {
            return null;
        }
        // The handler of a trap may return to a delay slot.
        boolean isInSlot = state.npc != state.pc + 4;
        target = isInSlot ? state.npc : target;
        Entry known = ways.find(state.pc, isInSlot ? Entry.IN_SLOT : interpreter.group());
        return known == null && isInSlot ? seekSlot() : known;
    }

    /** The interpreter does not ask for delay slots, so what is known of them is looked up here. */
    private Entry seekSlot() {
        int pa = fetch.known(state.pc);
        return pa < 0 ? null : ways.remember(regions.known(state.pc, pa, Entry.IN_SLOT));
    }

    /** Where execution is elsewhere, perhaps in another mode, and the state is complete but for the counts: whether another region may be executed. */
    private boolean mayGoOn() {
        if (counter.horizon < counter.issue || !state.unifiesCc()) {
            return false;
        }
        refresh();
        return true;
    }

    /** Does what an exit asks for, with the trap that this may have, and decides the {@link #outcome}. @return whether the chain may go on */
    private boolean goElsewhere(Exit exit) {
        int to;
        if (crosses && isTrapReturn(exit)) {
            to = traps.restore(exit.reason() == Exit.Reason.RETRY);
            countReturn();
        } else {
            goTo(exit);
            int found = attend(exit);
            if (found < 0) {
                outcome = found == ANEW || found == ENDED ? Interpreter.NO_TRAP : UNFINISHED;
                return found == ANEW || found == LoadStoreUnit.KNOWN;
            }
            outcome = found;
            if (!crosses || !traps.canEnter()) {
                return false;
            }
            to = traps.prepare(found);
        }
        outcome = Interpreter.NO_TRAP;
        traps.turnTo(to);
        crossed();
        return true;
    }

    /** Does what an exit asks for. @return a trap that is to be entered, or {@link LoadStoreUnit#KNOWN} where a region may do the instruction now, or ANEW, UNFINISHED, ENDED */
    private int attend(Exit exit) {
        return switch (exit.reason()) {
            case INTERPRET -> refill(exit);
            case SOFTWARE_TRAP -> interpreter.units.state().trap(exit.word());
            case SAVE_TRAP -> state.cansave == 0 ? traps.spillType() : TrapType.CLEAN_WINDOW;
            case RESTORE_TRAP -> traps.fillType();
            case RETRY, DONE -> leaveTrapAlone(exit);
            case ANEW -> ANEW;
            case NEAR_HORIZON, GO_ON -> UNFINISHED;
        };
    }

    /** A trap has been entered or left. */
    private void crossed() {
        interpreter.endGroup();
        limit -= traps.cycles();
    }

    /** Whether it is a return from a trap that does not trap itself: what the region has left in the port and the exit has to say is not looked at, as the trap has saved all that goes on. */
    private boolean isTrapReturn(Exit exit) {
        return (exit.reason() == Exit.Reason.RETRY || exit.reason() == Exit.Reason.DONE) && state.isPrivileged() && state.tl > 0;
    }

    /** The instruction that returns from a trap. */
    private void countReturn() {
        if (timing == null) {
            issued++;
        } else {
            passed += Passed.of(1, 0);
        }
    }

    /** As the interpreter does: what looks at the counts in a change of mode sees those before the instruction, and the chain ends. */
    private int leaveTrapAlone(Exit exit) {
        if (isTrapReturn(exit)) {
            account();
            clearCounts();
            traps.leave(exit.reason() == Exit.Reason.RETRY);
            countReturn();
            crossed();
            return ENDED;
        }
        return state.isPrivileged() ? TrapType.ILLEGAL_INSTRUCTION : TrapType.PRIVILEGED_OPCODE;
    }

    /** If it is an access that the soft TLB did not know, it may be done by a region again, or has a trap; if the caches have to do more for it than a region does, it is done. */
    private int refill(Exit exit) {
        PlainAccess access = PlainAccess.of(exit.word());
        if (access == null) {
            return UNFINISHED;
        }
        long va = Operand.rs1(state, exit.word()) + Operand.second(state, exit.word());
        if (memory.isKnown(va, access)) {
            boolean isDone = timing != null && !access.floating() && state.npc == state.pc + 4;
            if (isDone) {
                access(exit, access, va);
            }
            return isDone ? ANEW : UNFINISHED;
        }
        int found = memory.refill(va, access);
        if (found >= 0) {
            passed += Passed.of(0, exit.issue());
        }
        return found == LoadStoreUnit.NOT_AT_ONCE ? UNFINISHED : found;
    }

    /** What a chain has left to do at its last exit. */
    private int finish(Exit exit) {
        if (exit.reason() == Exit.Reason.NEAR_HORIZON) {
            return issued == 0 && counter.issue < counter.horizon ? interpreter.run() : Interpreter.NO_TRAP;
        }
        int trap = interpreter.runOne();
        midway = trap == Interpreter.NO_TRAP;
        return trap;
    }

    /** Its stalls bring the horizon nearer at once, and it may take any line from the caches. If such accesses are frequent, the place behind is one that a region should begin at. */
    private void access(Exit exit, PlainAccess access, long va) {
        long horizon = counter.horizon;
        settleFetch();
        if (access.store()) {
            memory.storeKnown(va, access.size(), Operand.rd(state, exit.word()));
        } else {
            long bits = memory.loadKnown(va, access.size()) << Long.SIZE - Byte.SIZE * access.size();
            Operand.setRd(state, exit.word(), Interpreter.extended(bits, access.size(), access.signed()));
        }
        line = timing.fetchLine;
        limit -= (int) (horizon - counter.horizon);
        passed += Passed.of(1, exit.issue());
        interpreter.setGroup(exit.groupBehind());
        state.pc = state.npc;
        state.npc += 4;
    }

    private void prepare() {
        state.part();
        refresh();
        crosses = !traps.isObserved() && !memory.delaysStores() && !counting.getAsBoolean();
        setFsr(state.fsr());
        limit = (int) Math.min(counter.horizon - counter.issue, MOST_CYCLES);
        clearCounts();
        if (timing != null) {
            line = timing.fetchLine;
        }
    }

    /** What a change of mode, window or condition codes outside of a region changes for the next. */
    private void refresh() {
        ccResult = state.ccNegative;
        ccCarries = state.ccCarry;
        window = state.window;
        globals = state.globalsAt();
        space = memory.space();
        physicalEnd = memory.physicalEnd();
        enableFloating(state.isFloatingEnabled());
    }

    private void clearCounts() {
        issued = 0;
        passed = 0;
        events = 0;
        stalled = 0;
        storeMisses = 0;
    }

    private void takeBack(Exit exit) {
        if (timing == null) {
            issued -= Passed.cycles(exit.passed());
        } else {
            passed -= exit.passed();
            events -= exit.events();
        }
    }

    private void account() {
        state.join();
        state.setFsr(settle());
        markDirty();
        int instructions = issued;
        if (timing != null) {
            issued = Passed.cycles(passed) - Events.stores(events) * timing.parameters().store() - Events.jumps(events) * timing.parameters().jump();
            instructions = Passed.instructions(passed);
            accountForCaches();
        }
        counter.issue += issued;
        counter.instructions += instructions;
    }

    private void markDirty() {
        state.fprs |= dirty;
        dirty = 0;
    }

    private void goTo(Exit exit) {
        state.setCc(ccResult, ccCarries);
        interpreter.setGroup(exit.group());
        state.pc = exit.isJump() && exit.reason() == Exit.Reason.GO_ON ? target : exit.pc();
        state.npc = exit.isJump() ? target + (exit.reason() == Exit.Reason.GO_ON ? 4 : 0) : exit.npc();
    }

    private void accountForCaches() {
        timing.count(new TimingModel.Counts(
                Passed.moves(passed), Stalled.fetchMisses(stalled), Events.loads(events), Stalled.loadMisses(stalled), Events.stores(events), (int) storeMisses, Events.branches(events), Stalled.mispredictions(stalled), Events.jumps(events)));
        settleFetch();
    }

    /** The model fetches from where regions do: no line if an access has taken it from the cache. */
    private void settleFetch() {
        if (Passed.moves(passed) > 0 && line >= 0) {
            timing.moveTo(line);
        }
    }

    // ---- for regions

    @Override
    protected boolean save() {
        boolean done = traps.saveInChain();
        window = state.window;
        return done;
    }

    @Override
    protected boolean restore() {
        boolean done = traps.restoreInChain();
        window = state.window;
        return done;
    }

    @Override
    protected boolean adjustWindows(boolean saved) {
        if (!state.isPrivileged()) {
            return false;
        }
        traps.adjustWindows(saved);
        return true;
    }

    @Override
    protected boolean execute(int opcode, int word) {
        try {
            switch (opcode) {
                case Opcode.WRPR -> {
                    boolean done = interpreter.units.state().writePrivileged(
                            Fields.rd(word), Operand.rs1(state, word) ^ Operand.second(state, word), modes);
                    globals = state.globalsAt();
                    enableFloating(state.isFloatingEnabled());
                    return done;
                }
                case Opcode.RDFPRS, Opcode.WRFPRS -> {
                    markDirty();
                    interpreter.execute(opcode, word);
                    enableFloating(state.isFloatingEnabled());
                }
                default -> executeByUnit(opcode, word);
            }
            return true;
        } catch (GuestTrap trap) {
            return false;
        }
    }

    /** Not inlined in regions: it makes 350 nodes and calls a unit in the end. */
    private void executeByUnit(int opcode, int word) {
        state.setCc(ccResult, ccCarries);
        state.setFsr(settle());
        interpreter.execute(opcode, word);
        setFsr(state.fsr());
    }

    @Override
    protected boolean answersPrivileged(int register) {
        return state.isPrivileged() && (state.tl > 0 || !StateUnit.isOfTrap(register));
    }

    @Override
    protected long readPrivileged(int register) {
        return interpreter.units.state().readPrivileged(register);
    }

    @Override
    protected void writePrivileged(int register, long value) {
        interpreter.units.state().writePrivileged(register, value);
    }

    /** Its stalls bring the horizon nearer at once. */
    @Override
    protected boolean accessDoubles(int word, boolean store) {
        long horizon = counter.horizon;
        boolean done = doubles.execute(word, store);
        limit -= (int) (horizon - counter.horizon);
        return done;
    }

    @Override
    protected long namedSpace(int asi, boolean load) {
        return memory.namedSpace(asi, load);
    }

    @Override
    protected long currentSpace(boolean load) {
        return memory.namedSpace(state.asi, load);
    }

    @Override
    protected boolean readMmu(int word) {
        return mmuAccesses.read(word);
    }

    @Override
    protected int writeMmu(int word) {
        return switch (mmuAccesses.write(word)) {
            case NOTHING -> NOTHING;
            case ALL -> DONE;
            case ALL_ANEW -> DONE_ANEW;
        };
    }
}
