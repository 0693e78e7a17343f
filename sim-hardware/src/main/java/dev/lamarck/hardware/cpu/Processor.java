package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.device.DeviceBus;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptController;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * One processor and its clock. {@link #run} executes until something outside has to be attended to; between runs the caller
 * fires events and takes interrupts with {@link #takeInterrupt}.
 */
public final class Processor implements Stateful, InterruptController.Processor {
    /** Told of traps and of returns from them. */
    public interface TrapObserver {
        void entering(int trapType, int trapLevel);

        void returned(int trapLevel);
    }

    /** Told of accesses to memory: in the middle of an instruction, before a load and after a store; between two, of what a device wrote. */
    public interface AccessObserver {
        void accessed(long pa, int length, boolean isStore, long pc);
    }

    /** In place of an instruction's address: a device's access. */
    public static final long NO_PC = -1;

    private static final int RESET_PIL = 15;
    private static final int SOFTINT_TICK_LEVEL = 14;

    private final ProcessorState state = new ProcessorState();
    private final CycleCounter clock = new CycleCounter();
    private final Mmu mmu;
    private final TimingModel timing;
    private final CodePages code;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final TrapUnit traps;
    private final PerformanceCounters counters;
    private final Interpreter interpreter;
    private final EventQueue events;
    private InterruptController interrupts;
    private int failedTrap = -1;
    private AccessObserver accessObserver;

    /**
     * What the processor is built with; {@code timed} chooses timing mode, {@code staleIcache} one whose lines own stores do not
     * change, {@code shuffleReversed} QEMU's BSHUFFLE.
     */
    public record Design(
            int itlbEntries, int dtlbEntries, TimingParameters parameters, boolean timed, boolean staleIcache, boolean shuffleReversed) {}

    public Processor(Design design, PhysicalMemory ram, DeviceBus bus, EventQueue events) {
        this.events = events;
        mmu = new Mmu(design.itlbEntries, design.dtlbEntries, this::translationChanged);
        timing = design.timed ? new TimingModel(design.parameters, clock, ram, design.staleIcache ? this::decodeAgain : null) : null;
        code = new CodePages(ram.size(), timing != null && timing.holdsWords() ? timing::instruction : ram::readInt,
                design.timed ? new IssueRules(design.parameters.issueWidth()) : null);
        memory = new LoadStoreUnit(state, mmu, ram, code, bus, timing, this::bringClockUpToDate);
        fetch = new FetchUnit(state, clock, mmu, code, ram);
        traps = new TrapUnit(state, timing, this::modeChanged);
        counters = new PerformanceCounters(state, clock, timing);
        FloatingMemory floating = new FloatingMemory(state, memory);
        StateUnit stateUnit = new StateUnit(state, traps, floating, clock, events, counters, this::modeChanged, this::interruptMaskChanged);
        Interpreter.Units units = new Interpreter.Units(
                new IntegerUnit(state), new FloatingPointUnit(state, floating), floating, new VisUnit(state, floating, design.shuffleReversed),
                new AlternateSpaces(state, memory, mmu, floating), stateUnit);
        interpreter = new Interpreter(state, clock, memory, fetch, traps, units, timing, design.parameters);
        ram.setListener(this::writtenByDevice);
    }

    /** Once, before the first run. */
    public void connect(InterruptController controller) {
        interrupts = controller;
    }

    /** The state after reset, as {@code docs/platform.md} fixes it. */
    public void reset(long entry) {
        state.pc = entry;
        state.npc = entry + 4;
        state.pstate = Pstate.PRIVILEGED;
        state.pil = RESET_PIL;
        state.cansave = ProcessorState.WINDOWS - 2;
        state.cleanwin = ProcessorState.WINDOWS - 1;
        state.tickCompare = Long.MIN_VALUE;
        modeChanged();
    }

    public CycleCounter clock() {
        return clock;
    }

    /** Null in functional mode. */
    public TimingModel timing() {
        return timing;
    }

    public Mmu mmu() {
        return mmu;
    }

    public RegisterView registers() {
        return new RegisterView(state);
    }

    /** Between runs. */
    public RegisterEditor editor() {
        return new RegisterEditor(state, this::modeChanged);
    }

    public long trapsTaken() {
        return traps.taken();
    }

    public boolean isIdle() {
        return state.idle;
    }

    /** The trap that found no level left and ended all execution, or −1. */
    public int failedTrap() {
        return failedTrap;
    }

    public void observeTraps(TrapObserver observer) {
        traps.setObserver(observer == null ? null : new TrapUnit.Observer() {
            @Override
            public void entering(int trapType, int trapLevel) {
                observer.entering(trapType, trapLevel);
            }

            @Override
            public void returned(int trapLevel) {
                observer.returned(trapLevel);
            }
        });
    }

    // ---- running

    /** Executes at least one instruction, then until the clock's horizon. */
    public void run() {
        do {
            int trap = interpreter.run();
            if (trap >= 0) {
                enterTrap(trap);
            }
        } while (clock.issue < clock.horizon && failedTrap < 0);
    }

    private void enterTrap(int trapType) {
        if (!traps.canEnter()) {
            failedTrap = trapType;
            return;
        }
        traps.enter(trapType);
        interpreter.endGroup();
    }

    /** Takes the highest interrupt that is pending and allowed, if there is one; wakes the processor if anything is pending. */
    public void takeInterrupt() {
        if (state.idle && (interrupts.hasPending() || state.softint != 0)) {
            state.idle = false;
        }
        int level = allowedLevel();
        if (level > 0 && !state.idle) {
            enterTrap(TrapType.INTERRUPT_LEVEL + level);
        }
    }

    /** The highest pending level that PSTATE.IE and PIL let through, or 0. */
    private int allowedLevel() {
        if ((state.pstate & Pstate.INTERRUPTS) == 0) {
            return 0;
        }
        int levels = interrupts.pendingLevels() | state.softint & ~1 | (state.softint & 1) << SOFTINT_TICK_LEVEL;
        int highest = 31 - Integer.numberOfLeadingZeros(levels);
        return highest > state.pil ? highest : 0;
    }

    @Override
    public void interruptsChanged() {
        clock.callAttention();
    }

    @Override
    public void suspend() {
        state.idle = true;
        clock.callAttention();
    }

    private void translationChanged() {
        fetch.translationChanged();
        modeChanged();
    }

    private void modeChanged() {
        memory.modeChanged();
        fetch.modeChanged();
        counters.modeChanged();
        interruptMaskChanged();
    }

    private void interruptMaskChanged() {
        if (interrupts != null && allowedLevel() > 0) {
            clock.callAttention();
        }
    }

    private void bringClockUpToDate() {
        interpreter.settleBefore();
        events.setNow(clock.now());
    }

    /** A line of the I-cache has other words now, perhaps. */
    private void decodeAgain(int line) {
        code.invalidate((long) line << TimingModel.LINE_BITS, 1 << TimingModel.LINE_BITS);
    }

    private void writtenByDevice(long pa, int length) {
        code.invalidate(pa, length);
        if (timing != null) {
            timing.written(pa, length);
        }
        if (accessObserver != null) {
            accessObserver.accessed(pa, length, true, NO_PC);
        }
    }

    // ---- observing

    /** Calls the watcher with the program counter before each execution of the instruction at {@code pc}. */
    public void watch(long pc, LongConsumer watcher) {
        fetch.watch(pc, watcher);
    }

    public void unwatch(long pc, LongConsumer watcher) {
        fetch.unwatch(pc, watcher);
    }

    /** Calls the observer with the program counter before each attempt at any instruction; null ends it. */
    public void observeInstructions(LongConsumer observer) {
        fetch.observe(observer);
    }

    /** Called by a watcher: stops before the instruction that it was told of. */
    public void hold() {
        fetch.hold();
        clock.callAttention();
    }

    /** Has accesses to these physical pages told to an observer, instead of those before; null for none. */
    public void observeAccesses(BitSet pages, AccessObserver observer) {
        accessObserver = observer;
        memory.watched().watch(pages, observer == null ? null : (pa, length, isStore) -> {
            bringClockUpToDate();
            observer.accessed(pa, length, isStore, interpreter.pc());
        });
        mmu.forgetLoads();
        mmu.forgetStores();
    }

    @Override
    public void save(SnapshotWriter out) {
        state.save(out);
        clock.save(out);
        mmu.save(out);
        counters.save(out);
        out.putInt(interpreter.group());
        out.putLong(traps.taken());
        if (timing != null) {
            timing.save(out);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        state.load(in);
        clock.load(in);
        mmu.load(in);
        counters.load(in);
        interpreter.setGroup(in.getInt());
        traps.setTaken(in.getLong());
        if (timing != null) {
            timing.load(in);
            // A store to a line in the I-cache drops it, and only stores to code pages are looked at.
            timing.instructionLines().forEach(line -> code.create(line << TimingModel.LINE_BITS));
            if (timing.holdsWords()) {
                timing.instructionLines().forEach(this::decodeAgain);
            }
        }
        failedTrap = -1;
        translationChanged();
    }
}
