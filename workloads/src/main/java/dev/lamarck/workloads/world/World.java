package dev.lamarck.workloads.world;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.hardware.device.Typed;
import dev.lamarck.hardware.history.Recording;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.ElfImage;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Schedule;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.History.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One job's machine, from reset to its end. Before it runs it may be given observers, which see everything and change
 * nothing: with or without them the result is the same.
 */
public final class World {
    /** The event at which the kernel is up and the first program about to start. */
    public static final String BOOTED = "boot";
    private static final String ENDED = "end";

    private final Job job;
    private final Terminal terminal;
    private final Recording recording;
    private final Machine machine;
    private final List<Event> events = new ArrayList<>();
    private final List<LedgerChange> ledger = new ArrayList<>();
    private final List<TextComparison> comparisons = new ArrayList<>();
    /** What the policy whose change is being tried has seen. */
    private Sighting seen;
    private final CopiedFiles copies = new CopiedFiles();
    private final Image kernel;
    private ChannelHost channel = (cycle, kind, request) -> new byte[0];
    private Optional<String> awaited = Optional.empty();
    /** Hears what the kernel tells the lab, beside who answers. */
    private ChannelHost listener = (cycle, kind, request) -> new byte[0];
    /** In nanoseconds. */
    private long executing;

    public World(Job job, Terminal terminal) {
        this.job = job;
        this.terminal = terminal;
        this.kernel = image(job.kernel());
        BootMedia media = new BootMedia(ElfImage.parse("the kernel", job.kernel().bytes()), job.disk().bytes(), job.dataDisk().bytes(),
                String.join("\n", job.boot()) + "\n", job.seed(), BootMedia.FIXED_DATE, Schedule.parse("the schedule", job.schedule(), job.machine().cpus()));
        this.recording = new Recording(new Host(terminal, this::answer));
        this.machine = new Machine(job.machine(), media, recording.asHost());
        machine.addMarkerListener((cycle, value) -> marked(eventName(value), cycle));
        job.messages().forEach(message -> machine.post(message.cycle(), message.content().bytes()));
        job.typed().forEach(message -> machine.type(new Typed(message.cycle(), message.content().bytes())));
    }

    public Job job() {
        return job;
    }

    public List<String> eventNames() {
        return events.stream().map(Event::name).toList();
    }

    /** The kernel's image, with its symbols and lines. */
    public Image kernelImage() {
        return kernel;
    }

    /** A word of the kernel's text or patches as it stands in memory: both lie at their physical addresses. */
    public int textWord(long address) {
        return ByteBuffer.wrap(machine.readPhysical(address, Integer.BYTES)).getInt();
    }

    /** The name of the moment that the kernel marks by the system controller's MARKER register: kind above, id below. */
    public static String eventName(long marker) {
        int id = (int) marker;
        return switch ((int) (marker >>> 32)) {
            case 0 -> BOOTED;
            case 1 -> "installed:" + id;
            case 2 -> "removed:" + id;
            case 3 -> "reclaimed:" + id;
            case ChannelMessage.REVERTED -> "reverted:" + id;
            case ChannelMessage.KEPT -> "kept:" + id;
            case ChannelMessage.REFUSED_BY_TRIAL -> "refused:" + id;
            case ChannelMessage.UNDONE -> "undone:" + id;
            default -> "marker:" + Long.toHexString(marker);
        };
    }

    /** For observers; running it is this class's business. */
    public Machine machine() {
        return machine;
    }

    /** What the guest has read of its console so far. */
    public Content inputTaken() {
        return terminal.consumed();
    }

    /** Who answers the kernel's requests. The answers must be a function of the machine's state: they are part of no job. */
    public void answerChannel(ChannelHost host) {
        channel = host;
    }

    /** Who hears the kernel's requests too; what he answers is not looked at. */
    public void tell(ChannelHost other) {
        listener = other;
    }

    /** What the guest's files were, of which the boot arguments ask for a copy. */
    public CopiedFiles copiedFiles() {
        return copies;
    }

    /** The machine's past, from now on; whoever asks for it lets nobody else run the machine. */
    public Timeline timeline() {
        return new Timeline(machine, recording);
    }

    /** Who runs this world's machine: it itself, or an {@link Attendant}. To be asked once. */
    public Function<Limits, Stop> runner() {
        return Attendant.of(this).orElse(machine::run);
    }

    /** Runs to the end. */
    public Result run() {
        return run(runner());
    }

    /** Has somebody run the machine to the end: to the limits or to where the machine itself stops. */
    public Result run(Function<Limits, Stop> runner) {
        long start = System.nanoTime();
        Stop stop = runner.apply(Limits.instructions(job.instructionBudget()));
        executing += System.nanoTime() - start;
        terminal.flush();
        Counters counters = machine.counters();
        happened(ENDED, machine.cycles());
        Ending ending = Ending.of(stop);
        Optional<Counters> measured = machine.measured();
        return new Result(job.withInput(terminal.consumed()).withTyped(typed()), ending.outcome(), ending.status(), ending.detail(), counters.instructions(),
                job.mode() == Mode.TIMING ? machine.cycles() : null, machine.stateHash(),
                variants(measured.orElse(counters)), measured.map(part -> skipped(counters, part)).orElse(Map.of()), List.of(), List.of(), Map.of(), List.of(), List.of(),
                new History(events, ledger, comparisons, terminal.record()), HostTime.sinceProcessStart());
    }

    /** What was typed: before, and in this run. */
    private List<Job.Message> typed() {
        List<Job.Message> all = new ArrayList<>(job.typed());
        terminal.typed().forEach(keys -> all.add(new Job.Message(keys.cycle(), Content.of(keys.keys()))));
        return all;
    }

    /** What all processors counted and, if there are several, what each did. */
    private List<Variant> variants(Counters all) {
        List<Variant> variants = new ArrayList<>(List.of(Variant.of(job.load(), all)));
        for (int cpu = 0; job.machine().cpus() > 1 && cpu < job.machine().cpus(); cpu++) {
            variants.add(Variant.of(job.load() + ", cpu " + cpu, machine.counters(cpu)));
        }
        return variants;
    }

    /** What a world that was fast-forwarded has executed before the part that its counters are of. */
    private static Map<String, Measure> skipped(Counters all, Counters measured) {
        long instructions = all.instructions() - measured.instructions();
        return instructions == 0 ? Map.of()
                : Map.of("fastForwardInstructions", Measure.sum("instructions", Measure.Better.NONE, List.of((double) instructions)));
    }

    /** How long this host has executed instructions in {@link #run}, without what is made of the machine's last state. */
    public double secondsExecuting() {
        return executing / 1e9;
    }

    /** Runs to a named event ({@code boot}, {@code installed:1}, {@code end} …); false when the world ends without it. */
    public boolean runTo(String event) {
        return runTo(event, machine::run);
    }

    /** The same, run by somebody. */
    public boolean runTo(String event, Function<Limits, Stop> runner) {
        awaited = Optional.of(event);
        Stop stop;
        do {
            stop = runner.apply(Limits.instructions(job.instructionBudget()));
        } while (awaited.isPresent() && stop instanceof Stop.Requested);
        if (awaited.isPresent()) {
            happened(ENDED, machine.cycles());
        }
        return awaited.isEmpty();
    }

    /** Runs until an observer stops the machine ({@link Machine#requestStop}); false when the world ends before. */
    public boolean runUntilStopped() {
        return machine.run(Limits.instructions(job.instructionBudget())) instanceof Stop.Requested;
    }

    /** Runs to the first execution of an address; the machine's state just before it, or nothing if the world ends without it. */
    public Optional<byte[]> stateBefore(long address) {
        byte[][] state = new byte[1][];
        Runnable unwatch = machine.watch(address, (cycle, pc) -> {
            state[0] = machine.snapshot();
            machine.requestStop();
        });
        machine.run(Limits.instructions(job.instructionBudget()));
        unwatch.run();
        return Optional.ofNullable(state[0]);
    }

    private byte[] answer(long cycle, long kind, byte[] request) {
        if (kind == Channel.FILE) {
            copies.take(request);
            return new byte[0];
        }
        if (kind == ChannelMessage.LEDGER) {
            LedgerChange change = LedgerChange.read(ByteBuffer.wrap(request)).on(seen);
            // A manager that was killed while telling is followed by one that tells again.
            if (ledger.isEmpty() || !ledger.getLast().equals(change)) {
                ledger.add(change);
            }
        } else if (kind == ChannelMessage.SAW) {
            seen = Sighting.read(ByteBuffer.wrap(request));
        } else if (kind == ChannelMessage.TEXT) {
            comparisons.add(TextComparison.read(cycle, ByteBuffer.wrap(request)));
        }
        listener.answer(cycle, kind, request);
        return channel.answer(cycle, kind, request);
    }

    private static Image image(Content elf) {
        try {
            return Image.read(elf.bytes());
        } catch (ElfFormatException e) {
            throw new InvalidInput("the kernel: " + e.getMessage());
        }
    }

    /** Unless the machine has gone back and this is the past again. */
    private void marked(String name, long cycle) {
        if (events.isEmpty() || machine.instructions() > events.getLast().instructions()) {
            happened(name, cycle);
        }
    }

    private void happened(String name, long cycle) {
        events.add(new Event(name, cycle, machine.counters().instructions()));
        if (awaited.filter(name::equals).isPresent()) {
            awaited = Optional.empty();
            machine.requestStop();
        }
    }

    /** How a machine's stop reads as the end of a world. */
    private record Ending(Outcome outcome, Integer status, String detail) {
        static Ending of(Stop stop) {
            return switch (stop) {
                case Stop.PowerOff(int outcome, int status) -> switch (outcome) {
                    case 0 -> new Ending(Outcome.EXITED, status, "");
                    case 1 -> new Ending(Outcome.SIGNALLED, status, "");
                    default -> new Ending(Outcome.PANIC, null, "see the console");
                };
                case Stop.InstructionLimit limit -> new Ending(Outcome.TIMEOUT, null, "");
                // A kernel that sleeps for ever or traps without a handler has failed, though it could not say so.
                case Stop.Asleep asleep -> new Ending(Outcome.PANIC, null, "every processor is idle and nothing will wake one");
                case Stop.TrapLevelsExhausted exhausted -> new Ending(Outcome.PANIC, null,
                        String.format("trap 0x%x at 0x%x with no trap level left", exhausted.trapType(), exhausted.pc()));
                case Stop.CycleLimit limit -> throw new AssertionError("no cycle limit was set");
                case Stop.Held held -> throw new AssertionError("there was no breakpoint");
                case Stop.Requested requested -> throw new AssertionError("nobody asked to stop");
            };
        }
    }
}
