package dev.lamarck.instrumentation.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.instrumentation.code.TextImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program for the bare machine with a function for each class of instruction, and its runs. */
final class BareProgram {
    static final long RESULTS = 0x30_0000;
    private static final long STACK = 0x40_0000 - 2047 - 176;

    /** Called as {@code f(x, y)}; each is called by the driver for several arguments, and its result stored. */
    private static final String TEXT = """
            f:                              ! conditional branches of all kinds, in a leaf
                    mov     0, %g1
            1:      cmp     %o0, %o1
                    bg,a    %xcc, 2f
                    add     %g1, 100, %g1
                    add     %g1, 3, %g1
            2:      brlez,pn %o1, 3f
                    sub     %o1, 1, %o1
                    bne,a   %icc, 4f
                    xor     %g1, 5, %g1
                    add     %g1, 7, %g1
            4:      brgz,a,pt %o1, 1b
                    add     %g1, 1, %g1
            3:      addcc   %g1, %o0, %g1
                    bcs     5f
                    addc    %g1, 0, %g1
            5:      retl
                    add     %g1, %o1, %o0

            windows:                        ! a frame, locals, calls, condition codes across them
                    save    %sp, -176, %sp
                    mov     %i0, %l0
                    add     %i1, 9, %l1
                    mov     4, %o1
                    call    f
                    mov     %l0, %o0
                    brz     %i1, 1f
                    mov     %o0, %l2
                    mov     %l1, %o1
                    call    callee
                    add     %l0, 1, %o0
                    add     %l2, %o0, %l2
            1:      stx     %l2, [%sp + 2047 + 128]
                    ldx     [%sp + 2047 + 128], %i0
                    ret
                    restore %i0, %l1, %o0

            tail:   save    %sp, -176, %sp
                    add     %i0, %i1, %i0
                    call    f
                    restore %i0, 4, %o0

            leaftail:
                    add     %o0, 11, %o0
                    mov     %o7, %g1
                    call    f
                    mov     %g1, %o7

            table:  and     %o0, 3, %o0
                    cmp     %o0, 3
                    bgu,pn  %icc, 9f
                    sllx    %o0, 2, %g2
                    sethi   %hi(vector), %g1
                    or      %g1, %lo(vector), %g1
                    lduw    [%g1 + %g2], %g3
                    jmp     %g3
                    nop
            20:     retl
                    mov     21, %o0
            21:     ba      9f
                    mov     22, %o0
            22:     add     %o1, 23, %o0
            9:      retl
                    add     %o0, %o1, %o0

            indirect:
                    save    %sp, -176, %sp
                    sethi   %hi(callee), %l0
                    or      %l0, %lo(callee), %l0
                    mov     %i0, %o0
                    jmpl    %l0, %o7
                    mov     %i1, %o1
                    mov     %o0, %l1
                    sethi   %hi(caller), %o7
                    or      %o7, %lo(caller), %o7
                    jmpl    %o7, %o7
                    mov     %l1, %o0
                    ret
                    restore %o0, %l1, %o0

            where:                          ! the program counter as a value
                    rd      %pc, %g1
                    mov     %o7, %g3
                    call    1f
                    add     %g1, 1, %g1
            1:      add     %o7, %g1, %o0
                    mov     %g3, %o7
                    retl
                    nop

            returns:
                    save    %sp, -176, %sp
                    sub     %i1, %i0, %i2
                    return  %i7 + 8
                    add     %o2, 3, %o0

            always: mov     0, %g2
                    ba      1f
                    add     %g2, 1, %g2
                    mov     77, %g2
            1:      ba,a    2f
                    mov     78, %g2
            2:      bn      always
                    add     %g2, 2, %g2
                    bn,a    always
                    mov     79, %g2
                    ba,pt   %xcc, 3f
                    add     %g2, 4, %g2
            3:      addcc   %g2, -7, %g3
                    tne     %icc, 0x51
                    retl
                    add     %g2, %o0, %o0

            callee: sll     %o0, 1, %o0
                    retl
                    add     %o0, %o1, %o0

            caller: xor     %o0, %o7, %o0   ! what the call left in %o7 matters
                    retl
                    and     %o0, 0xff, %o0

            vector: .word   table + 36, table + 44, table + 52, table + 56
            """;

    private static final List<String> CALLED =
            List.of("f", "windows", "tail", "leaftail", "table", "indirect", "where", "returns", "always", "caller");
    private static final int[][] ARGUMENTS = {{0, 0}, {1, 5}, {2, 3}, {3, 1}, {-7, 2}, {1000, -4}};

    private static final int RESULT_BYTES = 24;

    private BareProgram() {}

    static TextImage assemble(long address, List<String> functions) {
        return TextImage.assemble(address, TEXT + driver(), functions.toArray(String[]::new));
    }

    /** Calls everything with all arguments; stores each result and the registers that a call must keep. */
    private static String driver() {
        StringBuilder text = new StringBuilder("driver: set " + STACK + ", %sp\n set " + RESULTS + ", %g4\n");
        for (int r = 0; r < 8; r++) {
            text.append(" mov ").append(50 + r).append(", %l").append(r).append('\n');
        }
        text.append(" mov %g4, %l7\n mov 91, %g6\n mov 92, %g7\n");
        for (String function : CALLED) {
            for (int[] arguments : ARGUMENTS) {
                text.append(" set ").append(arguments[0]).append(", %o0\n set ").append(arguments[1]).append(", %o1\n");
                text.append(" call ").append(function).append("\n mov 12, %i3\n");
                text.append(" stx %o0, [%l7]\n add %l0, %l1, %g1\n add %g1, %l6, %g1\n add %g1, %i3, %g1\n add %g1, %g6, %g1\n");
                text.append(" add %g1, %g7, %g1\n stx %g1, [%l7 + 8]\n stx %sp, [%l7 + 16]\n add %l7, 24, %l7\n");
            }
        }
        return text + " setx 0x1FE0000A000, %g1, %g2\n stxa %g0, [%g2] 0x15\n";
    }

    /** What a finished run left behind. */
    record Outcome(Machine machine, List<Long> results, Map<Long, Long> executions) {
        long memory(long address) {
            return ByteBuffer.wrap(machine.readPhysical(address, 8)).getLong();
        }

        /** How often the instruction at a watched address was executed. */
        long executions(long address) {
            return executions.getOrDefault(address, 0L);
        }
    }

    /** Runs a program from its driver to the end, counting executions of some addresses from outside. */
    static Outcome run(TextImage image, List<Long> watched) {
        Machine machine = new Machine(MachineConfiguration.named("ultrasparc-1").with("ram.bytes", "16777216"),
                BootMedia.of(new Image(image.address("driver"), segments(image))), Host.none());
        Map<Long, Long> executions = new TreeMap<>();
        watched.forEach(address -> machine.watch(address, (cycle, pc) -> executions.merge(pc, 1L, Long::sum)));
        Stop stop = machine.run(Limits.instructions(1_000_000));
        assertThat(stop).as("stopped at %x", machine.registers().pc()).isEqualTo(new Stop.PowerOff(0, 0));
        LongBuffer results = ByteBuffer.wrap(machine.readPhysical(RESULTS, CALLED.size() * ARGUMENTS.length * RESULT_BYTES)).asLongBuffer();
        List<Long> list = new ArrayList<>();
        while (results.hasRemaining()) {
            list.add(results.get());
        }
        return new Outcome(machine, list, executions);
    }

    /** Runs of words that follow one another. */
    private static List<Image.Segment> segments(TextImage image) {
        List<Image.Segment> segments = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long start = -1;
        for (Map.Entry<Long, Integer> word : image.content().entrySet()) {
            if (word.getKey() != start + bytes.size()) {
                close(segments, start, bytes);
                start = word.getKey();
            }
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(word.getValue()).array());
        }
        close(segments, start, bytes);
        return segments;
    }

    private static void close(List<Image.Segment> segments, long start, ByteArrayOutputStream bytes) {
        if (bytes.size() > 0) {
            segments.add(new Image.Segment(start, bytes.toByteArray(), bytes.size()));
            bytes.reset();
        }
    }
}
