package dev.lamarck.instrumentation.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.TextImage;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.splice.Splicer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards before stores of every shape, on the bare machine: they fire when the store would change the assumed word, and only then. */
class StoreGuardTest {
    private static final long TEXT = 0x10_0000;
    private static final int TEXT_BYTES = 0x4000;
    private static final long OBJECT = 0x20_0000;
    private static final int FIELD_OFFSET = 24;
    private static final long ASSUMED_VALUE = 0x1234_5678_9ABC_DEF0L;
    private static final long RECORD = 0x20_1000;
    private static final long VALUE_AT = RECORD + Replug.BYTES;
    private static final int NUMBER = 3;
    /** Bits 31..30 of a load or store. */
    private static final int MEMORY_FORMAT = 3;
    /** What the action stores over the first word of {@code special}: anything that can be told from it. */
    private static final int GENERIC_WORD = 0x0100_0000;

    /** Each stores %o1 into a field of %o0; some only if %o2 is not zero. */
    private static final String PROGRAM = """
            plain:  retl
                    nop
                    nop
            word:   stx     %o1, [%o0 + 24]
                    retl
                    nop
            sum:    mov     24, %g2
                    stx     %o1, [%o0 + %g2]
                    retl
                    nop
            half:   stw     %o1, [%o0 + 24]
                    retl
                    nop
            octet:  stb     %o1, [%o0 + 24]
                    retl
                    nop
            return: retl
                    stx     %o1, [%o0 + 24]
            always: ba      1f
                    stx     %o1, [%o0 + 24]
            1:      retl
                    nop
            both:   cmp     %o2, 0
                    be      1f
                    stx     %o1, [%o0 + 24]
            1:      retl
                    nop
            taken:  cmp     %o2, 0
                    bne,a   1f
                    stx     %o1, [%o0 + 24]
                    nop
            1:      retl
                    nop
            nonzero:
                    brnz,a  %o2, 1f
                    stx     %o1, [%o0 + 24]
                    nop
            1:      retl
                    nop
            frame:  save    %sp, -176, %sp
                    mov     %i0, %l0
                    call    plain
                    stx     %i1, [%l0 + 24]
                    ret
                    restore
            special:
                    retl
                    nop
            driver: set     0x3ff000 - 2047, %sp
                    setx    0x202000, %g1, %g2
                    ldx     [%g2], %o0
                    ldx     [%g2 + 8], %o1
                    ldx     [%g2 + 16], %o2
                    ldx     [%g2 + 24], %g3
                    jmpl    %g3, %o7
                    nop
                    setx    0x1FE0000A000, %g1, %g2
                    stxa    %g0, [%g2] 0x15
            """;
    private static final String[] FUNCTIONS =
            {"plain", "word", "sum", "half", "octet", "return", "always", "both", "taken", "nonzero", "frame", "special", "driver"};

    private final TextImage image = TextImage.assemble(TEXT, PROGRAM, FUNCTIONS).patchesIn(TEXT + 0x1000, TEXT + TEXT_BYTES);
    private final Splicer splicer = new Splicer(image);

    /** Guards the one store of a function: the field of the object keeps so many bytes of the assumed value. */
    private Refusal guard(String function, int bytes) {
        image.splicer = splicer;
        FlowGraph graph = new FlowGraph();
        Liveness liveness = new Liveness(image);
        assertThat(new FlowParser(image).parse(List.of(FUNCTIONS).indexOf(function), graph)).isNull();
        liveness.analyse(graph);
        int store = 0;
        while (image.original(graph.address(store)) >>> 30 != MEMORY_FORMAT) {
            store++;
        }
        boolean inSlot = graph.isSlot(store);
        Assumed assumed = new Assumed(NUMBER, OBJECT + FIELD_OFFSET, bytes, VALUE_AT, null);
        StoreGuard guard = new StoreGuard(image.original(graph.address(store)), inSlot, NUMBER, assumed, RECORD);
        return splicer.insert(graph, liveness, inSlot ? store - 1 : store, guard);
    }

    /** Calls a function once; the machine afterwards. */
    private Machine call(String function, long object, long value, long condition) {
        ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES);
        image.content().forEach((address, word) -> text.putInt((int) (address - TEXT), word));
        ByteBuffer record = ByteBuffer.allocate(Replug.BYTES + 8);
        for (int i = 0; i < Replug.MOST_WORDS; i++) {
            int at = Replug.WORDS + i * Replug.WORD_BYTES;
            record.putLong(at + Replug.WHERE, image.address("special")).putLong(at + Replug.WORD, GENERIC_WORD)
                    .putLong(at + Replug.EXECUTED_AT, image.address("special"));
        }
        record.putLong(Replug.BYTES, assumedLow(function));
        ByteBuffer fields = ByteBuffer.allocate(64).putLong(FIELD_OFFSET, ASSUMED_VALUE);
        ByteBuffer arguments = ByteBuffer.allocate(32).putLong(object).putLong(value).putLong(condition).putLong(image.address(function));
        Image program = new Image(image.address("driver"), List.of(segment(TEXT, text), segment(OBJECT, fields), segment(RECORD, record),
                segment(RECORD + 0x1000, arguments)));
        Machine machine = new Machine(MachineConfiguration.named("ultrasparc-1").with("ram.bytes", "16777216"), BootMedia.of(program),
                Host.none());
        assertThat(machine.run(Limits.instructions(10_000))).isEqualTo(new Stop.PowerOff(0, 0));
        return machine;
    }

    private static Image.Segment segment(long address, ByteBuffer bytes) {
        return new Image.Segment(address, bytes.array(), bytes.capacity());
    }

    private static int bytes(String function) {
        return switch (function) {
            case "half" -> 4;
            case "octet" -> 1;
            default -> 8;
        };
    }

    /** The field's first bytes, as a doubleword. */
    private static long assumedLow(String function) {
        return ASSUMED_VALUE >>> 64 - 8 * bytes(function);
    }

    private boolean hasFired(Machine machine) {
        long fired = ByteBuffer.wrap(machine.readPhysical(RECORD + Replug.FIRED, 8)).getLong();
        int word = ByteBuffer.wrap(machine.readPhysical(image.address("special"), 4)).getInt();
        assertThat(word == GENERIC_WORD).as("replugged").isEqualTo(fired != 0);
        return fired != 0;
    }

    @ParameterizedTest
    @CsvSource({"word", "sum", "half", "octet", "return", "always", "both", "taken", "nonzero", "frame"})
    void onlyAChangeOfTheAssumedWordFires(String function) {
        assertThat(guard(function, bytes(function))).isNull();
        long other = OBJECT + 8;
        assertThat(hasFired(call(function, OBJECT, 5, 1))).as("a change").isTrue();
        assertThat(hasFired(call(function, other, 5, 1))).as("another object").isFalse();
        assertThat(hasFired(call(function, OBJECT, assumedLow(function), 1))).as("the same value").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"word,true,true", "both,true,true", "taken,true,false", "nonzero,true,false"})
    void aGuardRunsOnlyWhereItsStoreDoes(String function, boolean ifSet, boolean ifClear) {
        assertThat(guard(function, 8)).isNull();
        assertThat(hasFired(call(function, OBJECT, 5, 1))).isEqualTo(ifSet);
        assertThat(hasFired(call(function, OBJECT, 5, 0))).isEqualTo(ifClear);
    }

    @ParameterizedTest
    @CsvSource({"word", "return", "always", "both", "taken", "nonzero", "frame"})
    void theStoreIsDoneAllTheSame(String function) {
        assertThat(guard(function, 8)).isNull();
        Machine machine = call(function, OBJECT, 5, 1);
        assertThat(ByteBuffer.wrap(machine.readPhysical(OBJECT + FIELD_OFFSET, 8)).getLong()).isEqualTo(5);
    }

    @Test
    void aStoreInTheSlotOfABranchNotTakenIsNotDone() {
        assertThat(guard("taken", 8)).isNull();
        Machine machine = call("taken", OBJECT, 5, 0);
        assertThat(ByteBuffer.wrap(machine.readPhysical(OBJECT + FIELD_OFFSET, 8)).getLong()).isEqualTo(ASSUMED_VALUE);
    }
}
