package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.device.ConsoleHost;
import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.hardware.translate.Engine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A machine is restored while everything in it is under way: the disk transfers, the timer is armed, the lab has not answered yet, console
 * input waits to be taken, the program sleeps. It goes on exactly as if it had never stopped. What is no such state is refused.
 */
class BusySnapshotTest {
    private static final long SEED = Long.getLong("snapshot.seed", 3);
    private static final int MOMENTS = 8;
    private static final int ROUNDS = 12;

    /**
     * Each round begins a transfer, a request and a wait for input, computes something, sleeps until an interrupt, and goes on when all
     * three are done. %l0 is the interrupt controller's address, the others follow 0x2000 apart.
     */
    private static final String WORK = new TrapTable().on(0x4a, acknowledge(2)).on(0x46, acknowledge(4)).on(0x45, acknowledge(8))
            .on(0x44, acknowledge(16)).text() + """
            start:  wr      %g0, 0x15, %asi
                    setx    0x1fe00000000, %g1, %l0
                    set     0x2000, %g2
                    add     %l0, %g2, %l1
                    add     %l1, %g2, %l2
                    add     %l2, %g2, %l3
                    add     %l3, %g2, %l4
                    add     %l4, %g2, %l5
                    mov     0x1e, %g2
                    stxa    %g2, [%l0 + 0x08] %asi
                    mov     100, %g2
                    stxa    %g2, [%l1 + 0x08] %asi
                    set     1500, %g2
                    stxa    %g2, [%l1] %asi
                    setx    buffer, %g1, %l6
                    wrpr    %g0, 0, %pil
                    wrpr    %g0, 6, %pstate
                    mov     ROUNDS, %l7
            round:  and     %l7, 7, %g2
                    stxa    %g2, [%l3] %asi                 ! sector
                    mov     1, %g2
                    stxa    %g2, [%l3 + 0x08] %asi
                    stxa    %l6, [%l3 + 0x10] %asi
                    and     %l7, 1, %g2
                    add     %g2, 1, %g2
                    stxa    %g2, [%l3 + 0x18] %asi          ! read and write in turn
                    stxa    %l6, [%l4] %asi
                    mov     64, %g2
                    stxa    %g2, [%l4 + 0x08] %asi
                    add     %l6, 1024, %g2
                    stxa    %g2, [%l4 + 0x10] %asi
                    mov     128, %g2
                    stxa    %g2, [%l4 + 0x18] %asi
                    stxa    %l7, [%l4 + 0x20] %asi          ! a request
                    mov     5, %g2
                    stxa    %g2, [%l2 + 0x08] %asi          ! input
                    mov     60, %g2
            1:      ldx     [%l6 + 1024], %g3
                    add     %g3, %g2, %g3
                    stx     %g3, [%l6 + 512]
                    deccc   %g2
                    bne     1b
                    mulx    %g3, %g3, %g3
                    ldxa    [%l5 + 0x10] %asi, %g3          ! entropy
                    stx     %g3, [%l6 + 520]
            2:      ldxa    [%l2 + 0x10] %asi, %g2
                    brlez   %g2, 3f
                    ldxa    [%l2 + 0x18] %asi, %g3
                    stxa    %g3, [%l2] %asi
                    ba,a    2b
            3:      stxa    %g0, [%l0 + 0x10] %asi          ! sleeps
                    ldxa    [%l3 + 0x20] %asi, %g2
                    ldxa    [%l4 + 0x28] %asi, %g3
                    cmp     %g2, 1
                    be      3b
                    cmp     %g3, 1
                    be      3b
                    nop
                    deccc   %l7
                    bne     round
                    nop
                    stxa    %g0, [%l5] %asi
                    nop
                    .align  8192
            buffer: .skip   8192
            """.replace("ROUNDS", Integer.toString(ROUNDS));

    private static String acknowledge(int source) {
        return "mov " + source + ", %g1\nstxa %g1, [%l0 + 0x18] %asi\nretry\n";
    }

    /** Input and answers are functions of how much has been asked, so that a fork can be connected to what its original was. */
    private static final class Lab implements ConsoleHost {
        private int lines;

        @Override
        public void write(int octet) {}

        @Override
        public byte[] read(long cycle, int limit) {
            return ("line" + lines++ % 10).substring(0, limit).getBytes();
        }

        private Host host() {
            return new Host(this, (cycle, kind, request) -> ByteBuffer.allocate(100).putLong(cycle).putLong(kind ^ Arrays.hashCode(request)).array());
        }
    }

    private record World(Machine machine, Lab lab) {
        static World of(MachineConfiguration configuration, byte[] disk) {
            Assembly assembly = Assembler.assemble(WORK, BareMachine.TEXT, SymbolResolver.NONE);
            Lab lab = new Lab();
            return new World(new Machine(configuration, new BootMedia(Image.flat(BareMachine.TEXT, assembly.words()), disk, "", SEED), lab.host()), lab);
        }

        Machine fork() {
            Lab other = new Lab();
            other.lines = lab.lines;
            return machine.fork(other.host());
        }
    }

    private static final byte[] DISK = new byte[8 * 512];

    static {
        new Random(1).nextBytes(DISK);
    }

    private static MachineConfiguration configuration(String settings) {
        MachineConfiguration configuration = MachineConfiguration.named("tiny").with("ram.bytes", "16777216").with("disk.start.cycles", "900")
                .with("disk.sector.cycles", "300").with("channel.latency", "1700");
        for (String setting : settings.split(" ")) {
            configuration = configuration.with(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return configuration;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=functional", "mode=timing", "mode=functional stores=delayed", "mode=timing stores=delayed icache=hardware"})
    void goesOnAsIfItHadNeverStopped(String settings) {
        World whole = World.of(configuration(settings), DISK);
        assertThat(whole.machine.run(Limits.instructions(1_000_000))).isEqualTo(new Stop.PowerOff(0, 0));
        assertThat(whole.lab.lines).isEqualTo(ROUNDS);
        String end = whole.machine.stateHash();
        Random random = new Random(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            long at = 1 + random.nextLong(whole.machine.instructions() - 1);
            World part = World.of(configuration(settings), DISK);
            part.machine.run(Limits.instructions(at));
            Machine copy = part.fork();
            assertThat(copy.stateHash()).as("at %d, -Dsnapshot.seed=%d", at, SEED).isEqualTo(part.machine.stateHash());
            assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
            assertThat(copy.stateHash()).as("restored at %d, -Dsnapshot.seed=%d", at, SEED).isEqualTo(end);
            assertThat(copy.counters()).isEqualTo(whole.machine.counters());
            part.machine.run(Limits.none());
            assertThat(part.machine.stateHash()).as("stopped at %d, -Dsnapshot.seed=%d", at, SEED).isEqualTo(end);
        }
    }

    /** Whoever executes before the snapshot, and whoever behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=functional", "mode=timing"})
    void enginesTakeOverFromEachOther(String settings) {
        World whole = World.of(configuration(settings), DISK);
        whole.machine.use(Engine.INTERPRET);
        whole.machine.run(Limits.none());
        Random random = new Random(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            long at = 1 + random.nextLong(whole.machine.instructions() - 1);
            World part = World.of(configuration(settings), DISK);
            part.machine.use(i % 2 == 0 ? Engine.EAGER : Engine.INTERPRET);
            part.machine.run(Limits.instructions(at));
            Machine copy = part.fork();
            copy.use(i % 4 < 2 ? Engine.EAGER : Engine.INTERPRET);
            assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
            assertThat(copy.stateHash()).as("restored at %d, -Dsnapshot.seed=%d", at, SEED).isEqualTo(whole.machine.stateHash());
            assertThat(copy.counters()).isEqualTo(whole.machine.counters());
        }
    }

    /** Moments by cycle fall into sleep too, when no instruction is executed. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=functional", "mode=timing"})
    void goesOnFromItsSleep(String settings) {
        World whole = World.of(configuration(settings), DISK);
        whole.machine.run(Limits.none());
        assertThat(whole.machine.counters().idleCycles()).isGreaterThan(whole.machine.cycles() / 8);
        Random random = new Random(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            long at = 1 + random.nextLong(whole.machine.cycles() - 1);
            World part = World.of(configuration(settings), DISK);
            part.machine.run(new Limits(Long.MAX_VALUE, at));
            Machine copy = part.fork();
            copy.run(Limits.none());
            assertThat(copy.stateHash()).as("restored at cycle %d", at).isEqualTo(whole.machine.stateHash());
        }
    }

    private static void refused(Machine machine, byte[] snapshot, String reason) {
        assertThatThrownBy(() -> machine.restore(snapshot)).isInstanceOf(InvalidInput.class).hasMessageContaining(reason);
    }

    @Test
    void refusesTheStateOfAnotherMachine() {
        MachineConfiguration configuration = configuration("mode=timing");
        byte[] snapshot = World.of(configuration, DISK).machine.snapshot();
        refused(World.of(configuration.with("icache.bytes", "2048"), DISK).machine, snapshot, "another machine: icache.bytes=1024");
        refused(World.of(configuration.with("mode", "functional").with("cpus", "2"), DISK).machine, snapshot, "another machine: mode=timing, cpus=1");
        refused(World.of(configuration, Arrays.copyOf(DISK, 512)).machine, snapshot, "another image or disk");
        refused(new BareMachine(configuration, "nop\n", SEED, DISK).machine, snapshot, "another image or disk");
        byte[] later = snapshot.clone();
        later[3]++;
        refused(World.of(configuration, DISK).machine, later, "format version");
    }

    @Test
    void refusesAStateThatIsNotWhole() {
        World world = World.of(configuration("mode=timing"), DISK);
        world.machine.run(Limits.instructions(3000));
        byte[] snapshot = world.machine.snapshot();
        for (int length = 0; length < snapshot.length; length += length < 100 || length > snapshot.length - 300 ? 1 : 997) {
            refused(world.machine, Arrays.copyOf(snapshot, length), "ends too early");
        }
        refused(world.machine, Arrays.copyOf(snapshot, snapshot.length + 1), "goes on behind its end");
        world.machine.restore(snapshot);
        assertThat(world.machine.snapshot()).isEqualTo(snapshot);
    }
}
