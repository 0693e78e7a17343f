package dev.lamarck.kernel.fs.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.net.HostedNetwork;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTest {
    private static final int NOT_WAITING = Socket.DONT_WAIT;
    private static final int REACHABLE_PORT = 4000;

    private HostedNetwork network;
    private ProcessFiles files;
    private long memory;

    @BeforeEach
    void boot() {
        network = new HostedNetwork();
        files = Proc.current().files;
        memory = Pages.allocateRun(16);
    }

    private Socket open(int family, int type) {
        Socket socket = new Socket(family, type);
        FileOpen.openUnnamed(files, socket, 0);
        return socket;
    }

    private Socket[] pair(int type) {
        Socket[] pair = {open(SocketName.UNIX, type), open(SocketName.UNIX, type)};
        Connecting.connect(pair[0], pair[1]);
        return pair;
    }

    private void close(Socket socket) {
        for (int descriptor = 0; descriptor < 64; descriptor++) {
            OpenFile file = files.get(descriptor);
            if (file != null && file.vnode() == socket) {
                files.close(descriptor);
            }
        }
    }

    private long send(Socket socket, String text) {
        return send(socket, text, null);
    }

    private long send(Socket socket, String text, byte[] to, OpenFile... rights) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            Memory.store8(memory + i, bytes[i]);
        }
        return Sending.send(socket, Uio.kernel(memory, bytes.length), to, NOT_WAITING, true, rights.length == 0 ? null : rights);
    }

    private String receive(Socket socket, int room) {
        return receive(socket, room, 0, null);
    }

    private String receive(Socket socket, int room, int flags, Received details) {
        long n = Receiving.receive(socket, Uio.kernel(memory, room), flags | NOT_WAITING, true, details);
        if (n < 0) {
            return "error " + -n;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append((char) (Memory.load8(memory + i) & 0xFF));
        }
        return text.toString();
    }

    private static byte[] port(int number) {
        return SocketName.internet(SocketName.LOOPBACK, number);
    }

    private static byte[] hidden(String name) {
        byte[] bytes = ("\0\1\0" + name).getBytes(StandardCharsets.ISO_8859_1);
        return bytes;
    }

    @Test
    void aStreamsBytesComeInOrderWhateverTheirPortions() {
        long seed = 7;
        Random random = new Random(seed);
        Socket[] pair = pair(Socket.STREAM);
        Deque<Character> inside = new ArrayDeque<>();
        for (int step = 0; step < 1500; step++) {
            int length = 1 + random.nextInt(1 << random.nextInt(13));
            if (random.nextBoolean()) {
                String text = random.ints(length, 0, 256).collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append).toString();
                long n = send(pair[0], text);
                assertThat(n).as("seed %d", seed).isIn((long) length, -(long) Errno.EAGAIN);
                for (int i = 0; i < n; i++) {
                    inside.add(text.charAt(i));
                }
            } else {
                String got = receive(pair[1], length);
                assertThat(got).as("seed %d", seed).hasSize(inside.isEmpty() ? ("error " + Errno.EAGAIN).length() : Math.min(length, inside.size()));
                for (int i = 0; !inside.isEmpty() && i < got.length(); i++) {
                    assertThat(got.charAt(i)).as("seed %d", seed).isEqualTo(inside.remove());
                }
            }
        }
    }

    @Test
    void packetsAndDatagramsKeepTheirBounds() {
        for (int type : new int[] {Socket.SEQUENCED_PACKETS, Socket.DATAGRAM}) {
            Socket[] pair = pair(type);
            send(pair[0], "one");
            send(pair[0], "");
            send(pair[0], "three");
            assertThat(receive(pair[1], 9, Socket.PEEK, null)).isEqualTo("one");
            assertThat(receive(pair[1], 9)).isEqualTo("one");
            assertThat(receive(pair[1], 9)).isEmpty();
            Received details = new Received();
            assertThat(receive(pair[1], 2, 0, details)).isEqualTo("th");
            assertThat(details.isCut).isTrue();
            assertThat(receive(pair[1], 9)).isEqualTo("error " + Errno.EAGAIN);
        }
    }

    @Test
    void theEndIsSeenBehindTheLastByte() {
        Socket[] pair = pair(Socket.STREAM);
        send(pair[0], "last");
        pair[0].shutdown(1);
        assertThat(receive(pair[1], 9)).isEqualTo("last");
        assertThat(receive(pair[1], 9)).isEmpty();
        assertThat(pair[1].ready(0) & Readiness.IN).isNotZero();
        assertThat(send(pair[0], "more")).isEqualTo(-Errno.EPIPE);
        assertThat(Signals.pending(KThread.current())).isEqualTo(Signal.bit(Signal.SIGPIPE));
        close(pair[1]);
        assertThat(pair[0].ready(0) & Readiness.HANG_UP).isNotZero();
    }

    @Test
    void unreadBytesResetWhoSentThem() {
        Socket[] pair = pair(Socket.STREAM);
        send(pair[0], "lost");
        close(pair[1]);
        assertThat(receive(pair[0], 9)).isEqualTo("error " + Errno.ECONNRESET);
        assertThat(receive(pair[0], 9)).isEmpty();
    }

    @Test
    void aListenerTakesAsManyAsItSaid() {
        Socket listener = open(SocketName.INTERNET, Socket.STREAM);
        assertThat(listener.bind(port(REACHABLE_PORT))).isZero();
        assertThat(listener.listen(1)).isZero();
        Socket[] clients = new Socket[3];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = open(SocketName.INTERNET, Socket.STREAM);
            assertThat(Connecting.connect(clients[i], port(REACHABLE_PORT), false)).isEqualTo(-Errno.EINPROGRESS);
        }
        assertThat(isConnected(clients[0]) && isConnected(clients[1])).isTrue();
        assertThat(isConnected(clients[2])).as("one more than the backlog is taken, as in Linux").isFalse();
        int[] refused = new int[1];
        Socket accepted = Connecting.accept(listener, false, refused);
        FileOpen.openUnnamed(files, accepted, 0);
        send(clients[0], "to the server");
        assertThat(receive(accepted, 20)).isEqualTo("to the server");
        assertThat(accepted.nameOf(true)).isEqualTo(clients[0].nameOf(false));
        network.pass(1100);
        assertThat(isConnected(clients[2])).as("its SYN was sent again").isTrue();
        assertThat(Connecting.connect(clients[0], port(REACHABLE_PORT), false)).as("told once").isZero();
        assertThat(Connecting.connect(clients[0], port(REACHABLE_PORT), false)).isEqualTo(-Errno.EISCONN);
        close(listener);
        assertThat(receive(clients[1], 9)).as("never accepted").isEqualTo("error " + Errno.ECONNRESET);
        assertThat(receive(clients[1], 9)).isEmpty();
        Socket late = open(SocketName.INTERNET, Socket.STREAM);
        assertThat(Connecting.connect(late, port(REACHABLE_PORT), true)).isEqualTo(-Errno.ECONNREFUSED);
        close(accepted);
        assertThat(receive(clients[0], 9)).isEmpty();
    }

    private static boolean isConnected(Socket socket) {
        return (socket.ready(0) & Readiness.OUT) != 0;
    }

    @Test
    void datagramsToNobodyAreToldToWhoNamedThePort() {
        Socket one = open(SocketName.INTERNET, Socket.DATAGRAM);
        Socket other = open(SocketName.INTERNET, Socket.DATAGRAM);
        assertThat(other.bind(port(0))).isZero();
        byte[] there = other.nameOf(false);
        assertThat(send(one, "hello", there)).isEqualTo(5);
        Received details = new Received();
        assertThat(receive(other, 9, 0, details)).isEqualTo("hello");
        assertThat(Connecting.connect(one, there, true)).isZero();
        assertThat(one.nameOf(false)).isEqualTo(details.from);
        close(other);
        assertThat(send(one, "lost")).isEqualTo(4);
        assertThat(receive(one, 9)).isEqualTo("error " + Errno.ECONNREFUSED);
    }

    @Test
    void urgentBytesGoBesideTheStream() {
        Socket[] ends = connected();
        send(ends[0], "ab");
        assertThat(receive(ends[1], 1, Socket.OUT_OF_BAND, null)).isEqualTo("error " + Errno.EINVAL);
        assertThat(Sending.send(ends[0], Uio.kernel(memory, 2), null, Socket.OUT_OF_BAND, true, null)).isEqualTo(2);
        assertThat(ends[1].ready(0) & 2).as("POLLPRI").isNotZero();
        assertThat(receive(ends[1], 9)).isEqualTo("aba");
        assertThat(receive(ends[1], 1, Socket.OUT_OF_BAND, null)).isEqualTo("b");
    }

    @Test
    void readersStopAtTheMark() {
        Socket[] ends = connected();
        send(ends[0], "123");
        Sending.send(ends[0], Uio.kernel(memory, 1), null, Socket.OUT_OF_BAND, true, null);
        send(ends[0], "456");
        assertThat(receive(ends[1], 9)).isEqualTo("123");
        assertThat(receive(ends[1], 1)).isEqualTo("4");
        assertThat(receive(ends[1], 9)).isEqualTo("56");
        ends[1].options.isUrgentInline = true;
        ends[1].applyOptions();
        send(ends[0], "ab");
        Sending.send(ends[0], Uio.kernel(memory, 1), null, Socket.OUT_OF_BAND, true, null);
        assertThat(receive(ends[1], 9)).isEqualTo("ab");
        assertThat(receive(ends[1], 9)).isEqualTo("a");
    }

    /** A pollable socket takes a portion at least. */
    @Test
    void whoIsToldThatThereIsRoomFindsIt() {
        Socket[] pair = pair(Socket.STREAM);
        while ((pair[0].ready(0) & Readiness.OUT) != 0) {
            assertThat(send(pair[0], "x".repeat(300))).isEqualTo(300);
        }
        assertThat(receive(pair[1], 65_536)).hasSizeGreaterThan(50_000);
        assertThat(pair[0].ready(0) & Readiness.OUT).isNotZero();
    }

    @Test
    void whoBindsToNoNameGetsAnAbstractOne() {
        Socket one = open(SocketName.UNIX, Socket.DATAGRAM);
        Socket other = open(SocketName.UNIX, Socket.DATAGRAM);
        assertThat(one.bind(SocketName.unnamed(SocketName.UNIX))).isZero();
        assertThat(other.bind(SocketName.unnamed(SocketName.UNIX))).isZero();
        assertThat(one.nameOf(false)).hasSize(8).isNotEqualTo(other.nameOf(false));
        assertThat(send(other, "hello", one.nameOf(false))).isEqualTo(5);
        assertThat(receive(one, 9)).isEqualTo("hello");
    }

    @Test
    void whoClosesWithBytesUnreadResets() {
        Socket[] ends = connected();
        send(ends[0], "unread");
        close(ends[1]);
        assertThat(receive(ends[0], 9)).isEqualTo("error " + Errno.ECONNRESET);
        assertThat(send(ends[0], "x")).isEqualTo(-Errno.EPIPE);
    }

    /** A stream fills what it may on both sides, and goes on where it stopped. */
    @Test
    void aStreamStopsWhenItsReaderDoes() {
        Socket[] ends = connected();
        long sent = 0;
        for (long n = 1; n > 0; sent += Math.max(n, 0)) {
            n = send(ends[0], "0123456789".repeat(3000));
        }
        assertThat(sent).isBetween(100_000L, 140_000L);
        assertThat(ends[0].ready(0) & Readiness.OUT).isZero();
        long got = 0;
        for (String part = receive(ends[1], 50_000); !part.startsWith("error"); part = receive(ends[1], 50_000)) {
            assertThat(part.charAt(0)).isEqualTo((char) ('0' + got % 10));
            got += part.length();
        }
        assertThat(got).isEqualTo(sent);
        assertThat(ends[0].ready(0) & Readiness.OUT).isNotZero();
    }

    private Socket[] connected() {
        Socket listener = open(SocketName.INTERNET, Socket.STREAM);
        listener.bind(port(0));
        listener.listen(1);
        Socket client = open(SocketName.INTERNET, Socket.STREAM);
        assertThat(Connecting.connect(client, listener.nameOf(false), true)).isZero();
        Socket server = Connecting.accept(listener, false, new int[1]);
        FileOpen.openUnnamed(files, server, 0);
        close(listener);
        return new Socket[] {client, server};
    }

    @Test
    void namesAreTakenAndComeFree() {
        Socket one = open(SocketName.UNIX, Socket.DATAGRAM);
        Socket other = open(SocketName.UNIX, Socket.DATAGRAM);
        assertThat(one.bind(hidden("name"))).isZero();
        assertThat(one.bind(hidden("again"))).isEqualTo(-Errno.EINVAL);
        assertThat(other.bind(hidden("name"))).isEqualTo(-Errno.EADDRINUSE);
        assertThat(send(other, "hello", hidden("name"))).isEqualTo(5);
        Received details = new Received();
        assertThat(receive(one, 9, 0, details)).isEqualTo("hello");
        assertThat(details.from).as("the sender has no name").isNull();
        close(one);
        assertThat(send(other, "hello", hidden("name"))).isEqualTo(-Errno.ECONNREFUSED);
        assertThat(other.bind(hidden("name"))).isZero();
        close(other);
        Socket wanderer = open(SocketName.INTERNET, Socket.DATAGRAM);
        assertThat(wanderer.bind(SocketName.internet(0x0B000001, 1))).isEqualTo(-Errno.EADDRNOTAVAIL);
        assertThat(send(wanderer, "x", SocketName.internet(0x0B000001, 1))).isEqualTo(-Errno.ENETUNREACH);
        close(wanderer);
    }

    @Test
    void openFilesTravelAndSocketsNotInCircles() {
        Socket[] pair = pair(Socket.STREAM);
        int[] ends = new int[2];
        FileOpen.pipe(files, 0, ends);
        OpenFile reading = files.get(ends[0]);
        reading.hold();
        assertThat(send(pair[0], "f", null, reading)).isEqualTo(1);
        files.close(ends[0]);
        Received details = new Received();
        assertThat(receive(pair[1], 1, 0, details)).isEqualTo("f");
        assertThat(details.files).containsExactly(reading);

        Socket[] other = pair(Socket.STREAM);
        assertThat(send(pair[0], "s", null, held(pair[1]))).as("into its own queue").isEqualTo(-Errno.ETOOMANYREFS);
        assertThat(send(pair[0], "s", null, held(other[1]))).isEqualTo(1);
        assertThat(send(other[0], "s", null, held(pair[0]))).as("into one that travels").isEqualTo(-Errno.ETOOMANYREFS);
        assertThat(send(other[1], "s", null, held(pair[1]))).as("one that brings one").isEqualTo(-Errno.ETOOMANYREFS);
    }

    private OpenFile held(Socket socket) {
        int descriptor = 0;
        while (files.get(descriptor) == null || files.get(descriptor).vnode() != socket) {
            descriptor++;
        }
        files.get(descriptor).hold();
        return files.get(descriptor);
    }
}
