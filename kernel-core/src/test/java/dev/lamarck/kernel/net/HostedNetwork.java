package dev.lamarck.kernel.net;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * The protocols on the host: a loop, and a link on the network 10.0.0/24 whose packets the test has in hand. The clock stands still unless the test
 * moves it. {@link #lossy} makes the loop a wire that loses, repeats and reorders, so that two ends in the one kernel speak over it.
 */
public final class HostedNetwork {
    public static final int HERE = 0x0A00_0001;
    public static final int THERE = 0x0A00_0002;
    private static final long MILLISECOND = 167_000;

    private record InFlight(long at, long order, byte[] bytes) {}

    private final HostedKernel kernel;
    /** What left by the link, IP's header first. */
    public final Queue<byte[]> sent = new ArrayDeque<>();
    private final PriorityQueue<InFlight> wire = new PriorityQueue<>((a, b) ->
            a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private Random chance;
    private int lossPercent;
    private long order;
    private int lost;

    private final class TestLink extends Link {
        TestLink() {
            super(HERE, 0xFFFF_FF00, 1500);
        }

        @Override
        void output(Mblk datagram, int to) {
            sent.add(bytes(datagram));
            datagram.free();
        }
    }

    /** Stands in for the loop: what this machine sends to itself is on a wire for a while. */
    private final class Wire extends Loopback {
        Wire() {
            super(1500);
        }

        @Override
        void output(Mblk datagram, int to) {
            carry(bytes(datagram));
            datagram.free();
        }
    }

    /** A kernel with a new network; the current thread may use sockets. */
    public HostedNetwork() {
        kernel = HostedKernel.start();
        Tcp.reset();
        Udp.reset();
        Ip.reset();
        Ip.attach(new Loopback(Loopback.MTU));
        Ip.attach(new TestLink());
    }

    /** From now on the loop is a wire that loses so many of a hundred packets, and repeats and holds up some. */
    public void lossy(long seed, int percent) {
        chance = new Random(seed);
        lossPercent = percent;
        Ip.reset();
        Ip.attach(new Wire());
    }

    private void carry(byte[] bytes) {
        if (chance.nextInt(100) < lossPercent) {
            lost++;
            return;
        }
        int copies = chance.nextInt(100) < lossPercent / 3 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = 5 * MILLISECOND + (chance.nextInt(100) < lossPercent / 2 ? chance.nextLong(40 * MILLISECOND) : 0);
            wire.add(new InFlight(kernel.now + delay, order++, bytes));
        }
    }

    /** The time of the next arrival, or of a clock's tick, whichever is first; what is due happens. */
    public void step() {
        long tick = kernel.now + 10 * MILLISECOND;
        kernel.now = wire.isEmpty() ? tick : Math.min(tick, Math.max(wire.peek().at(), kernel.now));
        while (!wire.isEmpty() && wire.peek().at() <= kernel.now) {
            receive(wire.poll().bytes());
        }
        Tcp.tick(kernel.now);
        Reassembly.tick(kernel.now);
        Ip.drain();
    }

    public int lost() {
        return lost;
    }

    public void pass(long milliseconds) {
        for (long until = kernel.now + milliseconds * MILLISECOND; kernel.now < until; ) {
            kernel.now = Math.min(until, kernel.now + 10 * MILLISECOND);
            Tcp.tick(kernel.now);
            Reassembly.tick(kernel.now);
            Ip.drain();
        }
    }

    public long milliseconds() {
        return kernel.now / MILLISECOND;
    }

    /** A datagram arrives. */
    public void receive(byte[] datagram) {
        Ip.rput(packet(datagram), Ip.loopback());
        Ip.drain();
    }

    static Mblk packet(byte[] bytes) {
        Mblk packet = Mblk.allocate(16, bytes.length);
        packet.extend(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            packet.put8(i, bytes[i]);
        }
        return packet;
    }

    static byte[] bytes(Mblk packet) {
        byte[] bytes = new byte[packet.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Memory.load8(packet.at(i));
        }
        return bytes;
    }

    /** The checksum as its definition has it: word by word, with the carry added at once. */
    static int plainChecksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += (bytes[i] & 0xFF) << 8 | (i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0);
            sum = sum > 0xFFFF ? sum - 0xFFFF : sum;
        }
        return ~sum & 0xFFFF;
    }

    /** A datagram with right checksums, made from its parts. */
    static byte[] datagram(int source, int destination, int protocol, int fragment, int identification, byte[] data) {
        ByteBuffer bytes = ByteBuffer.allocate(20 + data.length);
        bytes.put((byte) 0x45).put((byte) 0).putShort((short) (20 + data.length)).putShort((short) identification).putShort((short) fragment);
        bytes.put((byte) 64).put((byte) protocol).putShort((short) 0).putInt(source).putInt(destination);
        byte[] header = Arrays.copyOf(bytes.array(), 20);
        bytes.putShort(10, (short) plainChecksum(header));
        bytes.put(data);
        return bytes.array();
    }

    /** Data of UDP or TCP with the checksum at an offset. */
    static byte[] withChecksum(int source, int destination, int protocol, byte[] packet, int at) {
        ByteBuffer all = ByteBuffer.allocate(12 + packet.length);
        all.putInt(source).putInt(destination).put((byte) 0).put((byte) protocol).putShort((short) packet.length).put(packet);
        all.putShort(12 + at, (short) 0);
        byte[] done = packet.clone();
        int checksum = plainChecksum(all.array());
        done[at] = (byte) (checksum >> 8);
        done[at + 1] = (byte) checksum;
        return done;
    }
}
