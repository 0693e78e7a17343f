package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cpu.Processor;
import dev.lamarck.hardware.cpu.SharedMemory;
import dev.lamarck.hardware.device.Channel;
import dev.lamarck.hardware.device.Console;
import dev.lamarck.hardware.device.Device;
import dev.lamarck.hardware.device.DeviceBus;
import dev.lamarck.hardware.device.Disk;
import dev.lamarck.hardware.device.DiskMechanics;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptController;
import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.device.SystemControl;
import dev.lamarck.hardware.device.Timer;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.network.Endpoint;
import dev.lamarck.hardware.network.Line;
import dev.lamarck.hardware.network.NetworkInterface;
import dev.lamarck.hardware.network.Station;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.translate.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a machine is made of: processors, RAM, devices and wires, connected by its configuration, an image loaded. It does nothing by itself. */
final class Board {
    // Streams of the seed.
    private static final int TIMER_STREAM = 1;
    private static final int ENTROPY_STREAM = 2;
    private static final int INTERLEAVING_STREAM = 4;
    private static final int OUTGOING_STREAM = 16;
    private static final int INCOMING_STREAM = OUTGOING_STREAM + Line.STREAMS;
    /** Of processors' timers from the second on, each its own. */
    private static final int OTHER_TIMERS_STREAM = 32;
    private static final long ETHERNET_PREFIX = 0x0800_2000_0000L;

    final PhysicalMemory memory;
    final EventQueue events;
    final List<Processor> processors;
    final Interleaving interleaving;
    final InterruptController interrupts;
    final Console console;
    final Channel channel;
    final Disk dataDisk;
    final NetworkInterface network;

    private final MachineConfiguration configuration;
    private final SharedMemory shared;
    private final List<Device> devices = new ArrayList<>();
    private final Endpoint endpoint;
    /** Who is at the other end of the wire. */
    private Station peer;
    private Engine engine = Engine.INTERPRET;

    /** Throws {@link InvalidInput} if the image does not fit. */
    Board(MachineConfiguration configuration, BootMedia media, Host host, SystemControl.Listener control) {
        this.configuration = configuration;
        memory = new PhysicalMemory((int) configuration.number(ConfigurationKey.RAM_BYTES));
        events = new EventQueue(configuration.cpus());
        Processor.Design design = design(media.seed());
        shared = new SharedMemory(memory, new DeviceBus(devices), design);
        processors = Stream.generate(() -> new Processor(design, shared, events)).limit(configuration.cpus()).toList();
        interleaving = new Interleaving(processors, events, media.schedule(),
                new SeededRandom(media.seed(), INTERLEAVING_STREAM), configuration.number(ConfigurationKey.SMP_SLICE));
        interrupts = new InterruptController(processors, interleaving::current);
        processors.forEach(each -> each.connect(interrupts));

        channel = new Channel(events, interrupts, memory, host.channel(), configuration.number(ConfigurationKey.CHANNEL_LATENCY));
        console = new Console(events, interrupts, host.console(), configuration.hasTerminal());
        int dataSectors = media.dataDisk().length / Disk.SECTOR_BYTES;
        dataDisk = new Disk(EventQueue.Kind.DATA_DISK, events, interrupts, memory, media.dataDisk(), mechanics(dataSectors));
        network = new NetworkInterface(events, interrupts, memory, ETHERNET_PREFIX + configuration.number(ConfigurationKey.NET_STATION));
        long swapSectors = configuration.number(ConfigurationKey.SWAP_BYTES) / Disk.SECTOR_BYTES;
        devices.addAll(List.of(
                interrupts,
                new Timer(events, interrupts, timerRandoms(media.seed()), interleaving::current),
                console,
                new Disk(EventQueue.Kind.DISK, events, interrupts, memory, media.disk(), new DiskMechanics(flatDisk(), 0)),
                channel,
                new SystemControl(new SeededRandom(media.seed(), ENTROPY_STREAM), control),
                dataDisk,
                network,
                Disk.blank(EventQueue.Kind.SWAP_DISK, events, interrupts, memory, swapSectors, mechanics(swapSectors))));

        endpoint = new Endpoint(events, configuration.number(ConfigurationKey.CLOCK_HERTZ));
        network.connect(Line.to((cycle, frame) -> peer.arrive(cycle, frame), wire(), media.seed(), OUTGOING_STREAM));
        endpoint.connect(Line.to(network.station(), wire(), media.seed(), INCOMING_STREAM));
        boolean hasEndpoint = configuration.get(ConfigurationKey.NET_PEER).equals("endpoint");
        peer = hasEndpoint ? endpoint.station() : (cycle, frame) -> {};

        BootLoader.load(memory, media, configuration.cpus(), configuration.number(ConfigurationKey.CLOCK_HERTZ));
        processors.getFirst().start(media.image().entry());
    }

    private Processor.Design design(long seed) {
        return new Processor.Design(
                (int) configuration.number(ConfigurationKey.ITLB_ENTRIES),
                (int) configuration.number(ConfigurationKey.DTLB_ENTRIES),
                configuration.timing(),
                configuration.isTiming(),
                configuration.isIcacheStale(),
                configuration.isShuffleReversed(),
                configuration.number(ConfigurationKey.SMP_VECTOR_CYCLES),
                configuration.storeDelay(),
                seed);
    }

    private List<SeededRandom> timerRandoms(long seed) {
        return IntStream.range(0, configuration.cpus())
                .mapToObj(cpu -> new SeededRandom(seed, cpu == 0 ? TIMER_STREAM : OTHER_TIMERS_STREAM + cpu)).toList();
    }

    /** Of a disk of the configured model. */
    private DiskMechanics mechanics(long sectors) {
        return new DiskMechanics(DiskPreset.of(configuration).geometry(configuration, flatDisk()), sectors);
    }

    private DiskMechanics.Geometry flatDisk() {
        return DiskMechanics.Geometry.flat(
                configuration.number(ConfigurationKey.DISK_START_CYCLES),
                configuration.number(ConfigurationKey.DISK_SECTOR_CYCLES));
    }

    private Line.Behaviour wire() {
        return new Line.Behaviour(
                configuration.number(ConfigurationKey.NET_LATENCY),
                configuration.number(ConfigurationKey.NET_BANDWIDTH),
                configuration.number(ConfigurationKey.CLOCK_HERTZ),
                configuration.number(ConfigurationKey.NET_LOSS),
                configuration.number(ConfigurationKey.NET_DUPLICATION),
                configuration.number(ConfigurationKey.NET_REORDERING),
                configuration.number(ConfigurationKey.NET_HOLD_UP));
    }

    /** Puts someone else at the other end of the wire. */
    void connect(Station station) {
        peer = station;
    }

    /** Between runs: how instructions are executed from now on. */
    void use(Engine engine) {
        this.engine = engine;
        shared.use(engine);
    }

    /** Between runs: whether caches, predictors and waiting count from now on. */
    void setTimed(boolean timed) {
        shared.setTimed(timed);
        shared.use(engine);
    }

    void save(SnapshotWriter out) {
        processors.forEach(each -> each.save(out));
        interleaving.save(out);
        events.save(out);
        devices.forEach(device -> device.save(out));
        endpoint.save(out);
    }

    /** After its memory, since the processors' caches drop what changes there. */
    void load(SnapshotReader in) {
        processors.forEach(each -> each.load(in));
        interleaving.load(in);
        events.load(in);
        devices.forEach(device -> device.load(in));
        endpoint.load(in);
    }
}
