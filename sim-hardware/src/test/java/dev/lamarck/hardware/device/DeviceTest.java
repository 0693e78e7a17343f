package dev.lamarck.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.DiskMechanics.Geometry;
import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices by their registers alone: when things happen, what they move, which interrupt they raise. */
class DeviceTest {
    private final EventQueue events = new EventQueue(1);
    private final PhysicalMemory memory = new PhysicalMemory(1 << 16);
    private boolean suspended;
    private final InterruptController interrupts = new InterruptController(List.of(new InterruptController.Processor() {
        @Override
        public void interruptsChanged() {}

        @Override
        public void suspend() {
            suspended = true;
        }
    }), () -> 0);

    private void advanceTo(long cycle) {
        events.setNow(cycle);
        events.fire();
    }

    @Test
    void controllerCollectsUntilAcknowledged() {
        interrupts.raise(InterruptSource.DISK);
        assertThat(interrupts.pendingLevels(0)).as("not enabled").isZero();
        interrupts.write(InterruptController.ENABLE, InterruptSource.DISK.bit());
        assertThat(interrupts.pendingLevels(0)).isEqualTo(1 << 5);
        interrupts.write(InterruptController.ACKNOWLEDGE, InterruptSource.DISK.bit());
        assertThat(interrupts.read(InterruptController.PENDING)).isZero();
        interrupts.write(InterruptController.IDLE, 0);
        assertThat(suspended).isTrue();
    }

    @Test
    void timerPeriodsAreLengthenedByTheSeed() {
        Timer timer = new Timer(events, interrupts, List.of(new SeededRandom(3, 1)), () -> 0);
        timer.write(Timer.JITTER, 50);
        timer.write(Timer.PERIOD, 100);
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long before = events.now();
            advanceTo(events.nextDue());
            gaps.add(events.now() - before);
        }
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(100L, 149L));
        assertThat(gaps.stream().distinct().count()).isGreaterThan(20);
        timer.write(Timer.PERIOD, 0);
        assertThat(events.nextDue()).isEqualTo(EventQueue.NEVER);
    }

    @Test
    void diskMovesDataWhenTheTransferEnds() {
        byte[] image = new byte[2 * Disk.SECTOR_BYTES + 3];
        image[Disk.SECTOR_BYTES] = 42;
        Disk disk = new Disk(EventQueue.Kind.DISK, events, interrupts, memory, image, new DiskMechanics(Geometry.flat(1000, 10), 0));
        assertThat(disk.read(Disk.CAPACITY)).isEqualTo(3);
        transfer(disk, 1, 1, 0x4000, Disk.READ);
        assertThat(disk.read(Disk.STATUS)).isEqualTo(Disk.BUSY);
        assertThat(memory.read(0x4000, 1)).containsExactly(0);
        advanceTo(1009);
        assertThat(disk.read(Disk.STATUS)).isEqualTo(Disk.BUSY);
        advanceTo(1010);
        assertThat(disk.read(Disk.STATUS)).isEqualTo(Disk.DONE);
        assertThat(memory.read(0x4000, 1)).containsExactly(42);
        transfer(disk, 2, 1, 0x4000, Disk.WRITE);
        advanceTo(5000);
        transfer(disk, 2, 1, 0x6000, Disk.READ);
        advanceTo(9000);
        assertThat(memory.read(0x6000, 1)).containsExactly(42);
        assertThat(image[2 * Disk.SECTOR_BYTES]).as("the image itself").isZero();
        transfer(disk, 3, 1, 0x4000, Disk.READ);
        advanceTo(20_000);
        assertThat(disk.read(Disk.STATUS)).isEqualTo(Disk.ERROR);
    }

    @Test
    void whoeverWatchesADiskSeesSectorsInOrderAndWhatIsSafe() {
        Disk disk = new Disk(EventQueue.Kind.DATA_DISK, events, interrupts, memory, new byte[3 * Disk.SECTOR_BYTES], new DiskMechanics(Geometry.flat(1000, 10), 0));
        List<String> seen = new ArrayList<>();
        disk.addObserver(new Disk.Observer() {
            @Override
            public void written(long sector, byte[] bytes) {
                seen.add(sector + ":" + bytes[0]);
            }

            @Override
            public void flushed() {
                seen.add("safe");
            }
        });
        memory.write(0x4000, new byte[] {7}, 0, 1);
        transfer(disk, 1, 2, 0x4000, Disk.WRITE);
        assertThat(seen).isEmpty();
        advanceTo(5000);
        disk.write(Disk.COMMAND, Disk.FLUSH);
        advanceTo(6000);
        assertThat(disk.read(Disk.STATUS)).isEqualTo(Disk.DONE);
        assertThat(seen).containsExactly("1:7", "2:0", "safe");
        assertThat(disk.contents()[Disk.SECTOR_BYTES]).isEqualTo((byte) 7);
    }

    private static void transfer(Disk disk, long sector, long count, long pa, int command) {
        disk.write(Disk.SECTOR, sector);
        disk.write(Disk.COUNT, count);
        disk.write(Disk.DMA, pa);
        disk.write(Disk.COMMAND, command);
    }

    @Test
    void channelAnswersAfterItsLatencyFromTheStateAtSend() {
        Channel channel = new Channel(events, interrupts, memory, (cycle, kind, request) -> new byte[] {(byte) kind, request[0]}, 500);
        memory.write(0x100, new byte[] {7}, 0, 1);
        channel.write(Channel.REQUEST, 0x100);
        channel.write(Channel.REQUEST_LENGTH, 1);
        channel.write(Channel.ANSWER, 0x200);
        channel.write(Channel.ANSWER_CAPACITY, 16);
        channel.write(Channel.SEND, 9);
        memory.write(0x100, new byte[] {8}, 0, 1);
        advanceTo(499);
        assertThat(channel.read(Channel.STATUS)).isEqualTo(Channel.WAITING);
        advanceTo(500);
        assertThat(channel.read(Channel.STATUS)).isEqualTo(Channel.ANSWERED);
        assertThat(channel.read(Channel.ANSWER_LENGTH)).isEqualTo(2);
        assertThat(memory.read(0x200, 2)).containsExactly(9, 7);
    }

    @Test
    void channelMessagesArriveAtTheirCycleInOrder() {
        Channel channel = new Channel(events, interrupts, memory, (cycle, kind, request) -> new byte[0], 500);
        channel.post(300, new byte[] {3, 3, 3});
        channel.post(200, new byte[] {2, 2});
        advanceTo(199);
        assertThat(channel.read(Channel.INBOX_LENGTH)).isZero();
        advanceTo(300);
        assertThat(channel.read(Channel.INBOX_LENGTH)).isEqualTo(2);
        channel.write(Channel.INBOX_TAKE, 0x300);
        assertThat(memory.read(0x300, 2)).containsExactly(2, 2);
        assertThat(channel.read(Channel.INBOX_LENGTH)).isEqualTo(3);
    }

    @Test
    void anEmptyMessageDoesNotWaitBehindOthers() {
        Channel channel = new Channel(events, interrupts, memory, (cycle, kind, request) -> new byte[0], 500);
        channel.post(100, new byte[] {1});
        channel.post(200, new byte[0]);
        advanceTo(200);
        assertThat(channel.read(Channel.ATTENTIONS)).isEqualTo(1);
        assertThat(channel.read(Channel.INBOX_LENGTH)).isEqualTo(1);
        channel.write(Channel.ATTENTIONS, 2);
        assertThat(channel.read(Channel.ATTENTIONS)).isZero();
        channel.write(Channel.INBOX_TAKE, 0x300);
        assertThat(channel.read(Channel.INBOX_LENGTH)).isZero();
    }

    @Test
    void consoleAsksTheHostOnlyWhenAsked() {
        List<Integer> limits = new ArrayList<>();
        StringBuilder output = new StringBuilder();
        Console console = new Console(events, interrupts, new ConsoleHost() {
            @Override
            public void write(int octet) {
                output.append((char) octet);
            }

            @Override
            public void writeError(int octet) {
                output.append('!').append((char) octet);
            }

            @Override
            public byte[] read(long cycle, int limit) {
                limits.add(limit);
                return limits.size() == 1 ? new byte[] {'h', 'i'} : new byte[0];
            }
        }, false);
        assertThat(console.read(Console.IN_COUNT)).isZero();
        console.write(Console.IN_REQUEST, 80);
        assertThat(console.read(Console.IN_COUNT)).isEqualTo(2);
        assertThat(console.read(Console.IN)).isEqualTo('h');
        assertThat(console.read(Console.IN)).isEqualTo('i');
        console.write(Console.IN_REQUEST, 80);
        assertThat(console.read(Console.IN_COUNT)).as("end of input").isEqualTo(-1);
        console.write(Console.OUT, 'x');
        console.write(Console.ERROR, 'y');
        assertThat(output).hasToString("x!y");
        assertThat(limits).containsExactly(80, 80);
    }
}
