package dev.lamarck.instrumentation.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.metric.CallPoints;
import dev.lamarck.instrumentation.splice.Splicer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers around a recursive function, on the bare machine; one cycle an instruction. */
class TimerTest {
    private static final long TEXT = 0x10_0000;
    private static final long TOTAL = 0x20_0000;
    private static final long THREAD = 0x20_1000;
    private static final int TIMER = 0x88;
    private static final String PROGRAM = """
            fib:    cmp     %o0, 2
                    bl      1f
                    nop
                    save    %sp, -176, %sp
                    call    fib
                    sub     %i0, 1, %o0
                    mov     %o0, %l0
                    call    fib
                    sub     %i0, 2, %o0
                    ret
                    restore %o0, %l0, %o0
            1:      retl
                    nop
            sleeper: rd     %tick, %o0
                    ldx     [%g7 + 0x18], %o1
                    sub     %o0, %o1, %o0
                    ldx     [%g7 + 0x10], %o1
                    add     %o0, %o1, %o0
                    stx     %o0, [%g7 + 0x10]
                    set     1000, %o0
            2:      brnz    %o0, 2b
                    dec     %o0
                    rd      %tick, %o0
                    stx     %o0, [%g7 + 0x18]
                    retl
                    nop
            driver: set     0x3ff000 - 2047, %sp
                    set     0x201000, %g7
                    mov     %l5, %l5
                    call    fib
                    mov     5, %o0
                    call    fib
                    mov     4, %o0
                    call    fib
                    mov     1, %o0
                    call    sleeper
                    nop
                    setx 0x1FE0000A000, %g1, %g2
                    stxa %g0, [%g2] 0x15
            """;

    private final TextImage image = TextImage.assemble(TEXT, PROGRAM, "fib", "sleeper", "driver").patchesIn(TEXT + 0x1000, TEXT + 0x2000);
    private final Splicer splicer = new Splicer(image);
    private final FlowGraph graph = new FlowGraph();
    private final Liveness liveness = new Liveness(image);
    private final CallPoints points = new CallPoints();
    private TimeSource time = TimeSource.ELAPSED;

    /** Runs with so many activations open from before. */
    private Machine run(int depth) {
        ByteBuffer text = ByteBuffer.allocate(0x2000);
        image.content().forEach((address, word) -> text.putInt((int) (address - TEXT), word));
        byte[] timer = ByteBuffer.allocate(8).putLong(depth).array();
        Image program = new Image(image.address("driver"), List.of(new Image.Segment(TEXT, text.array(), text.capacity()),
                new Image.Segment(THREAD + TIMER, timer, timer.length)));
        Machine machine = new Machine(MachineConfiguration.named("ultrasparc-1").with("ram.bytes", "16777216"),
                BootMedia.of(program), Host.none());
        assertThat(machine.run(Limits.instructions(100_000))).isEqualTo(new Stop.PowerOff(0, 0));
        return machine;
    }

    private static long read(Machine machine, long address) {
        return ByteBuffer.wrap(machine.readPhysical(address, 8)).getLong();
    }

    private void analyse(String function) {
        image.splicer = splicer;
        assertThat(new FlowParser(image).parse(function.equals("fib") ? 0 : 1, graph)).isNull();
        liveness.analyse(graph);
        assertThat(points.find(graph)).isNull();
    }

    private void spliceStops() {
        for (int i = 0; i < points.exits(); i++) {
            assertThat(splicer.insert(graph, liveness, points.exit(i), new StopTimer(TIMER, time, TOTAL))).isNull();
        }
    }

    private void spliceStart() {
        assertThat(splicer.insert(graph, liveness, points.entry(), new StartTimer(TIMER, time))).isNull();
    }

    @Test
    void recursionIsOneCallFromItsFirstEntryToItsLastExit() {
        analyse("fib");
        spliceStops();
        spliceStart();
        Machine machine = run(0);
        assertThat(read(machine, TOTAL + 8)).isEqualTo(3);
        assertThat(read(machine, THREAD + TIMER)).isZero();
        long callsOfFib = 15 + 9 + 1;
        assertThat(read(machine, TOTAL)).isBetween(callsOfFib * 5, callsOfFib * 60);
    }

    @Test
    void aThreadsOwnTimeStandsStillWhileItIsSwitchedOut() {
        assertThat(timeOfSleeper(TimeSource.ELAPSED)).isBetween(2000L, 2100L);
        assertThat(timeOfSleeper(TimeSource.running(0x10, 0x18))).isBetween(1L, 100L);
    }

    private static long timeOfSleeper(TimeSource time) {
        TimerTest test = new TimerTest();
        test.time = time;
        test.analyse("sleeper");
        test.spliceStops();
        test.spliceStart();
        Machine machine = test.run(0);
        assertThat(read(machine, TOTAL + 8)).isEqualTo(1);
        return read(machine, TOTAL);
    }

    @Test
    void aStopWithoutAStartIsIgnored() {
        analyse("fib");
        spliceStops();
        Machine machine = run(0);
        assertThat(read(machine, TOTAL)).isZero();
        assertThat(read(machine, TOTAL + 8)).isZero();
        assertThat(read(machine, THREAD + TIMER)).isZero();
    }

    @Test
    void anActivationInsideAnotherIsNotCounted() {
        analyse("fib");
        spliceStops();
        spliceStart();
        Machine machine = run(1);
        assertThat(read(machine, TOTAL + 8)).isZero();
        assertThat(read(machine, THREAD + TIMER)).isEqualTo(1);
    }
}
