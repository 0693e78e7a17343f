package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
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
import java.util.function.BooleanSupplier;

/** Executes translated regions where there are any, and the interpreter elsewhere: together they do what the interpreter does alone. */
final class Dispatcher extends ProcessorPort {
    /**
     * The most cycles that a chain of regions issues for at once: with the issue width, few enough for the counts in {@link #events}; and few enough for a region
     * to be entered again soon when the JVM has compiled it better, as it does not do so for who is in it.
     */
    private static final int MOST_CYCLES = 15_000;

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
    /** Null in functional mode. */
    private final TimingModel timing;
    /** Null if nobody wants to know. */
    private final ExitCounts counts;
    /** Execution goes on behind what a region has left to the interpreter, which is no place that it often comes to. */
    private boolean midway;
    /** The region last executed has been left by a jump within its page. */
    private boolean jumped;

    /** The last two are what {@link MmuAccesses} asks. */
    Dispatcher(
            ProcessorState state, CycleCounter counter, Mmu mmu, byte[] ram, Interpreter interpreter, RegionTable regions,
            BooleanSupplier interrupted, BooleanSupplier counting) {
        super(state.r, state.f, ram, mmu.loads().table, mmu.stores().table, interpreter.timing);
        this.state = state;
        this.counter = counter;
        this.memory = interpreter.memory;
        this.fetch = interpreter.fetch;
        this.traps = interpreter.traps;
        this.interpreter = interpreter;
        this.regions = regions;
        this.ways = new KnownWays(fetch, mmu.fetches(), regions);
        this.modes = new ModeWrites(state, memory, fetch, traps, interrupted);
        this.mmuAccesses = new MmuAccesses(state, memory, fetch, mmu, interrupted, counting);
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
        Entry entry = midway ? regions.known(state.pc, pa, interpreter.group()) : regions.find(state.pc, pa, interpreter.group());
        if (entry != null) {
            ways.remember(state.pc, pa, entry);
        }
        return entry;
    }

    /** From region to region, as long as one leads to another: a chain, whose counts are looked at behind the last. */
    private int run(Entry first) {
        prepare();
        Entry entry = first;
        Entry last;
        Exit exit;
        do {
            last = entry;
            exit = entry.run(this);
            takeBack(exit);
            entry = exit.reason() == Exit.Reason.GO_ON ? ways.find(exit.isJump() ? target : exit.pc(), exit.group()) : null;
            if (counts != null) {
                counts.count(last, exit, entry != null);
            }
        } while (entry != null);
        account();
        goTo(exit);
        state.setCc(ccResult, ccCarries);
        interpreter.setGroup(exit.group());
        jumped = exit.isJump() && last.isInPageOf(state.pc);
        return leave(exit);
    }

    private int leave(Exit exit) {
        return switch (exit.reason()) {
            case GO_ON, ANEW -> Interpreter.NO_TRAP;
            case NEAR_HORIZON -> issued == 0 ? interpreter.run() : Interpreter.NO_TRAP;
            case INTERPRET -> interpret(exit);
            case SOFTWARE_TRAP -> interpreter.units.state().trap(exit.word());
            case SAVE_TRAP -> state.cansave == 0 ? traps.spillType() : TrapType.CLEAN_WINDOW;
            case RESTORE_TRAP -> traps.fillType();
            case RETRY -> leaveTrap(true);
            case DONE -> leaveTrap(false);
        };
    }

    /** If it is an access that the soft TLB did not know, it may be done by a region again, or has a trap; if the caches had to do more than a region does, it is done here. */
    private int interpret(Exit exit) {
        PlainAccess access = PlainAccess.of(exit.word());
        if (access != null) {
            long va = Operand.rs1(state, exit.word()) + Operand.second(state, exit.word());
            if (timing != null && !access.floating() && state.npc == state.pc + 4 && memory.isKnown(va, access)) {
                access(exit, access, va);
                return Interpreter.NO_TRAP;
            }
            int found = memory.refill(va, access);
            if (found == LoadStoreUnit.KNOWN && state.npc == state.pc + 4 && ways.find(state.pc, exit.group()) != null) {
                return Interpreter.NO_TRAP;
            }
            if (found >= 0) {
                counter.issue += exit.issue();
                return found;
            }
        }
        int trap = interpreter.runOne();
        midway = trap == Interpreter.NO_TRAP;
        return trap;
    }

    /** Where the caches fail often, the place behind is one that a region should begin at. */
    private void access(Exit exit, PlainAccess access, long va) {
        if (access.store()) {
            memory.store(va, access.size(), Operand.rd(state, exit.word()));
        } else {
            long bits = memory.load(va, access.size()) << Long.SIZE - Byte.SIZE * access.size();
            Operand.setRd(state, exit.word(), Interpreter.extended(bits, access.size(), access.signed()));
        }
        counter.instructions++;
        counter.issue += exit.issue();
        interpreter.setGroup(exit.groupBehind());
        state.pc = state.npc;
        state.npc += 4;
    }

    /** As the interpreter does: what looks at the counts in a change of mode sees those before the instruction. */
    private int leaveTrap(boolean retry) {
        if (!state.isPrivileged()) {
            return TrapType.PRIVILEGED_OPCODE;
        }
        if (state.tl == 0) {
            return TrapType.ILLEGAL_INSTRUCTION;
        }
        interpreter.units.state().leaveTrap(retry);
        interpreter.endGroup();
        counter.instructions++;
        if (timing == null) {
            counter.issue++;
        }
        return Interpreter.NO_TRAP;
    }

    private void prepare() {
        ccResult = state.ccNegative;
        ccCarries = state.ccCarry;
        window = state.window;
        space = memory.space();
        physicalEnd = memory.physicalEnd();
        isFloatingEnabled = state.isFloatingEnabled();
        fsr = state.fsr;
        limit = (int) Math.min(counter.horizon - counter.issue, MOST_CYCLES);
        issued = 0;
        if (timing != null) {
            line = timing.fetchLine;
            clearCounts();
        }
    }

    private void clearCounts() {
        passed = 0;
        events = 0;
        fetches = 0;
        loadMisses = 0;
        storeMisses = 0;
        mispredictions = 0;
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
        state.fsr = fsr;
        state.fprs |= dirty;
        dirty = 0;
        int instructions = issued;
        if (timing != null) {
            issued = Passed.cycles(passed) - Events.stores(events) * timing.parameters().store() - Events.jumps(events) * timing.parameters().jump();
            instructions = Passed.instructions(passed);
            accountForCaches();
        }
        counter.issue += issued;
        counter.instructions += instructions;
    }

    private void goTo(Exit exit) {
        state.pc = exit.isJump() && exit.reason() == Exit.Reason.GO_ON ? target : exit.pc();
        state.npc = exit.isJump() ? target + (exit.reason() == Exit.Reason.GO_ON ? 4 : 0) : exit.npc();
    }

    private void accountForCaches() {
        timing.count(new TimingModel.Counts(
                fetches, Events.loads(events), loadMisses, Events.stores(events), storeMisses, Events.branches(events), mispredictions, Events.jumps(events)));
        if (fetches > 0) {
            timing.moveTo(line);
        }
    }

    // ---- for regions

    @Override
    protected int fetchFromExternal(int wanted) {
        int found = timing.fetchFromExternal(wanted);
        limit -= found < 0 ? 0 : timing.parameters().icacheMiss();
        return found;
    }

    @Override
    protected int initialHistory(int history) {
        return timing.initialHistory(history);
    }

    @Override
    protected boolean save() {
        boolean done = traps.saveAtOnce();
        window = state.window;
        return done;
    }

    @Override
    protected boolean restore() {
        boolean done = traps.restoreAtOnce();
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
                case Opcode.RDPR -> Operand.setRd(state, word, interpreter.units.state().readPrivileged(Fields.rs1(word)));
                case Opcode.WRPR -> {
                    boolean done = interpreter.units.state().writePrivileged(
                            Fields.rd(word), Operand.rs1(state, word) ^ Operand.second(state, word), modes);
                    isFloatingEnabled = state.isFloatingEnabled();
                    return done;
                }
                default -> {
                    state.setCc(ccResult, ccCarries);
                    state.fsr = fsr;
                    interpreter.execute(opcode, word);
                    fsr = state.fsr;
                }
            }
            return true;
        } catch (GuestTrap trap) {
            return false;
        }
    }

    @Override
    protected boolean holds(int condition, int n) {
        return Conditions.holdsFloating(condition, ProcessorState.fcc(fsr, n));
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
