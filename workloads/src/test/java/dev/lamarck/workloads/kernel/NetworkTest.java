package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.machine.Ethernet;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.network.PcapFile;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that speak to themselves, to the endpoint on the wire, and to another emulated machine. */
class NetworkTest {
    private static final String FREE_PAGES = "dev.lamarck.kernel.mm.Pages.free";
    /** Free pages are counted when what lies in magazines has gone back to slabs. */
    private static final String EMPTY_MAGAZINES = "; cat /proc/kmem > /dev/null";
    /** Simulated seconds that are more than any of these takes. */
    private static final long LONG = 167_000_000L * 600;

    private static String resource(String name) throws Exception {
        try (InputStream source = NetworkTest.class.getResourceAsStream(name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Guest guest(String program) throws Exception {
        Optional<Content> elf = CrossGcc.compile(program, resource(program + ".c"));
        assumeTrue(elf.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        return new Guest().withFile("/bin/" + program, elf.get().bytes());
    }

    private static Guest lossy(Guest guest, int loss) {
        return guest.set("net.loss", String.valueOf(loss)).set("net.duplication", String.valueOf(loss / 3)).set("net.reordering", String.valueOf(loss / 2));
    }

    /** {@code inet.expected} is what Linux 6.18 on a PC prints. */
    @Test
    void socketsAreThoseOfLinux() throws Exception {
        Guest.Report report = guest("inet").run("inet");
        assertThat(report.output()).isEqualTo(resource("inet.expected"));
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo   | 60000 | wrong 0\\nend 0\\n
            udp    | 1400  | sent 1400\\ngot 1400 same 1 from 10.0.0.254\\n
            get    | 5 30000 | total 150000 wrong 0\\n
            nobody | 0     | EHOSTUNREACH ENETUNREACH ECONNREFUSED\\n
            """)
    void theEndpointAnswers(String what, String arguments, String expected) throws Exception {
        String[] all = (what + " " + arguments).split(" ");
        assertThat(guest("wire").run("wire", all).output()).isEqualTo(expected.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyByteComesThroughABadWire(long seed) throws Exception {
        Guest.Report report = lossy(guest("wire"), 300).seed(seed).run("wire", "echo", "60000");
        assertThat(report.output()).as("seed %d", seed).isEqualTo("wrong 0\nend 0\n");
    }

    /** Question, answer, datagram, echo: what a capture of the run must hold, read by its specification. */
    @Test
    void aCaptureHoldsWhatPassed() throws Exception {
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        World world = guest("wire").boot("", new ByteArrayOutputStream(), "wire", "udp", "1400");
        world.machine().observeNetwork(new PcapFile(capture, 1_000, 167_000_000));
        world.run();
        ByteBuffer in = ByteBuffer.wrap(capture.toByteArray(), 24, capture.size() - 24);
        List<String> passed = new ArrayList<>();
        long before = 0;
        while (in.hasRemaining()) {
            long moment = in.getInt() * 1_000_000_000L + in.getInt();
            assertThat(moment).isGreaterThan(before);
            before = moment;
            byte[] frame = new byte[in.getInt()];
            assertThat(in.getInt()).isEqualTo(frame.length);
            in.get(frame);
            ByteBuffer header = ByteBuffer.wrap(frame);
            boolean isArp = header.getShort(12) == 0x0806;
            passed.add(isArp ? "arp " + header.getShort(20) : "ip " + header.getShort(16) + " from " + (frame[29] & 0xFF) + " to " + (frame[33] & 0xFF));
        }
        assertThat(passed).containsExactly("arp 1", "arp 2", "ip 1428 from 1 to 254", "ip 1428 from 254 to 1");
    }

    @Test
    void connectionsLeaveNothing() throws Exception {
        Guest few = guest("wire");
        Guest many = guest("wire");
        few.run("sh", "-c", "wire get 5 3000" + EMPTY_MAGAZINES);
        assertThat(many.run("sh", "-c", "wire get 60 3000" + EMPTY_MAGAZINES).output()).isEqualTo("total 180000 wrong 0\n");
        assertThat(many.kernelInt(FREE_PAGES)).isCloseTo(few.kernelInt(FREE_PAGES), within(2));
    }

    /** What two machines on one wire said, and the states in which they ended. */
    private record Pair(String server, String client, List<String> hashes) {}

    private static Pair pair(int loss) throws Exception {
        ByteArrayOutputStream served = new ByteArrayOutputStream();
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        World server = lossy(guest("wire"), loss).boot("", served, "wire", "serve");
        World client = lossy(guest("wire"), loss).set("net.station", "2").seed(2).boot("", asked, "wire", "ask", "10.0.0.1", "40000");
        List<Stop> stops = new Ethernet(List.of(server.machine(), client.machine())).run(LONG);
        Result first = server.run(limits -> stops.get(0));
        Result second = client.run(limits -> stops.get(1));
        return new Pair(served.toString(StandardCharsets.UTF_8), asked.toString(StandardCharsets.UTF_8), List.of(first.stateHash(), second.stateHash()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200})
    void twoMachinesSpeakAndDoSoAgain(int loss) throws Exception {
        Pair once = pair(loss);
        assertThat(once.server()).isEqualTo("from 10.0.0.2 40000\n");
        assertThat(once.client()).isEqualTo("wrong 0\nend 0\n");
        assertThat(pair(loss)).isEqualTo(once);
    }
}
