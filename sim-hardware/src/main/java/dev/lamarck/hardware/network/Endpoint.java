package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A machine at the other end of the wire that is no emulated one: it answers ARP, echoes of ICMP, echoes of UDP (port 7), and serves TCP ({@link
 * Service}). It lives in simulated time and is part of the machine's state; no socket of the host is behind it.
 */
public final class Endpoint implements Stateful, EndpointConnection.Way {
    /** 10.0.0.254. */
    public static final int ADDRESS = 0x0A00_00FE;
    public static final long HARDWARE_ADDRESS = 0x0800_2000_00FEL;

    private static final int ARP_BYTES = 28;
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;
    private static final int ICMP_ECHO = 8;
    private static final int ECHO_PORT = 7;
    private static final int UDP_HEADER = 8;
    private static final int ISS_STEP = 0x0100_0001;

    private final EventQueue events;
    private final long hertz;
    private final Arrivals arrivals;
    private final List<EndpointConnection> connections = new ArrayList<>();
    private Line line;
    private int lastIss;

    public Endpoint(EventQueue events, long hertz) {
        this.events = events;
        this.hertz = hertz;
        arrivals = new Arrivals(events, EventQueue.Kind.PEER_ARRIVAL, this::receive);
        events.setAction(EventQueue.Kind.PEER_TIMER, this::expire);
    }

    /** The wire that it sends to, before the machine runs. */
    public void connect(Line outgoing) {
        line = outgoing;
    }

    public Station station() {
        return arrivals;
    }

    @Override
    public long now() {
        return events.now();
    }

    @Override
    public long second() {
        return hertz;
    }

    private void transmit(byte[] frame) {
        line.send(events.now(), frame);
    }

    private void receive(byte[] frame) {
        if (frame.length < Packet.ETHERNET) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        int type = in.getShort(12) & 0xFFFF;
        if (type == Packet.TYPE_ARP && frame.length >= Packet.ETHERNET + ARP_BYTES) {
            answerArp(in);
        } else if (type == Packet.TYPE_IP && frame.length >= Packet.ETHERNET + Packet.IP && Packet.address(in, 0) == HARDWARE_ADDRESS) {
            receiveDatagram(in, frame);
        }
        schedule();
    }

    private void answerArp(ByteBuffer in) {
        int at = Packet.ETHERNET;
        if (in.getShort(at + 6) != ARP_REQUEST || in.getInt(at + 24) != ADDRESS) {
            return;
        }
        long asker = Packet.address(in, at + 8);
        ByteBuffer out = Packet.frame(asker, HARDWARE_ADDRESS, Packet.TYPE_ARP, ARP_BYTES);
        out.putInt(in.getInt(at)).putShort(in.getShort(at + 4)).putShort((short) ARP_REPLY);
        Packet.putAddress(out, HARDWARE_ADDRESS);
        out.putInt(ADDRESS);
        Packet.putAddress(out, asker);
        out.putInt(in.getInt(at + 14));
        transmit(out.array());
    }

    /** Fragments, options and what has a wrong checksum are dropped. */
    private void receiveDatagram(ByteBuffer in, byte[] frame) {
        int at = Packet.ETHERNET;
        int length = in.getShort(at + 2) & 0xFFFF;
        boolean isPlain = in.get(at) == 0x45 && length >= Packet.IP && at + length <= frame.length && (in.getShort(at + 6) & 0x3FFF) == 0;
        if (!isPlain || in.getInt(at + 16) != ADDRESS || Packet.checksum(0, frame, at, Packet.IP) != 0) {
            return;
        }
        int source = in.getInt(at + 12);
        int protocol = in.get(at + 9);
        byte[] data = Arrays.copyOfRange(frame, at + Packet.IP, at + length);
        long pseudo = protocol == Packet.ICMP ? 0 : Packet.pseudo(source, ADDRESS, protocol, data.length);
        if (Packet.checksum(pseudo, data, 0, data.length) != 0) {
            return;
        }
        long from = Packet.address(in, 6);
        switch (protocol) {
            case Packet.ICMP -> answerEcho(from, source, data);
            case Packet.UDP -> answerUdp(from, source, data);
            case Packet.TCP -> answerTcp(from, source, Segment.read(data));
            default -> { }
        }
    }

    private void answerEcho(long to, int address, byte[] data) {
        if (data.length >= UDP_HEADER && data[0] == ICMP_ECHO) {
            byte[] reply = data.clone();
            ByteBuffer.wrap(reply).putInt(0, 0);
            transmit(Packet.datagram(to, HARDWARE_ADDRESS, address, ADDRESS, Packet.ICMP, reply));
        }
    }

    private void answerUdp(long to, int address, byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        if (data.length >= UDP_HEADER && in.getShort(2) == ECHO_PORT && in.getShort(4) == data.length) {
            byte[] reply = data.clone();
            ByteBuffer.wrap(reply).putShort(in.getShort(2)).putShort(in.getShort(0)).putShort(in.getShort(4)).putShort((short) 0);
            transmit(Packet.datagram(to, HARDWARE_ADDRESS, address, ADDRESS, Packet.UDP, reply));
        }
    }

    private void answerTcp(long from, int source, Segment segment) {
        if (segment == null) {
            return;
        }
        Optional<EndpointConnection> known = connections.stream().filter(each -> each.isOf(source, segment)).findFirst();
        boolean isOpening = (segment.flags() & (Segment.SYN | Segment.ACK | Segment.RST)) == Segment.SYN;
        if (known.isPresent()) {
            known.get().receive(segment, this);
        } else if (isOpening && Service.at(segment.destinationPort()).isPresent()) {
            lastIss += ISS_STEP;
            EndpointConnection made = new EndpointConnection(from, source, segment, lastIss);
            connections.add(made);
            made.start(this);
        } else if (!segment.has(Segment.RST)) {
            refuse(from, source, segment);
        }
        connections.removeIf(EndpointConnection::isOver);
    }

    private void refuse(long to, int address, Segment segment) {
        boolean isAcknowledging = segment.has(Segment.ACK);
        int occupied = segment.data().length + (segment.has(Segment.SYN) ? 1 : 0) + (segment.has(Segment.FIN) ? 1 : 0);
        Segment reset = new Segment(segment.destinationPort(), segment.sourcePort(), isAcknowledging ? segment.acknowledgement() : 0,
                isAcknowledging ? 0 : segment.sequence() + occupied, isAcknowledging ? Segment.RST : Segment.RST | Segment.ACK, 0, 0, new byte[0]);
        transmit(Packet.datagram(to, HARDWARE_ADDRESS, address, ADDRESS, Packet.TCP, reset.write()));
    }

    @Override
    public void send(EndpointConnection from, Segment segment) {
        transmit(Packet.datagram(from.hardwareAddress, HARDWARE_ADDRESS, from.remoteAddress, ADDRESS, Packet.TCP, segment.write()));
    }

    private void expire() {
        connections.stream().filter(each -> each.timer <= events.now()).forEach(each -> each.expire(this));
        connections.removeIf(EndpointConnection::isOver);
        schedule();
    }

    private void schedule() {
        events.schedule(EventQueue.Kind.PEER_TIMER, connections.stream().mapToLong(each -> each.timer).min().orElse(EventQueue.NEVER));
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(lastIss);
        out.putInt(connections.size());
        connections.forEach(each -> each.save(out));
        arrivals.save(out);
        line.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        lastIss = in.getInt();
        connections.clear();
        for (int left = in.getInt(); left > 0; left--) {
            connections.add(new EndpointConnection(in));
        }
        arrivals.load(in);
        line.load(in);
    }
}
