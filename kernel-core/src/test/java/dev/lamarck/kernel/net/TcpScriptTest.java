package dev.lamarck.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * TCP segment by segment. A script of {@code tcp.scripts} says what its peer sends ({@code <}), what must come back ({@code >}, all of it and in this order), what the
 * user does, and how much time passes. Our numbers count from the first sequence number, the peer's are as written.
 */
class TcpScriptTest {
    private static final int PORT = 80;
    private static final int PEER_PORT = 5000;
    private static final Pattern SEGMENT = Pattern.compile(
            "([SFRPU.]+) (\\d+):(\\d+)(?: ack (\\d+))?(?: win (\\d+))?(?: urg (\\d+))?(?: mss (\\d+))?(?: ws (\\d+))?( badsum)?");
    private static final String LETTERS = "FSRP.U";

    @TestFactory
    Stream<DynamicTest> scripts() throws Exception {
        String all;
        try (InputStream in = TcpScriptTest.class.getResourceAsStream("tcp.scripts")) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (String part : all.split("(?m)^== ")) {
            if (!part.isBlank()) {
                String name = part.substring(0, part.indexOf('\n'));
                tests.add(DynamicTest.dynamicTest(name, () -> new Script().run(part.substring(name.length()))));
            }
        }
        return tests.stream();
    }

    /** One script's world. */
    private static final class Script {
        private final HostedNetwork network = new HostedNetwork();
        private final StreamUser listener = new StreamUser();
        private StreamUser user = new StreamUser();
        private int iss;
        private boolean isIssKnown;

        private void run(String text) {
            for (String line : text.lines().map(String::strip).filter(each -> !each.isEmpty() && !each.startsWith("#")).toList()) {
                int space = line.indexOf(' ');
                String verb = space < 0 ? line : line.substring(0, space);
                String rest = space < 0 ? "" : line.substring(space + 1);
                if (!verb.equals(">")) {
                    assertThat(network.sent.stream().map(this::describe).toList()).as("nothing more was to come before: " + line).isEmpty();
                }
                act(line, verb, rest);
            }
            assertThat(network.sent.stream().map(this::describe).toList()).as("nothing more was to come").isEmpty();
        }

        private void act(String line, String verb, String rest) {
            switch (verb) {
                case "<" -> network.receive(segment(rest));
                case ">" -> {
                    assertThat(network.sent).as(line).isNotEmpty();
                    byte[] datagram = network.sent.remove();
                    learnIss(datagram);
                    assertThat(describe(datagram)).as(line).startsWith(rest);
                }
                case "wait" -> network.pass(Long.parseLong(rest));
                case "listen" -> Tcp.listen(new TcpConnection(listener), 0, PORT, 5);
                case "connect" -> {
                    user.connection = new TcpConnection(user);
                    assertThat(Tcp.connect(user.connection, HostedNetwork.HERE, PORT, HostedNetwork.THERE, PEER_PORT)).isZero();
                }
                case "accepted" -> {
                    user = listener.accepted;
                    assertThat(user).as("a connection was accepted").isNotNull();
                }
                case "impatient" -> user.connection.setImpatient(true);
                case "inline" -> user.connection.setUrgentInline(true);
                case "keepalive" -> {
                    user.connection.setKeepAlive(20, 5, 2);
                    Tcp.keepAlive(user.connection, true);
                }
                case "capacity" -> user.capacity = Integer.parseInt(rest);
                case "write" -> Tcp.wput(user.connection, HostedNetwork.packet(new byte[Integer.parseInt(rest)]), false);
                case "urgent" -> Tcp.wput(user.connection, HostedNetwork.packet(new byte[Integer.parseInt(rest)]), true);
                case "read" -> user.read(Integer.parseInt(rest));
                case "finish" -> Tcp.finish(user.connection);
                case "close" -> Tcp.close(user.connection, false);
                case "abort" -> Tcp.close(user.connection, true);
                case "state" -> assertThat(user.connection.state()).as(line).isEqualTo(Integer.parseInt(rest));
                case "got" -> assertThat(user.got.size()).as(line).isEqualTo(Integer.parseInt(rest));
                case "error" -> assertThat(user.error).as(line).isEqualTo(Integer.parseInt(rest));
                case "urgency" -> assertThat(user.connection.takeUrgent(false)).as(line).isEqualTo(Integer.parseInt(rest));
                default -> throw new IllegalArgumentException(line);
            }
        }

        private void learnIss(byte[] datagram) {
            if (!isIssKnown && (datagram[20 + 13] & TcpOutput.SYN) != 0) {
                iss = ByteBuffer.wrap(datagram).getInt(24);
                isIssKnown = true;
            }
        }

        /** A segment of ours as a script writes it; always with its window, and what a SYN says. */
        private String describe(byte[] datagram) {
            ByteBuffer in = ByteBuffer.wrap(datagram);
            int header = (in.get(32) & 0xF0) >>> 2;
            int length = datagram.length - 20 - header;
            int flags = in.get(33);
            int sequence = (flags & TcpOutput.RST) != 0 && !isIssKnown ? in.getInt(24) : in.getInt(24) - iss;
            StringBuilder text = new StringBuilder();
            for (int i : new int[] {1, 0, 2, 3, 5, 4}) {
                text.append((flags & 1 << i) != 0 ? LETTERS.substring(i, i + 1) : "");
            }
            text.append(' ').append(Integer.toUnsignedString(sequence)).append(':').append(Integer.toUnsignedString(sequence + length));
            text.append((flags & TcpOutput.ACK) != 0 ? " ack " + Integer.toUnsignedString(in.getInt(28)) : "");
            text.append(" win ").append(in.getShort(34) & 0xFFFF);
            text.append((flags & TcpOutput.URG) != 0 ? " urg " + in.getShort(38) : "");
            text.append((flags & TcpOutput.SYN) != 0 ? " mss " + in.getShort(42) : "");
            return text.toString();
        }

        private byte[] segment(String text) {
            Matcher m = SEGMENT.matcher(text);
            assertThat(m.matches()).as(text).isTrue();
            int flags = 0;
            for (char letter : m.group(1).toCharArray()) {
                flags |= 1 << LETTERS.indexOf(letter);
            }
            int from = Integer.parseUnsignedInt(m.group(2));
            int options = (m.group(7) == null ? 0 : 4) + (m.group(8) == null ? 0 : 4);
            ByteBuffer out = ByteBuffer.allocate(20 + options + Integer.parseUnsignedInt(m.group(3)) - from);
            out.putShort((short) PEER_PORT).putShort((short) PORT).putInt(from);
            out.putInt(m.group(4) == null ? 0 : iss + Integer.parseUnsignedInt(m.group(4)));
            out.put((byte) (20 + options << 2)).put((byte) flags);
            out.putShort((short) (m.group(5) == null ? 65_535 : Integer.parseInt(m.group(5)))).putShort((short) 0);
            out.putShort((short) (m.group(6) == null ? 0 : Integer.parseInt(m.group(6))));
            if (m.group(7) != null) {
                out.putShort((short) 0x0204).putShort(Short.parseShort(m.group(7)));
            }
            if (m.group(8) != null) {
                out.put((byte) 1).put((byte) 3).put((byte) 3).put(Byte.parseByte(m.group(8)));
            }
            byte[] bytes = HostedNetwork.withChecksum(HostedNetwork.THERE, HostedNetwork.HERE, Ip.TCP, out.array(), 16);
            bytes[bytes.length - 1] ^= (byte) (m.group(9) == null ? 0 : 1);
            return HostedNetwork.datagram(HostedNetwork.THERE, HostedNetwork.HERE, Ip.TCP, 0, 1, bytes);
        }
    }
}
