package dev.lamarck.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptController;
import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The interface by its registers and rings alone. */
class NetworkInterfaceTest {
    private static final long ADDRESS = 0x0800_2000_0001L;
    private static final long RING = 0x1000;
    private static final long BUFFERS = 0x4000;
    private static final int BUFFER_BYTES = 2048;
    private static final Line.Behaviour PLAIN = new Line.Behaviour(1000, 100_000_000, 100_000_000, 0, 0, 0, 1);

    private final EventQueue events = new EventQueue(1);
    private final PhysicalMemory memory = new PhysicalMemory(1 << 16);
    private int interrupts;
    private NetworkInterface network;
    private final List<Long> left = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();

    @BeforeEach
    void connect() {
        network = make();
    }

    private NetworkInterface make() {
        InterruptController controller = new InterruptController(List.of(new InterruptController.Processor() {
            @Override
            public void interruptsChanged() {}

            @Override
            public void suspend() {}
        }), () -> 0);
        controller.setObserver(source -> interrupts += source == InterruptSource.NETWORK ? 1 : 0);
        NetworkInterface made = new NetworkInterface(events, controller, memory, ADDRESS);
        made.connect(Line.to((cycle, frame) -> {
            left.add(cycle);
            sent.add(frame);
        }, PLAIN, 1, 16));
        return made;
    }

    private void advanceTo(long cycle) {
        events.setNow(cycle);
        events.fire();
    }

    private void descriptor(long ring, int index, long flags) {
        memory.writeLong(ring + 16L * index, flags);
        memory.writeLong(ring + 16L * index + 8, BUFFERS + (long) index * BUFFER_BYTES);
    }

    private static byte[] frame(long to, int length) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = i < 6 ? (byte) (to >>> 8 * (5 - i)) : (byte) i;
        }
        return frame;
    }

    private void startReceiving(int descriptors, int room) {
        for (int i = 0; i < descriptors; i++) {
            descriptor(RING, i, NetworkInterface.OWN | room);
        }
        network.write(NetworkInterface.RECEIVE_RING, RING);
        network.write(NetworkInterface.RECEIVE_COUNT, descriptors);
        network.write(NetworkInterface.CONTROL, 1);
    }

    @Test
    void sendsItsDescriptorsInOrderOneAfterTheOther() {
        byte[] first = frame(7, 100);
        byte[] second = frame(8, 20);
        memory.write(BUFFERS, first, 0, first.length);
        memory.write(BUFFERS + BUFFER_BYTES, second, 0, second.length);
        descriptor(RING, 0, NetworkInterface.OWN | first.length);
        descriptor(RING, 1, NetworkInterface.OWN | second.length);
        network.write(NetworkInterface.SEND_RING, RING);
        network.write(NetworkInterface.SEND_COUNT, 4);
        network.write(NetworkInterface.CONTROL, 1);
        network.write(NetworkInterface.SEND_KICK, 1);
        // A bit a cycle, and what Ethernet adds to each frame.
        advanceTo((100 + 24) * 8 - 1);
        assertThat(memory.readLong(RING) & NetworkInterface.OWN).as("still being sent").isNotZero();
        advanceTo((100 + 24) * 8);
        assertThat(memory.readLong(RING)).isEqualTo(100);
        assertThat(network.read(NetworkInterface.STATUS)).isEqualTo(NetworkInterface.SENT);
        advanceTo((100 + 24 + 60 + 24) * 8);
        assertThat(memory.readLong(RING + 16)).isEqualTo(20);
        assertThat(left).containsExactly((100 + 24) * 8 + 1000L, (100 + 24 + 60 + 24) * 8 + 1000L);
        assertThat(sent.get(0)).isEqualTo(first);
        assertThat(sent.get(1)).as("padded to Ethernet's shortest").isEqualTo(Arrays.copyOf(second, 60));
        assertThat(interrupts).isEqualTo(2);
    }

    @Test
    void aBufferOutsideMemoryIsGivenBackAsFailed() {
        memory.writeLong(RING, NetworkInterface.OWN | 100);
        memory.writeLong(RING + 8, 1L << 40);
        network.write(NetworkInterface.SEND_RING, RING);
        network.write(NetworkInterface.SEND_COUNT, 1);
        network.write(NetworkInterface.CONTROL, 1);
        network.write(NetworkInterface.SEND_KICK, 1);
        assertThat(memory.readLong(RING)).isEqualTo(NetworkInterface.FAILED);
        assertThat(sent).isEmpty();
    }

    @Test
    void fillsItsBuffersAtTheCycleOfArrival() {
        startReceiving(2, BUFFER_BYTES);
        byte[] frame = frame(ADDRESS, 300);
        network.station().arrive(500, frame);
        advanceTo(499);
        assertThat(memory.readLong(RING) & NetworkInterface.OWN).isNotZero();
        advanceTo(500);
        assertThat(memory.readLong(RING)).isEqualTo(300);
        assertThat(memory.read(BUFFERS, 300)).isEqualTo(frame);
        assertThat(network.read(NetworkInterface.STATUS)).isEqualTo(NetworkInterface.RECEIVED);
        network.write(NetworkInterface.STATUS, NetworkInterface.RECEIVED);
        assertThat(network.read(NetworkInterface.STATUS)).isZero();
    }

    @Test
    void takesWhatIsForItAndCountsWhatFindsNoRoom() {
        startReceiving(2, 256);
        network.station().arrive(1, frame(0x0800_2000_0002L, 64));
        network.station().arrive(2, frame(0xFFFF_FFFF_FFFFL, 64));
        network.station().arrive(3, frame(ADDRESS, 257));
        network.station().arrive(4, frame(ADDRESS, 64));
        advanceTo(10);
        assertThat(memory.readLong(RING)).as("to all").isEqualTo(64);
        assertThat(memory.readLong(RING + 16)).as("too long").isEqualTo(NetworkInterface.FAILED);
        assertThat(network.read(NetworkInterface.OVERRUNS)).isEqualTo(1);
        assertThat(interrupts).isEqualTo(3);
    }

    @Test
    void whatIsOnItsWayIsPartOfTheState() {
        startReceiving(1, BUFFER_BYTES);
        network.station().arrive(900, frame(ADDRESS, 80));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotWriter out = new SnapshotWriter(bytes::write);
        events.save(out);
        network.save(out);
        out.finish();
        network.station().arrive(950, frame(ADDRESS, 90));
        NetworkInterface copy = make();
        SnapshotReader in = new SnapshotReader(bytes.toByteArray());
        events.load(in);
        copy.load(in);
        advanceTo(1000);
        assertThat(memory.readLong(RING)).isEqualTo(80);
        assertThat(copy.read(NetworkInterface.OVERRUNS)).isZero();
    }
}
