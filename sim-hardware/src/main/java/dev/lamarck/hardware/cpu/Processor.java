package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptController;
import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import dev.lamarck.hardware.translate.RegionTable;
import java.util.BitSet;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * One processor and its clock. {@link #run} executes until something outside has to be attended to; between runs the caller
 * fires events and takes interrupts with {@link #takeInterrupt}. It does nothing before its {@link #start}.
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
    /** Of the seed: the first processor's stream of store delays. */
    private static final int STORE_STREAM = 64;

    private final int number;
    private final ProcessorState state = new ProcessorState();
    private final CycleCounter clock = new CycleCounter();
    private final Mmu mmu;
    private final TimingModel timing;
    private final CodePages code;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final TrapUnit traps;
    private final PerformanceCounters counters;
    private final InterruptVectors vectors;
    private final Interpreter interpreter;
    /** Executes with regions; null when only the interpreter executes. */
    private IntSupplier dispatcher;
    private Turns turns;
    private final EventQueue events;
    private final SharedMemory shared;
    private InterruptController interrupts;
    private boolean started;
    private int failedTrap = -1;
    private AccessObserver accessObserver;

    /**
     * What the processor is built with; {@code timed} chooses timing mode, {@code staleIcache} one whose lines own stores do not
     * change, {@code shuffleReversed} QEMU's BSHUFFLE; an interrupt vector arrives {@code vectorLatency} cycles after its dispatch, and
     * others see a store {@code storeDelay} cycles after it at the latest, which the seed decides; 0 for at once.
     */
    public record Design(
            int itlbEntries, int dtlbEntries, TimingParameters parameters, boolean timed, boolean staleIcache, boolean shuffleReversed,
            long vectorLatency, long storeDelay, long seed) {
        /** Whether FLUSH and MEMBAR have something to do. */
        boolean isWeak() {
            return staleIcache || storeDelay > 0;
        }
    }

    /** The next of the processors that share a memory. */
    public Processor(Design design, SharedMemory shared, EventQueue events) {
        this.shared = shared;
        this.events = events;
        number = shared.processors().size();
        shared.add(this);
        PhysicalMemory ram = shared.ram;
        mmu = new Mmu(design.itlbEntries, design.dtlbEntries, this::translationChanged);
        timing = design.timed ? new TimingModel(design.parameters, clock, ram, shared.coherence, design.staleIcache ? this::decodeAgain : null) : null;
        code = design.staleIcache ? new CodePages(ram.size(), timing::instruction, Predecoder::decodeWeak, shared.issueRules) : shared.code;
        memory = new LoadStoreUnit(state, mmu, ram, code, shared.bus, timing, this::bringClockUpToDate);
        if (design.storeDelay > 0) {
            memory.delayStores(events, number, new SeededRandom(design.seed, STORE_STREAM + number), design.storeDelay);
        }
        fetch = new FetchUnit(state, clock, mmu, code, shared);
        traps = new TrapUnit(state, clock, this::modeChanged);
        traps.use(timing);
        counters = new PerformanceCounters(state, clock, timing);
        FloatingMemory floating = new FloatingMemory(state, memory);
        vectors = new InterruptVectors(number, shared.processors(), clock, events, design.vectorLatency, this::interruptsChanged);
        StateUnit stateUnit = new StateUnit(state, traps, floating, clock, events, number, counters, this::modeChanged, this::interruptMaskChanged);
        events.setAction(EventQueue.Kind.TICK_COMPARE, number, () -> {
            stateUnit.tickReached();
            interruptsChanged();
        });
        Interpreter.Units units = new Interpreter.Units(
                new IntegerUnit(state), new FloatingPointUnit(state, floating), floating, new VisUnit(state, floating, design.shuffleReversed),
                new AlternateSpaces(state, memory, mmu, floating, vectors), stateUnit);
        interpreter = new Interpreter(state, clock, memory, fetch, traps, units, timing, design.parameters);
    }

    /** Between runs: whether the timing model is at work from now on. */
    void setTimed(boolean timed) {
        TimingModel model = timed ? timing : null;
        memory.use(model);
        traps.use(model);
        interpreter.use(model);
    }

    /** Between runs: regions that may be executed in place of their instructions; null for none. */
    void use(RegionTable regions) {
        dispatcher = regions == null ? null : dispatcher(regions);
        turns = regions == null ? null : new Turns(regions::areMany, Turns::cpuTime);
        fetch.translationChanged();
    }

    private IntSupplier dispatcher(RegionTable regions) {
        Dispatcher made = new Dispatcher(state, clock, mmu, shared.ram.bytes(), interpreter, regions, this::isInterrupted, counters::areSelected);
        return regions.isForOne() ? OwnCode.of(made, "run") : made::run;
    }

    /** Once, before the first run. */
    public void connect(InterruptController controller) {
        interrupts = controller;
    }

    public int number() {
        return number;
    }

    /** Begins to execute in the state after reset, as {@code docs/platform.md} fixes it, now. */
    public void start(long entry) {
        started = true;
        sleepUntil(events.now());
        state.pc = entry;
        state.npc = entry + 4;
        state.pstate = Pstate.PRIVILEGED;
        state.pil = RESET_PIL;
        state.cansave = ProcessorState.WINDOWS - 2;
        state.cleanwin = ProcessorState.WINDOWS - 1;
        state.tickCompare = Long.MIN_VALUE;
        modeChanged();
    }

    public boolean isStarted() {
        return started;
    }

    /** Whether it has instructions to execute. */
    public boolean canRun() {
        return started && !state.idle;
    }

    /** Lets the clock go on to a cycle, if it is not there yet, with nothing to do. */
    public void sleepUntil(long cycle) {
        clock.addIdle(Math.max(cycle - clock.now(), 0));
    }

    InterruptVectors vectors() {
        return vectors;
    }

    void forgetStores() {
        mmu.forgetStores();
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

    ProcessorState state() {
        return state;
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
            int trap = usesRegions() ? dispatcher.getAsInt() : interpreter.run();
            if (trap >= 0) {
                enterTrap(trap);
            }
        } while (clock.issue < clock.horizon && failedTrap < 0);
    }

    private boolean usesRegions() {
        if (dispatcher == null) {
            return false;
        }
        turns.look(clock.instructions);
        fetch.useRegions(!turns.isAlone());
        return !turns.isAlone();
    }

    private void enterTrap(int trapType) {
        if (!traps.canEnter()) {
            failedTrap = trapType;
            return;
        }
        memory.drainStores();
        traps.enter(trapType);
        interpreter.endGroup();
    }

    /** Takes the highest interrupt that is pending and allowed, if there is one; wakes the processor if anything is pending. */
    public void takeInterrupt() {
        wake();
        if (state.idle || (state.pstate & Pstate.INTERRUPTS) == 0) {
            return;
        }
        if (vectors.isPending()) {
            vectors.trapTaken();
            enterTrap(TrapType.INTERRUPT_VECTOR);
        } else if (allowedLevel() > 0) {
            enterTrap(TrapType.INTERRUPT_LEVEL + allowedLevel());
        }
    }

    /** Ends its idleness, now, if there is something to attend to. */
    private void wake() {
        if (state.idle && (interrupts.hasPending(number) || state.softint != 0 || vectors.isPending())) {
            sleepUntil(events.now());
            state.idle = false;
        }
    }

    /** The highest pending level that PSTATE.IE and PIL let through, or 0. */
    private int allowedLevel() {
        if ((state.pstate & Pstate.INTERRUPTS) == 0) {
            return 0;
        }
        int levels = interrupts.pendingLevels(number) | state.softint & ~1 | (state.softint & 1) << SOFTINT_TICK_LEVEL;
        int highest = 31 - Integer.numberOfLeadingZeros(levels);
        return highest > state.pil ? highest : 0;
    }

    @Override
    public void interruptsChanged() {
        wake();
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
        if (isInterrupted()) {
            clock.callAttention();
        }
    }

    /** Whether an interrupt is to be taken in the state as it is. */
    private boolean isInterrupted() {
        return (state.pstate & Pstate.INTERRUPTS) != 0 && interrupts != null && (allowedLevel() > 0 || vectors.isPending());
    }

    private void bringClockUpToDate() {
        interpreter.settleBefore();
        events.setNow(clock.now());
    }

    /** A line of the I-cache has other words now, perhaps. */
    private void decodeAgain(int line) {
        code.invalidate((long) line << TimingModel.LINE_BITS, 1 << TimingModel.LINE_BITS);
    }

    void writtenByDevice(long pa, int length) {
        code.invalidate(pa, length);
        if (timing != null) {
            timing.written(pa, length);
        }
    }

    void tellWritten(long pa, int length) {
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
        out.putBoolean(started);
        state.save(out);
        clock.save(out);
        mmu.save(out);
        counters.save(out);
        out.putInt(interpreter.group());
        out.putLong(traps.taken());
        vectors.save(out);
        memory.saveStores(out);
        if (timing != null) {
            timing.save(out);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        started = in.getBoolean();
        state.load(in);
        clock.load(in);
        mmu.load(in);
        counters.load(in);
        interpreter.setGroup(in.getInt());
        traps.setTaken(in.getLong());
        vectors.load(in);
        memory.loadStores(in);
        if (timing != null) {
            timing.load(in);
            // A store to a line in the I-cache drops it, and only stores to code pages are looked at.
            timing.instructionLines().forEach(line -> shared.createCode(code, line << TimingModel.LINE_BITS));
            if (timing.holdsWords()) {
                timing.instructionLines().forEach(this::decodeAgain);
            }
        }
        failedTrap = -1;
        translationChanged();
    }
}
