package dev.lamarck.hardware.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.hardware.history.Recording;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol, packet by packet, on a machine without a kernel. */
class SessionTest {
    private static final String TEXT = """
                    mov     5, %o0
                    setx    place, %g1, %g2
            loop:   stx     %o0, [%g2]
                    ldx     [%g2], %o1
                    subcc   %o0, 1, %o0
                    bne     loop
                    nop
                    setx    0x1fe0000a000, %g1, %g2
                    stxa    %g0, [%g2] 0x15
            end:    nop
                    .align  8
            place:  .xword  0
            """;

    private final Assembly assembly = Assembler.assemble(TEXT, BareMachine.TEXT, SymbolResolver.NONE);
    private Timeline timeline;
    private GdbServer server;
    private CompletableFuture<Stop> run;
    private Socket socket;

    @BeforeEach
    void connect() throws IOException {
        Recording recording = new Recording(Host.none());
        Machine machine = new Machine(BareMachine.functional().with("ram.bytes", "16777216"),
                new BootMedia(Image.flat(BareMachine.TEXT, assembly.words()), new byte[0], "", 0), recording.asHost());
        timeline = new Timeline(machine, recording);
        server = new GdbServer(0);
        run = CompletableFuture.supplyAsync(() -> server.run(timeline, new BareSystem(machine), Limits.none(), true));
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
    }

    @AfterEach
    void disconnect() throws IOException {
        socket.close();
        server.close();
    }

    private String at(String label) {
        return Long.toHexString(assembly.labels().get(label));
    }

    /** The answer to a packet; console output before it is passed over. */
    private String ask(String packet) throws IOException {
        tell(packet);
        String answer = answer();
        return answer.startsWith("O") && !answer.equals("OK") ? answer() : answer;
    }

    private void tell(String packet) throws IOException {
        int sum = packet.chars().sum() & 0xff;
        socket.getOutputStream().write(("$" + packet + String.format("#%02x", sum)).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String answer() throws IOException {
        int octet = socket.getInputStream().read();
        while (octet != '$') {
            assertThat(octet).as("the connection is open").isNotNegative();
            octet = socket.getInputStream().read();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (octet = socket.getInputStream().read(); octet != '#'; octet = socket.getInputStream().read()) {
            text.write(octet == '}' ? socket.getInputStream().read() ^ 0x20 : octet);
        }
        socket.getInputStream().readNBytes(2);
        socket.getOutputStream().write('+');
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private String register(int number) throws IOException {
        return ask("p" + Integer.toHexString(number));
    }

    @Test
    void stopsAtBreakpointsStepsAndGoesBack() throws Exception {
        assertThat(ask("?")).isEqualTo("T05thread:1;");
        assertThat(ask("Z0," + at("loop") + ",4")).isEqualTo("OK");
        assertThat(ask("c")).startsWith("T05");
        assertThat(register(80)).as("pc").isEqualTo(String.format("%016x", assembly.labels().get("loop")));
        assertThat(register(8)).as("%o0").isEqualTo("0000000000000005");
        assertThat(ask("vCont;c")).startsWith("T05");
        assertThat(register(8)).isEqualTo("0000000000000004");
        assertThat(ask("vCont;s:1;c")).startsWith("T05");
        assertThat(register(80)).isEqualTo(String.format("%016x", assembly.labels().get("loop") + 4));
        assertThat(ask("bs")).startsWith("T05");
        assertThat(ask("bc")).startsWith("T05");
        assertThat(register(8)).isEqualTo("0000000000000005");
        assertThat(ask("bc")).isEqualTo("T05replaylog:begin;thread:1;");
        assertThat(ask("z0," + at("loop") + ",4")).isEqualTo("OK");
        assertThat(ask("c")).isEqualTo("T05replaylog:end;thread:1;");
        assertThat(ask("c")).as("there is no more").isEqualTo("T05replaylog:end;thread:1;");
        assertThat(ask("D")).isEqualTo("OK");
        assertThat(run.join()).isEqualTo(new Stop.PowerOff(0, 0));
    }

    @Test
    void watchesMemory() throws Exception {
        String place = at("place");
        assertThat(ask("Z2," + place + ",8")).isEqualTo("OK");
        assertThat(ask("c")).isEqualTo("T05watch:" + place + ";thread:1;");
        assertThat(ask("m" + place + ",8")).isEqualTo("0000000000000005");
        assertThat(ask("z2," + place + ",8")).isEqualTo("OK");
        assertThat(ask("Z3," + place + ",8")).isEqualTo("OK");
        assertThat(ask("c")).isEqualTo("T05rwatch:" + place + ";thread:1;");
        assertThat(ask("z3," + place + ",8")).isEqualTo("OK");
        assertThat(ask("Z4," + place + ",8")).isEqualTo("OK");
        assertThat(ask("c")).isEqualTo("T05awatch:" + place + ";thread:1;");
        assertThat(ask("m" + place + ",8")).isEqualTo("0000000000000004");
        assertThat(ask("bc")).as("back before the store").isEqualTo("T05awatch:" + place + ";thread:1;");
        assertThat(ask("m" + place + ",8")).isEqualTo("0000000000000005");
        assertThat(ask("Z2,ffffffffff,8")).as("no memory").isEqualTo("E0e");
    }

    @Test
    void readsAndWritesRegistersAndMemory() throws Exception {
        String all = ask("g");
        assertThat(all).hasSize(16 * (32 + 16 + 6 + 13 + 14) + 8 * 32);
        assertThat(ask("P9=0000000000001234")).isEqualTo("OK");
        assertThat(register(9)).isEqualTo("0000000000001234");
        assertThat(ask("P56=0000000000000001")).as("%tl cannot be written").isEqualTo("E16");
        assertThat(ask("G" + all)).isEqualTo("OK");
        assertThat(register(9)).isEqualTo("0000000000000000");
        assertThat(ask("M" + at("place") + ",4:01020304")).isEqualTo("OK");
        assertThat(ask("m" + at("place") + ",8")).isEqualTo("0102030400000000");
        assertThat(ask("mfffffffffff0,8")).isEqualTo("E0e");
        assertThat(ask("M" + "fffffffffff0,1:00")).isEqualTo("E0e");
    }

    @Test
    void describesItself() throws Exception {
        assertThat(ask("qSupported:xmlRegisters=i386")).contains("ReverseStep+", "ReverseContinue+", "qXfer:features:read+");
        String description = ask("qXfer:features:read:target.xml:0,4000");
        assertThat(description).startsWith("l<?xml").contains("org.gnu.gdb.sparc.cpu", "org.gnu.gdb.sparc.fpu", "org.gnu.gdb.sparc.cp0",
                "<reg name=\"pc\" bitsize=\"64\" type=\"code_ptr\" regnum=\"80\"/>", "name=\"f62\" bitsize=\"64\" type=\"ieee_double\" regnum=\"79\"");
        assertThat(ask("qfThreadInfo")).isEqualTo("m1");
        assertThat(ask("qsThreadInfo")).isEqualTo("l");
        assertThat(ask("T2")).isEqualTo("E03");
        assertThat(ask("qXfer:exec-file:read::0,100")).isEqualTo("l/bare.elf");
        assertThat(ask("vFile:open:" + Hex.of("/bare.elf") + ",0,0")).isEqualTo("F0");
        assertThat(ask("vFile:pread:0,100,0")).as("escaped on the way").isEqualTo("F5;}$#*\u007f");
        assertThat(ask("vFile:open:" + Hex.of("/etc/passwd") + ",0,0")).isEqualTo("F-1,2");
    }

    @Test
    void answersToCommands() throws Exception {
        assertThat(Hex.text(ask("qRcmd," + Hex.of("cycle")))).isEqualTo("cycle 0, 0 instructions, 0 traps\n");
        assertThat(Hex.text(ask("qRcmd," + Hex.of("goto 12")))).startsWith("cycle 12, 12 instructions");
        assertThat(Hex.text(ask("qRcmd," + Hex.of("who-wrote 0x" + at("place"))))).contains("0x" + at("loop") + " wrote it", "-> 0000000000000005");
        assertThat(Hex.text(ask("qRcmd," + Hex.of("who-wrote nothing")))).contains("a number is needed");
        assertThat(Hex.text(ask("qRcmd," + Hex.of("nonsense")))).contains("who-wrote ADDRESS");
        assertThat(Hex.text(ask("qRcmd," + Hex.of("goto 100000000")))).as("not beyond the end").contains(" instructions");
        assertThat(ask("c")).startsWith("T05replaylog:end;");
    }

    @Test
    void refusesWhatIsMalformed() throws Exception {
        for (String packet : new String[] {"m", "mxyz,4", "m0", "M0,1", "M0,1:0", "p", "pzz", "P1", "Z0", "Z0,x,4", "Hgx", "G12xx", "qXfer:features:read:target.xml:z"}) {
            assertThat(ask(packet)).as(packet).startsWith("E");
        }
        for (String packet : new String[] {"", "X0,0:", "qUnknown", "vMustReplyEmpty", "Z9,0,0", "bx", "!"}) {
            assertThat(ask(packet)).as(packet).isEmpty();
        }
        assertThat(ask("g")).as("still there").isNotEmpty();
    }

    @Test
    void runningMachinesCanBeInterrupted() throws Exception {
        assertThat(ask("Z0," + at("loop") + ",4")).isEqualTo("OK");
        assertThat(ask("c")).startsWith("T05");
        assertThat(ask("P8=7fffffffffffffff")).as("a loop that takes for ever").isEqualTo("OK");
        assertThat(ask("z0," + at("loop") + ",4")).isEqualTo("OK");
        tell("c");
        socket.getOutputStream().write(3);
        assertThat(answer()).isEqualTo("T02thread:1;");
        assertThat(register(8)).startsWith("7ffffffff");
        assertThat(ask("bc")).isEqualTo("T05replaylog:begin;thread:1;");
    }

    @Test
    void killedWorldsEnd() throws Exception {
        tell("k");
        assertThatThrownBy(run::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Killed.class);
    }

    @Test
    void debuggersThatGoLeaveTheWorldToItself() throws Exception {
        assertThat(ask("Z0," + at("loop") + ",4")).isEqualTo("OK");
        socket.close();
        assertThat(run.join()).isEqualTo(new Stop.PowerOff(0, 0));
    }
}
