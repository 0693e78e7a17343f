package dev.lamarck.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The endpoint by frames alone, in and out. */
class EndpointTest {
    private static final long HERTZ = 1_000_000;
    private static final long OURS = 0x0800_2000_0001L;
    private static final int ADDRESS = 0x0A00_0001;

    private final EventQueue events = new EventQueue(1);
    private final Deque<byte[]> sent = new ArrayDeque<>();
    private Endpoint endpoint = make(events);

    private Endpoint make(EventQueue queue) {
        Endpoint made = new Endpoint(queue, HERTZ);
        made.connect(Line.to((cycle, frame) -> sent.add(frame), new Line.Behaviour(10, 1_000_000_000, HERTZ, 0, 0, 0, 1), 1, 19));
        return made;
    }

    private void pass(long cycles) {
        long until = events.now() + cycles;
        while (events.nextDue() <= until) {
            events.setNow(Math.max(events.nextDue(), events.now()));
            events.fire();
        }
        events.setNow(until);
    }

    private void arrive(byte[] frame) {
        endpoint.station().arrive(events.now(), frame);
        pass(1);
    }

    private void send(int protocol, byte[] data) {
        arrive(Packet.datagram(Endpoint.HARDWARE_ADDRESS, OURS, Endpoint.ADDRESS, ADDRESS, protocol, data));
    }

    private void segment(int sequence, int acknowledgement, int flags, String data) {
        send(Packet.TCP, new Segment(5000, 80, sequence, acknowledgement, flags, 4096, 0, data.getBytes(StandardCharsets.ISO_8859_1)).write());
    }

    /** The next that it sent, which must be a segment. */
    private Segment answer() {
        byte[] frame = sent.remove();
        int length = ByteBuffer.wrap(frame).getShort(Packet.ETHERNET + 2);
        return Segment.read(Arrays.copyOfRange(frame, Packet.ETHERNET + Packet.IP, Packet.ETHERNET + length));
    }

    @Test
    void echoesAndAnswersForItsAddress() {
        ByteBuffer who = Packet.frame(0xFFFF_FFFF_FFFFL, OURS, Packet.TYPE_ARP, 28);
        who.putInt(0x0001_0800).putShort((short) 0x0604).putShort((short) 1);
        Packet.putAddress(who, OURS);
        who.putInt(ADDRESS).putShort((short) 0).putInt(0).putInt(Endpoint.ADDRESS);
        arrive(who.array());
        assertThat(Packet.address(ByteBuffer.wrap(sent.remove()), Packet.ETHERNET + 8)).isEqualTo(Endpoint.HARDWARE_ADDRESS);

        send(Packet.ICMP, new byte[] {8, 0, 0, 0, 1, 2, 3, 4, 5});
        assertThat(Arrays.copyOfRange(sent.peek(), 34, 36)).containsExactly(0, 0);
        assertThat(Arrays.copyOfRange(sent.remove(), 38, 43)).containsExactly(1, 2, 3, 4, 5);

        send(Packet.UDP, new byte[] {1, 2, 0, 7, 0, 9, 0, 0, 42});
        assertThat(Arrays.copyOfRange(sent.remove(), 34, 38)).containsExactly(0, 7, 1, 2);
    }

    @Test
    void servesADocumentOverAConnectionThatItEnds() {
        segment(100, 0, Segment.SYN, "");
        Segment opened = answer();
        assertThat(opened.flags()).isEqualTo(Segment.SYN | Segment.ACK);
        int iss = opened.sequence();
        segment(101, iss + 1, Segment.ACK | Segment.PSH, "GET /30 HTTP/1.0\r\n\r\n");
        Segment document = answer();
        assertThat(new String(document.data(), StandardCharsets.ISO_8859_1))
                .isEqualTo("HTTP/1.0 200 OK\r\nContent-Length: 30\r\n\r\nabcdefghijklmnopqrstuvwxyzabcd");
        assertThat(document.acknowledgement()).isEqualTo(121);
        Segment end = answer();
        assertThat(end.has(Segment.FIN)).isTrue();
        int last = end.sequence() + 1;
        pass(HERTZ + 1);
        assertThat(answer().data()).as("sent again, as nothing was acknowledged").isEqualTo(document.data());
        segment(121, last, Segment.FIN | Segment.ACK, "");
        assertThat(answer().acknowledgement()).isEqualTo(122);
        segment(122, last, Segment.ACK, "");
        assertThat(answer().flags()).as("forgotten").isEqualTo(Segment.RST);
    }

    @Test
    void aConnectionIsPartOfTheState() {
        segment(100, 0, Segment.SYN, "");
        int iss = answer().sequence();
        segment(101, iss + 1, Segment.ACK, "GET /5 HT");
        sent.clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotWriter out = new SnapshotWriter(bytes::write);
        endpoint.save(out);
        out.finish();
        endpoint = make(events);
        endpoint.load(new SnapshotReader(bytes.toByteArray()));
        segment(110, iss + 1, Segment.ACK, "TP/1.0\r\n\r\n");
        assertThat(new String(answer().data(), StandardCharsets.ISO_8859_1)).endsWith("\r\n\r\nabcde");
    }
}
