package dev.lamarck.kernel.net;

import static dev.lamarck.kernel.net.HostedNetwork.HERE;
import static dev.lamarck.kernel.net.HostedNetwork.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datagrams in and out: IP itself, ICMP, UDP and fragments; and no test leaves memory in use. */
class IpTest {
    private static final int PORT = 53;

    private HostedNetwork network;
    private long memory;
    private final List<byte[]> heard = new ArrayList<>();
    private int failure;
    private UdpPort port;

    @BeforeEach
    void attach() {
        network = new HostedNetwork();
        memory = Kmem.bytesInUse();
        port = new UdpPort(new UdpUser() {
            @Override
            public void receivedFrom(int source, int sourcePort, Mblk data) {
                heard.add(HostedNetwork.bytes(data));
            }

            @Override
            public void failed(int error) {
                failure = error;
            }
        });
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Kmem.bytesInUse()).isEqualTo(memory);
    }

    private static byte[] udp(int from, int to, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(8 + data.length);
        out.putShort((short) from).putShort((short) to).putShort((short) (8 + data.length)).putShort((short) 0).put(data);
        return HostedNetwork.withChecksum(THERE, HERE, Ip.UDP, out.array(), 6);
    }

    private void arrive(int fragment, byte[] data) {
        network.receive(HostedNetwork.datagram(THERE, HERE, Ip.UDP, fragment, 9, data));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsDamagedOrForOthersIsDropped() {
        Udp.bind(port, 0, PORT);
        byte[] good = HostedNetwork.datagram(THERE, HERE, Ip.UDP, 0, 1, udp(1000, PORT, new byte[] {1, 2, 3}));
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            network.receive(bad);
        }
        network.receive(Arrays.copyOf(good, 19));
        network.receive(Arrays.copyOf(good, good.length - 1));
        network.receive(HostedNetwork.datagram(THERE, 0x0A00_0009, Ip.UDP, 0, 1, udp(1000, PORT, new byte[3])));
        network.receive(HostedNetwork.datagram(-1, HERE, Ip.UDP, 0, 1, udp(1000, PORT, new byte[3])));
        assertThat(heard).isEmpty();
        assertThat(network.sent).isEmpty();
        network.receive(good);
        network.receive(Arrays.copyOf(good, 46));
        assertThat(heard).containsExactly(new byte[] {1, 2, 3}, new byte[] {1, 2, 3});
    }

    @Test
    void anEchoIsAnswered() {
        byte[] echo = {8, 0, 0, 0, 0, 5, 0, 1, 'p', 'i', 'n', 'g', '!'};
        int checksum = HostedNetwork.plainChecksum(echo);
        echo[2] = (byte) (checksum >> 8);
        echo[3] = (byte) checksum;
        network.receive(HostedNetwork.datagram(THERE, HERE, Ip.ICMP, 0, 1, echo));
        byte[] reply = network.sent.remove();
        assertThat(HostedNetwork.plainChecksum(Arrays.copyOfRange(reply, 20, reply.length))).isZero();
        assertThat(Arrays.copyOfRange(reply, 24, reply.length)).isEqualTo(Arrays.copyOfRange(echo, 4, echo.length));
        assertThat(reply[20]).isZero();
        assertThat(ByteBuffer.wrap(reply).getInt(16)).isEqualTo(THERE);
    }

    @Test
    void nobodysPortAndProtocolAreToldSo() {
        arrive(0, udp(1000, PORT, new byte[20]));
        byte[] told = network.sent.remove();
        assertThat(Arrays.copyOfRange(told, 20, 22)).containsExactly(3, 3);
        assertThat(told).as("quotes the header and eight bytes").hasSize(20 + 8 + 20 + 8);
        network.receive(HostedNetwork.datagram(THERE, HERE, 99, 0, 1, new byte[20]));
        assertThat(Arrays.copyOfRange(network.sent.remove(), 20, 22)).containsExactly(3, 2);
    }

    @Test
    void whoNamedThePortLearnsThatNobodyIsThere() {
        Udp.bind(port, 0, PORT);
        Udp.connect(port, HERE, THERE, 2000);
        Mblk packet = Udp.allocate(4);
        packet.extend(4);
        assertThat(Udp.wput(port, packet, THERE, 2000)).isZero();
        byte[] sent = network.sent.remove();
        ByteBuffer message = ByteBuffer.allocate(8 + 28).put((byte) 3).put((byte) 3).putInt(4, 0).put(8, sent, 0, 28);
        message.putShort(2, (short) HostedNetwork.plainChecksum(message.array()));
        network.receive(HostedNetwork.datagram(THERE, HERE, Ip.ICMP, 0, 1, message.array()));
        assertThat(failure).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    void whereNoLinkLeadsNothingGoes() {
        Udp.bind(port, 0, PORT);
        assertThat(Udp.wput(port, Udp.allocate(0), 0x0808_0808, 1)).isEqualTo(-Errno.ENETUNREACH);
        assertThat(Ip.sourceFor(THERE)).isEqualTo(HERE);
        assertThat(Ip.sourceFor(0x7F00_0009)).isEqualTo(Loopback.ADDRESS);
        assertThat(Ip.sourceFor(HERE)).isEqualTo(HERE);
    }

    @Test
    void fragmentsAreJoinedInWhateverOrderTheyCome() {
        Udp.bind(port, 0, PORT);
        byte[] data = random(4000);
        byte[] whole = udp(1000, PORT, data);
        for (int seed = 0; seed < 20; seed++) {
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
            Collections.shuffle(order, new Random(seed));
            order.add(1, order.get(0));
            for (int i : order) {
                byte[] part = Arrays.copyOfRange(whole, i * 808, Math.min((i + 1) * 808, whole.length));
                arrive(i * 101 | (i == 4 ? 0 : 0x2000), part);
            }
            assertThat(heard).as("seed %d", seed).hasSize(1);
            assertThat(heard.removeFirst()).isEqualTo(data);
        }
        network.pass(31_000);
    }

    @Test
    void fragmentsWithoutTheRestAreForgotten() {
        Udp.bind(port, 0, PORT);
        arrive(0x2000, new byte[800]);
        arrive(0x2000 | 8000, new byte[800]);
        arrive(0x2000 | 50, new byte[800]);
        assertThat(Kmem.bytesInUse()).isGreaterThan(memory);
        network.pass(31_000);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsTooLongForTheLinkLeavesInFragments() {
        Udp.bind(port, 0, PORT);
        byte[] data = random(5000);
        Mblk packet = Udp.allocate(data.length);
        Mblk source = HostedNetwork.packet(data);
        packet.append(source, 0, data.length);
        source.free();
        assertThat(Udp.wput(port, packet, THERE, 2000)).isZero();
        assertThat(network.sent).hasSize(4).allMatch(each -> each.length <= 1500);
        byte[] joined = new byte[8 + data.length];
        for (byte[] each : network.sent) {
            System.arraycopy(each, 20, joined, (ByteBuffer.wrap(each).getShort(6) & 0x1FFF) * 8, each.length - 20);
        }
        assertThat(Arrays.copyOfRange(joined, 8, joined.length)).isEqualTo(data);
        assertThat(joined).isEqualTo(HostedNetwork.withChecksum(HERE, THERE, Ip.UDP, joined, 6));
    }
}
