package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cpu.Processor;
import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.device.ConsoleHost;
import dev.lamarck.hardware.device.Disk;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.device.SystemControl;
import dev.lamarck.hardware.device.Typed;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.network.FrameObserver;
import dev.lamarck.hardware.network.Station;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.translate.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The machine: processors, RAM, devices and the clock, wired together and run. Which processor runs is decided in {@link Interleaving};
 * what is said of <em>the</em> processor here, of registers and of the clock, is of the one that runs or, between runs, ran last.
 *
 * <p>Not for several threads. Callbacks (watches, tracers, hosts) are called in the middle of an instruction; they may read
 * everything here and call {@link #requestStop}, {@link #post} and {@link #interrupt}, nothing else. A watch comes before its instruction, so in it {@link
 * #snapshot} gives the state just before that.
 */
public final class Machine {
    private static final long NANOSECONDS = 1_000_000_000;

    private final MachineConfiguration configuration;
    private final BootMedia media;
    private final Board board;
    private final ConsoleHost consoleHost;
    // The board's, by short names.
    private final List<Processor> processors;
    private final Interleaving interleaving;
    private final EventQueue events;
    private final PhysicalMemory memory;
    private final RegisterView registers = new RegisterView(this::processor);
    private final Optional<FastForward> fastForward;
    private final MachineState state;
    private final List<MarkerListener> markerListeners = new ArrayList<>();
    private final List<Tracer> tracers = new ArrayList<>();

    private final List<LongConsumer> instructionObservers = new ArrayList<>();
    private final MemoryWatches watches;

    private Stop stop;
    /** Where the present run began. */
    private Position started = Position.RESET;

    /** A machine just after reset. Throws {@link InvalidInput} if the image does not fit. */
    public Machine(MachineConfiguration configuration, BootMedia media, Host host) {
        configuration.check();
        this.configuration = configuration;
        this.media = media;
        consoleHost = host.console();
        board = new Board(configuration, media, host, new Control());
        processors = board.processors;
        interleaving = board.interleaving;
        events = board.events;
        memory = board.memory;
        watches = new MemoryWatches(processors);
        events.setOnChange(() -> processor().clock().callAttention());
        board.interrupts.setObserver(this::raised);
        fastForward = configuration.fastForward();
        board.setTimed(configuration.isTiming() && fastForward.isEmpty());
        state = new MachineState(configuration, media, board, fastForward);
        use(configuration.interpretedOnly().isPresent() ? Engine.INTERPRET : Engine.byDefault());
    }

    private Processor processor() {
        return processors.get(interleaving.current());
    }

    private final class Control implements SystemControl.Listener {
        @Override
        public void powerOff(int outcome, int status) {
            stopWith(new Stop.PowerOff(outcome, status));
        }

        @Override
        public void marker(long value) {
            if (fastForward.isPresent()) {
                fastForward.get().marked(value);
                processor().clock().callAttention();
            }
            markerListeners.forEach(listener -> listener.marker(cycles(), value));
            tracers.forEach(tracer -> tracer.marker(cycles(), value));
        }

        @Override
        public void start(int cpu, long entry) {
            if (cpu < processors.size() && !isStarted(cpu)) {
                processors.get(cpu).start(entry);
            }
        }

        @Override
        public boolean isStarted(int cpu) {
            return cpu < processors.size() && processors.get(cpu).isStarted();
        }
    }

    public MachineConfiguration configuration() {
        return configuration;
    }

    public BootMedia media() {
        return media;
    }

    /** Between runs: how instructions are executed from now on. Nothing that the guest does depends on it. */
    public void use(Engine engine) {
        Optional<String> refusing = engine.translates() ? configuration.interpretedOnly() : Optional.empty();
        refusing.ifPresent(key -> {
            throw new InvalidInput(key + ": only the interpreter does that, no translated code");
        });
        board.use(engine);
    }

    // ---- running

    /**
     * Runs until the guest switches off, a limit is reached, a stop is requested or nothing can happen any more. May be called
     * again after a limit or a request.
     */
    public Stop run(Limits limits) {
        stop = null;
        started = position();
        while (stop == null) {
            if (attend(limits)) {
                processor().run();
                noticeFailure();
            }
        }
        interleaving.flushRecord();
        events.setNow(cycles());
        return stop;
    }

    /** Tells of every slice from now on: which processor ran how many steps. Slices of one processor that follow each other are one. */
    public void recordSchedule(Schedule.Recorder recorder) {
        interleaving.record(recorder);
    }

    /** Everything that has to happen before the next instruction; whether there is one. */
    private boolean attend(Limits limits) {
        hear();
        interleaving.fireDue();
        boolean runs = interleaving.choose();
        if (runs) {
            processor().takeInterrupt();
            noticeFailure();
        }
        if (stop == null) {
            checkLimits(limits);
        }
        if (stop == null && !runs) {
            sleep(limits);
        } else if (stop == null) {
            setHorizon(limits);
        }
        return stop == null && runs;
    }

    private void checkLimits(Limits limits) {
        fastForward.ifPresent(this::advance);
        if (instructions() >= limits.instructions()) {
            stop = new Stop.InstructionLimit(instructions());
        } else if (cycles() >= limits.cycles()) {
            stop = new Stop.CycleLimit(cycles());
        }
    }

    private void advance(FastForward stages) {
        while (stages.isOver(instructions())) {
            stages.advance(counters());
            board.setTimed(!stages.isFunctional());
        }
    }

    /** All processors are asleep: to the next event. */
    private void sleep(Limits limits) {
        long next = events.nextDue();
        if (next == EventQueue.NEVER && !consoleHost.isAttended()) {
            stop = new Stop.Asleep();
            return;
        }
        if (isCutShort(next)) {
            return;
        }
        interleaving.sleepUntil(Math.min(next, limits.cycles()));
        if (cycles() >= limits.cycles()) {
            stop = new Stop.CycleLimit(cycles());
        } else {
            events.fire();
        }
    }

    /** Lets a person at the terminal live through the time until the next event; whether he ended it by a key. */
    private boolean isCutShort(long next) {
        if (!consoleHost.isAttended()) {
            return false;
        }
        long cycles = Math.min(next - cycles(), configuration.number(ConfigurationKey.CLOCK_HERTZ));
        consoleHost.rest(cycles * NANOSECONDS / configuration.number(ConfigurationKey.CLOCK_HERTZ));
        return hear() || next == EventQueue.NEVER;
    }

    /** Takes what a person has typed; whether that is anything. */
    private boolean hear() {
        byte[] keys = consoleHost.isAttended() ? consoleHost.typed(cycles()) : Typed.NOTHING;
        board.console.type(new Typed(cycles() + 1, keys));
        return keys.length > 0;
    }

    /**
     * The cycle of the next event or limit. Several instructions may issue in one cycle, so near an instruction limit the
     * processor goes step by step.
     */
    private void setHorizon(Limits limits) {
        CycleCounter clock = processor().clock();
        clock.runUntil(Math.min(interleaving.horizon(), limits.cycles()));
        long end = Math.min(limits.instructions(), fastForward.map(FastForward::end).orElse(Long.MAX_VALUE));
        long left = Math.min(end - instructions(), interleaving.instructionsLeft());
        long width = configuration.isTiming() ? configuration.number(ConfigurationKey.ISSUE_WIDTH) : 1;
        long safe = Math.max(left / width - 1, 0);
        clock.horizon = Math.min(clock.horizon, safe > CycleCounter.FAR - clock.issue ? CycleCounter.FAR : clock.issue + safe);
    }

    private void noticeFailure() {
        if (processor().failedTrap() >= 0) {
            stopWith(new Stop.TrapLevelsExhausted(processor().failedTrap(), processor().registers().pc()));
        }
    }

    private void stopWith(Stop reason) {
        stop = reason;
        processor().clock().callAttention();
    }

    /**
     * One attempt at an instruction: ends when it has completed, or in front of the first instruction of the handler if it or an interrupt
     * trapped.
     */
    public Stop step() {
        Tracer ending = new Tracer() {
            @Override
            public void trap(long cycle, int trapType, int trapLevel, long pc) {
                requestStop();
            }
        };
        addTracer(ending);
        Stop reason = run(Limits.instructions(instructions() + 1));
        removeTracer(ending);
        return reason;
    }

    /** Ends the run after the current instruction. */
    public void requestStop() {
        stopWith(new Stop.Requested());
    }

    /** An unsolicited message to the guest's channel, which arrives at a cycle (at once, if that is past). */
    public void post(long cycle, byte[] message) {
        board.channel.post(cycle, message);
    }

    /** Something is typed at the terminal, which arrives at its cycle (at once, if that is past). */
    public void type(Typed typed) {
        board.console.type(typed);
    }

    /** Puts someone else at the other end of the wire, before the machine runs: what it sends arrives there. */
    public void connect(Station station) {
        board.connect(station);
    }

    /** Where frames for this machine arrive, each at a cycle that is not past. */
    public Station station() {
        return board.network.station();
    }

    // ---- changing, between runs: for debuggers, and for forks in which something else is to happen

    /** Stores bytes as a device would: at once, and seen by every fetch. */
    public void writePhysical(long pa, byte[] bytes) {
        watches.silently(() -> memory.write(pa, bytes, 0, bytes.length));
    }

    /**
     * A source raises its interrupt, as its device would: before the next instruction, in a callback before the one after the current. Forces
     * a preemption there, if the kernel lets it happen.
     */
    public void interrupt(InterruptSource source) {
        events.setNow(cycles());
        board.interrupts.raise(source);
    }

    /** Of the processor that runs. */
    public RegisterEditor editRegisters() {
        return editRegisters(cpu());
    }

    /** Of a processor by its number. */
    public RegisterEditor editRegisters(int cpu) {
        return processors.get(cpu).editor();
    }

    // ---- observing

    /** The clock of the processor: in functional mode, its instructions and idle time. */
    public long cycles() {
        return processor().clock().now();
    }

    /** Of all processors. */
    public long instructions() {
        return interleaving.instructions();
    }

    /** The number of the processor that runs, or ran last. */
    public int cpu() {
        return interleaving.current();
    }

    /** Of the instruction that is about to be attempted; in a callback in the middle of an instruction, of that one. */
    public Position position() {
        return new Position(instructions(), interleaving.trapsTaken());
    }

    /** Of the processor that runs, whenever it is looked at. */
    public RegisterView registers() {
        return registers;
    }

    /** Of a processor by its number. */
    public RegisterView registers(int cpu) {
        return processors.get(cpu).registers();
    }

    /** Of all processors together; cycles too, so that of several they are more than the time that has passed. */
    public Counters counters() {
        return processors.stream().map(Machine::counters).reduce(Counters::plus).orElseThrow();
    }

    /** What has been counted since there was something to be measured: since reset, or since {@code fast.forward} and the warm-up; nothing before. */
    public Optional<Counters> measured() {
        return fastForward.isEmpty() ? Optional.of(counters()) : fastForward.get().before().map(before -> counters().since(before));
    }

    /** Of a processor by its number. */
    public Counters counters(int cpu) {
        return counters(processors.get(cpu));
    }

    private static Counters counters(Processor processor) {
        CycleCounter clock = processor.clock();
        TimingModel timing = processor.timing();
        boolean timed = timing != null;
        return new Counters(
                clock.instructions, clock.now(), clock.idle(), clock.issue,
                clock.icacheStall(), clock.dataStall(), clock.mispredictStall(), clock.trap(),
                timed ? timing.icacheReferences() : 0,
                timed ? timing.icacheMisses() : 0,
                timed ? timing.loads() : 0,
                timed ? timing.loadMisses() : 0,
                timed ? timing.stores() : 0,
                timed ? timing.storeMisses() : 0,
                timed ? timing.externalReferences() : 0,
                timed ? timing.externalMisses() : 0,
                timed ? timing.branches() : 0,
                timed ? timing.mispredictions() : 0,
                processor.trapsTaken());
    }

    /** What the second disk holds now. */
    public byte[] dataDisk() {
        return board.dataDisk.contents();
    }

    /** Tells of all that reaches the second disk. */
    public void observeDataDisk(Disk.Observer observer) {
        board.dataDisk.addObserver(observer);
    }

    public boolean isRam(long pa, int length) {
        return memory.contains(pa, length);
    }

    /** Bytes of RAM; the range must lie in it. */
    public byte[] readPhysical(long pa, int length) {
        return memory.read(pa, length);
    }

    /** Where a context's data address is now, as far as the data TLB knows; with translation off, the address itself. */
    public OptionalLong translate(long va, int context) {
        long pa = processor().mmu().look(va, context, true);
        return pa < 0 ? OptionalLong.empty() : OptionalLong.of(pa);
    }

    /** Where the instruction at an address is for the program that runs, as far as the instruction TLB knows. */
    public OptionalLong translateFetch(long va) {
        Mmu mmu = processor().mmu();
        int context = processor().registers().trapLevel() > 0 ? 0 : mmu.context(Mmu.Space.PRIMARY);
        long pa = mmu.look(va, context, false);
        return pa < 0 ? OptionalLong.empty() : OptionalLong.of(pa);
    }

    /** Bytes at a virtual address of a context, if the data TLB holds their pages and they are RAM. */
    public Optional<byte[]> readVirtual(long va, int context, int length) {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            OptionalLong pa = translate(va + done, context);
            int chunk = (int) Math.min(length - done, PhysicalMemory.PAGE_BYTES - (va + done & PhysicalMemory.PAGE_BYTES - 1));
            if (pa.isEmpty() || !memory.contains(pa.getAsLong(), chunk)) {
                return Optional.empty();
            }
            System.arraycopy(memory.bytes(), (int) pa.getAsLong(), bytes, done, chunk);
            done += chunk;
        }
        return Optional.of(bytes);
    }

    /**
     * Calls back before each execution of the instruction at an address, in any context; until the result is run. The cycle is
     * that in which the instruction starts. An instruction that traps and is retried executes twice.
     */
    public Runnable watch(long va, Watch watch) {
        LongConsumer watcher = pc -> watch.reached(cycles(), pc);
        return watch(va, watcher);
    }

    /**
     * Stops before executions of the instruction at an address, in any context; until the result is run. A run that begins there goes past
     * it. Nothing is written to the guest's text, and what executes is the same with it and without.
     */
    public Runnable breakAt(long va, Breakpoint breakpoint) {
        LongConsumer watcher = pc -> {
            if (!position().equals(started) && breakpoint.stops(cycles(), pc)) {
                stop = new Stop.Held(pc);
                processor().hold();
            }
        };
        return watch(va, watcher);
    }

    private Runnable watch(long va, LongConsumer watcher) {
        processors.forEach(each -> each.watch(va, watcher));
        return () -> processors.forEach(each -> each.unwatch(va, watcher));
    }

    /** Tells of loads and stores of bytes of RAM, by whatever address and by devices too; until the result is run. */
    public Runnable watchMemory(long pa, int length, MemoryWatch watch) {
        return watches.add(pa, length, watch);
    }

    /** Calls back before each attempt at an instruction, with its address, until the result is run. Takes the host time; when nobody asks, none. */
    public Runnable observeInstructions(LongConsumer observer) {
        instructionObservers.add(observer);
        observeInstructions();
        return () -> {
            instructionObservers.remove(observer);
            if (instructionObservers.isEmpty()) {
                processors.forEach(each -> each.observeInstructions(null));
            }
        };
    }

    private void observeInstructions() {
        processors.forEach(each -> each.observeInstructions(pc -> instructionObservers.forEach(observer -> observer.accept(pc))));
    }

    /** For who needs no more than markers: a tracer is told of every trap, which takes the host time. */
    public void addMarkerListener(MarkerListener listener) {
        markerListeners.add(listener);
    }

    /** Shows every frame that the network interface sends or receives. */
    public void observeNetwork(FrameObserver observer) {
        board.network.observe(observer);
    }

    public void addTracer(Tracer tracer) {
        tracers.add(tracer);
        processors.forEach(each -> each.observeTraps(new TrapTracing()));
    }

    public void removeTracer(Tracer tracer) {
        tracers.remove(tracer);
        if (tracers.isEmpty()) {
            processors.forEach(each -> each.observeTraps(null));
        }
    }

    private final class TrapTracing implements Processor.TrapObserver {
        @Override
        public void entering(int trapType, int trapLevel) {
            tracers.forEach(tracer -> tracer.trap(cycles(), trapType, trapLevel, registers().pc()));
        }

        @Override
        public void returned(int trapLevel) {
            tracers.forEach(tracer -> tracer.trapReturn(cycles(), trapLevel, registers().pc()));
        }
    }

    /** A source raised its interrupt, at the processor that runs or at another. */
    private void raised(InterruptSource source) {
        processor().clock().callAttention();
        tracers.forEach(tracer -> tracer.interrupt(events.now(), source));
    }

    // ---- state

    /** The canonical state: everything that can influence the future. */
    public byte[] snapshot() {
        return state.snapshot();
    }

    /** The same, a piece at a time. */
    public void save(SnapshotWriter.Sink sink) {
        state.save(sink);
    }

    /**
     * Takes the state of a machine with the same configuration and media. Afterwards the two cannot be told apart. Throws {@link InvalidInput}, with
     * the reason, if it is of another machine, before anything has changed; or if it is not whole, which leaves the machine in no state at all.
     */
    public void restore(byte[] snapshot) {
        watches.silently(() -> state.restore(snapshot));
    }

    /** Another machine in the same state, connected to another host. */
    public Machine fork(Host host) {
        Machine copy = new Machine(configuration, media, host);
        copy.restore(snapshot());
        return copy;
    }

    /** SHA-256 of {@link #snapshot}, in hexadecimal. Comparable within one configuration. */
    public String stateHash() {
        return state.hash();
    }
}
