package dev.lamarck.workloads.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.magic.Cell64;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.ufs.UfsMaker;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Interrupts of devices where they are least welcome: at entries of functions, the seed says at which and whose. And what becomes of interrupt threads: a line for each that blocks, goes on and ends, and what was not as it should be.
 */
public final class ForcedInterrupts {
    /** A slow processor under a clock of the same hundred ticks a second: a tick every 40 000 cycles. */
    public static final MachineConfiguration MACHINE = MachineConfiguration.named("ultrasparc-1").with("clock.hertz", "4000000");

    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), line -> { });
    private static final List<String> OFTEN = List.of("tcp_wput", "tcp_rput_data", "hmeintr", "disk_interrupt", "interrupt_unpin", "mutex_vector_enter",
            "mutex_vector_exit", "swtch", "ip_rput");
    private static final InterruptSource[] ALL = {InterruptSource.NETWORK, InterruptSource.DISK, InterruptSource.TIMER, InterruptSource.CHANNEL};
    private static final int O0 = 8;
    /** In the word of a mutex's owner: somebody waits. */
    private static final long WAITERS = 1L << 62;
    /** Behind the first instruction of the kernel's switches, which flushes windows and is tried again after each trap. */
    private static final int SECOND = 4;

    private final World world;
    private final Machine machine;
    private final StoreTable fields;
    private final List<String> events = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int forced;
    private int blocked;
    private int blockedInNested;
    private int ended;

    public ForcedInterrupts(World world) {
        this.world = world;
        machine = world.machine();
        fields = StoreTable.of(world.kernelImage());
        machine.watch(world.kernelImage().address("interrupt_unpin") + SECOND, (cycle, pc) -> unpinned());
        machine.watch(world.kernelImage().address("resume") + SECOND, (cycle, pc) -> switched());
    }

    /** {@code interrupts.c} with these arguments, and a disk for it. */
    public static Job job(MachineConfiguration machine, long seed, String... arguments) throws IOException, CompilationException {
        Optional<Content> program;
        try (InputStream source = ForcedInterrupts.class.getResourceAsStream("interrupts.c")) {
            program = CrossGcc.compile("interrupts", new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        Content disk = new Programs(IMAGES).install(new DiskImage().file("/bin/interrupts", program.get().bytes(), true)).content();
        List<String> vector = Stream.concat(Stream.of("interrupts"), Stream.of(arguments)).toList();
        return new Job("interrupts", "test", IMAGES.image(Images.kernelRequest(Map.of()), "the kernel"), disk, machine, seed, 1, 500_000_000,
                BootArguments.starting("/bin/interrupts", vector, List.of()), List.of(), Content.EMPTY).withDataDisk(Content.of(UfsMaker.make(2 << 20, 64)));
    }

    /** Raises sources of every kind, in handlers, in the dispatcher's and the locks' ways, as the seed says. */
    public void raiseAnywhere(long seed) {
        Random random = new Random(seed);
        for (String function : OFTEN) {
            raiseAt(function, 3, random, ALL);
        }
        raiseAt("kmem_alloc", 30, random, ALL);
    }

    /** Raises one of these sources, one time in so many that the first processor enters the function. */
    public void raiseAt(String function, int oneIn, Random random, InterruptSource... sources) {
        machine.watch(world.kernelImage().address(function), (cycle, pc) -> {
            if (machine.cpu() == 0 && random.nextInt(oneIn) == 0) {
                forced++;
                machine.interrupt(sources[random.nextInt(sources.length)]);
            }
        });
    }

    /** The handler's thread, in %o0, leaves the processor to the one that it pinned, in %o1. */
    private void unpinned() {
        RegisterView registers = machine.registers();
        long handler = registers.integer(O0);
        long pinned = registers.integer(O0 + 1);
        blocked++;
        blockedInNested += isInterruptThread(pinned) ? 1 : 0;
        events.add(name(handler) + " blocks");
        expect(number(handler, "state") == KThread.SLEEPING, name(handler) + " does not sleep");
        expect(number(pinned, "state") == KThread.RUNNING, name(pinned) + ", pinned, does not run");
        long lock = reference(handler, "blockedOn");
        long holder = word(word(lock + place(Mutex.class, "owner")) + place(Cell64.class, "value")) & ~WAITERS;
        expect(holder != 0 && number(holder, "pri") >= number(handler, "pri"), "nothing is lent to who holds what " + name(handler) + " waits for");
    }

    private void switched() {
        long from = machine.registers().integer(O0);
        long to = machine.registers().integer(O0 + 1);
        if (isInterruptThread(from) && number(from, "state") == KThread.FREE) {
            ended++;
            events.add(name(from) + " ends");
        }
        if (isInterruptThread(to)) {
            events.add(name(to) + " goes on");
            expect(machine.cpu() == 0, name(to) + " moved");
        }
        if (!isInterruptThread(from) && !isInterruptThread(to)) {
            events.add("switch");
        }
    }

    private void expect(boolean fact, String otherwise) {
        if (!fact) {
            wrong.add(otherwise + " at cycle " + machine.cycles());
        }
    }

    /** At the end: that handlers have nothing left to do. */
    public void end() {
        for (long each = word(world.kernelImage().address(Sched.class.getName() + ".threads")); each != 0; each = reference(each, "next")) {
            if (isInterruptThread(each)) {
                expect(number(each, "state") == KThread.FREE || reference(each, "pinned") != 0, name(each) + " is left in state " + number(each, "state"));
            }
        }
    }

    private boolean isInterruptThread(long thread) {
        return number(thread, "ownPriority") >= KThread.INTERRUPT_PRIORITY;
    }

    private String name(long thread) {
        long own = number(thread, "ownPriority");
        return own >= KThread.INTERRUPT_PRIORITY ? "interrupt " + (own - KThread.INTERRUPT_PRIORITY) : "a thread";
    }

    private long place(Class<?> owner, String field) {
        return fields.fields().get(fields.number(owner.getName(), field)).place();
    }

    private long reference(long thread, String field) {
        return word(thread + place(KThread.class, field));
    }

    private int number(long thread, String field) {
        return bytes(thread + place(KThread.class, field), Integer.BYTES).getInt();
    }

    private long word(long address) {
        return bytes(address, Long.BYTES).getLong();
    }

    private ByteBuffer bytes(long address, int length) {
        return ByteBuffer.wrap(machine.readPhysical(address >= Pages.DIRECT ? address - Pages.DIRECT : address, length));
    }

    /** What interrupt threads did, and the switches of others, in order. */
    public List<String> events() {
        return events;
    }

    public List<String> wrong() {
        return wrong;
    }

    public int forced() {
        return forced;
    }

    public int blocked() {
        return blocked;
    }

    /** How many of them had interrupted another handler. */
    public int blockedInNested() {
        return blockedInNested;
    }

    public int ended() {
        return ended;
    }
}
