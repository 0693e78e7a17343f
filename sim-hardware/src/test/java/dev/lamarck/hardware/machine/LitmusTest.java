package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What several processors may see of each other's stores: the litmus tests by their names in the literature, many rounds of each, at several
 * seeds. With {@code stores=immediate} every outcome is sequentially consistent; with {@code stores=delayed} every outcome is one of
 * TSO, and those that TSO allows beyond sequential consistency happen.
 */
class LitmusTest {
    private static final int ROUNDS = 100;
    private static final int ROUND_BYTES = 128;
    private static final int Y = 64;
    private static final List<Long> SEEDS = List.of(1L, 2L);

    /** Of one round: what the processors have loaded, two words each, and x and y at its end. */
    private record Outcome(long[] loaded, long x, long y) {}

    /**
     * A body for each processor: x is at %l0, y at %l1, %o1 is 1 and %o2 is 2, what is loaded goes to %o4 and %o5. {@code strong}: sequential
     * consistency forbids the outcome; {@code allowed}: TSO does not.
     */
    private record Litmus(String name, boolean allowed, Predicate<Outcome> strong, String... bodies) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String STORE_LOAD = "membar #StoreLoad\n";

    private static Litmus storeBuffering(String name, boolean allowed, String between) {
        return new Litmus(name, allowed, seen -> seen.loaded[0] == 0 && seen.loaded[2] == 0,
                "stx %o1, [%l0]\n" + between + "ldx [%l1], %o4\n", "stx %o1, [%l1]\n" + between + "ldx [%l0], %o4\n");
    }

    static Stream<Litmus> litmus() {
        return Stream.of(
                storeBuffering("SB", true, ""),
                storeBuffering("SB with membar", false, STORE_LOAD),
                storeBuffering("SB with membar #Sync", false, "membar #Sync\n"),
                storeBuffering("SB with the other membars", true, "membar #StoreStore | #LoadLoad | #LoadStore\nstbar\n"),
                storeBuffering("SB with an atomic access between", false, "swap [%l4], %o3\n"),
                storeBuffering("SB with a flush between", false, "flush %l4\n"),
                storeBuffering("SB with a trap between", false, "ta 1\n"),
                new Litmus("SB by swap", false, seen -> seen.loaded[0] == 0 && seen.loaded[2] == 0,
                        "mov 1, %o3\nswap [%l0 + 4], %o3\nldx [%l1], %o4\n", "mov 1, %o3\nswap [%l1 + 4], %o3\nldx [%l0], %o4\n"),
                new Litmus("SB with own loads", true,
                        seen -> seen.loaded[0] == 1 && seen.loaded[1] == 0 && seen.loaded[2] == 1 && seen.loaded[3] == 0,
                        "stx %o1, [%l0]\nldx [%l0], %o4\nldx [%l1], %o5\n", "stx %o1, [%l1]\nldx [%l1], %o4\nldx [%l0], %o5\n"),
                new Litmus("R", true, seen -> seen.loaded[2] == 0 && seen.y == 2,
                        "stx %o1, [%l0]\nstx %o1, [%l1]\n", "stx %o2, [%l1]\nldx [%l0], %o4\n"),
                new Litmus("MP", false, seen -> seen.loaded[2] == 1 && seen.loaded[3] == 0,
                        "stx %o1, [%l0]\nstx %o1, [%l1]\n", "ldx [%l1], %o4\nldx [%l0], %o5\n"),
                new Litmus("LB", false, seen -> seen.loaded[0] == 1 && seen.loaded[2] == 1,
                        "ldx [%l0], %o4\nstx %o1, [%l1]\n", "ldx [%l1], %o4\nstx %o1, [%l0]\n"),
                new Litmus("S", false, seen -> seen.loaded[2] == 1 && seen.x == 2,
                        "stx %o2, [%l0]\nstx %o1, [%l1]\n", "ldx [%l1], %o4\nstx %o1, [%l0]\n"),
                new Litmus("2+2W", false, seen -> seen.x == 1 && seen.y == 1,
                        "stx %o1, [%l0]\nstx %o2, [%l1]\n", "stx %o1, [%l1]\nstx %o2, [%l0]\n"),
                new Litmus("WRC", false, seen -> seen.loaded[2] == 1 && seen.loaded[4] == 1 && seen.loaded[5] == 0,
                        "stx %o1, [%l0]\n", "ldx [%l0], %o4\nstx %o4, [%l1]\n", "ldx [%l1], %o4\nldx [%l0], %o5\n"),
                new Litmus("IRIW", false,
                        seen -> seen.loaded[4] == 1 && seen.loaded[5] == 0 && seen.loaded[6] == 1 && seen.loaded[7] == 0,
                        "stx %o1, [%l0]\n", "stx %o1, [%l1]\n", "ldx [%l0], %o4\nldx [%l1], %o5\n", "ldx [%l1], %o4\nldx [%l0], %o5\n"));
    }

    /** All meet, then each does its body after a few cycles of its own, and notes what it has loaded. */
    private static String program(Litmus litmus) {
        StringBuilder text = new StringBuilder(new TrapTable().on(0x101, "done\n").text()).append(Multiprocessor.START).append("""
                main:   wr      %g0, 0x15, %asi
                        setx    area, %g1, %l0
                        setx    results, %g1, %l2
                        sllx    %g7, 4, %g1
                        add     %l2, %g1, %l2
                        setx    own, %g1, %l4
                        sllx    %g7, 6, %g1
                        add     %l4, %g1, %l4
                        setx    meeting, %g1, %l5
                        mov     0, %l6
                        mov     1, %o1
                        mov     2, %o2
                        wrpr    %g0, 6, %pstate
                round:  add     %l0, 64, %l1
                        add     %l6, %g6, %l6
                1:      ldx     [%l5], %g3
                        add     %g3, 1, %g4
                        casx    [%l5], %g3, %g4
                        cmp     %g3, %g4
                        bne     1b
                        nop
                2:      ldx     [%l5], %g3
                        cmp     %g3, %l6
                        bl      2b
                        nop
                        rd      %tick, %g3
                        xor     %g3, %g7, %g3
                        and     %g3, 7, %g3
                3:      brgz,a  %g3, 3b
                        dec     %g3
                        mov     0, %o4
                        mov     0, %o5
                """);
        for (int cpu = 0; cpu < litmus.bodies.length; cpu++) {
            text.append("cmp %g7, ").append(cpu).append("\nbe body").append(cpu).append("\nnop\n");
        }
        for (int cpu = 0; cpu < litmus.bodies.length; cpu++) {
            text.append("body").append(cpu).append(":\n").append(litmus.bodies[cpu]).append("ba,a noted\n");
        }
        return text.append("""
                noted:  stx     %o4, [%l2]
                        stx     %o5, [%l2 + 8]
                        add     %l2, 64, %l2
                        add     %l0, 128, %l0
                        setx    end, %g1, %g2
                        cmp     %l0, %g2
                        bl      round
                        nop
                        ba,a    done
                """).append(Multiprocessor.END)
                .append(".align 64\nmeeting: .xword 0\n.align 64\nown: .skip 512\nresults: .skip ").append(ROUNDS * 64)
                .append("\n.align 128\narea: .skip ").append(ROUNDS * ROUND_BYTES).append("\nend: .xword 0\n").toString();
    }

    private static MachineConfiguration machine(String stores, String mode, int cpus) {
        return BareMachine.functional().with("mode", mode).with("cpus", Integer.toString(cpus)).with("smp.slice", "20").with("stores", stores)
                .with("store.delay.cycles", "100").with("ram.bytes", "16777216");
    }

    private static List<Outcome> outcomes(Litmus litmus, String stores, String mode, long seed) {
        BareMachine bare = new BareMachine(machine(stores, mode, litmus.bodies.length), program(litmus), seed).finish();
        List<Outcome> outcomes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long[] loaded = new long[8];
            ByteBuffer.wrap(bare.machine.readPhysical(bare.label("results") + 64 * round, 64)).asLongBuffer().get(loaded);
            outcomes.add(new Outcome(loaded, bare.at("area", round * ROUND_BYTES / 8), bare.at("area", (round * ROUND_BYTES + Y) / 8)));
        }
        return outcomes;
    }

    @ParameterizedTest
    @MethodSource("litmus")
    void delayedStoresAreTso(Litmus litmus) {
        for (String mode : List.of("functional", "timing")) {
            long relaxed = SEEDS.stream().flatMap(seed -> outcomes(litmus, "delayed", mode, seed).stream()).filter(litmus.strong).count();
            if (litmus.allowed) {
                assertThat(relaxed).as("%s of %d rounds", mode, SEEDS.size() * ROUNDS).isPositive();
            } else {
                assertThat(relaxed).as(mode).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("litmus")
    void immediateStoresAreSequentiallyConsistent(Litmus litmus) {
        for (String mode : List.of("functional", "timing")) {
            assertThat(SEEDS.stream().flatMap(seed -> outcomes(litmus, "immediate", mode, seed).stream())).as(mode).noneMatch(litmus.strong);
        }
    }

    private static final int ENTRIES = 400;
    private static final List<Long> ATTEMPTS = List.of(1L, 2L, 3L, 4L, 5L, 6L);

    /** Two processors count in turns, under the lock of Peterson. */
    private static String peterson(String barrier) {
        return new TrapTable().text() + Multiprocessor.START + """
                main:   wr      %g0, 0x15, %asi
                        setx    flags, %g1, %l0
                        sllx    %g7, 6, %g1
                        add     %l0, %g1, %l1           ! own flag
                        xor     %g1, 64, %g1
                        add     %l0, %g1, %l2           ! the other's
                        setx    turn, %g1, %l3
                        setx    count, %g1, %l4
                        xor     %g7, 1, %l5
                        mov     1, %o1
                        set     ENTRIES, %l7
                1:      stx     %o1, [%l1]
                        stx     %l5, [%l3]
                        BARRIER
                2:      ldx     [%l2], %g3
                        brz     %g3, 3f
                        nop
                        ldx     [%l3], %g3
                        cmp     %g3, %l5
                        be      2b
                        nop
                3:      ldx     [%l4], %g3
                        inc     %g3
                        stx     %g3, [%l4]
                        stx     %g0, [%l1]
                        deccc   %l7
                        bne     1b
                        nop
                        ba,a    done
                """.replace("ENTRIES", Integer.toString(ENTRIES)).replace("BARRIER", barrier) + Multiprocessor.END + """
                        .align  64
                flags:  .skip   128
                turn:   .skip   64
                count:  .xword  0
                """;
    }

    private static long counted(String barrier, String stores, String mode, long seed) {
        return new BareMachine(machine(stores, mode, 2), peterson(barrier), seed).finish().at("count");
    }

    /** Only the barrier between the own store and the load of the other's flag makes Peterson's lock exclude. */
    @ParameterizedTest
    @ValueSource(strings = {"functional", "timing"})
    void petersonsLockNeedsItsBarrier(String mode) {
        assertThat(ATTEMPTS.stream().map(seed -> counted("nop", "delayed", mode, seed))).as("without").anyMatch(count -> count < 2 * ENTRIES);
        assertThat(ATTEMPTS.stream().map(seed -> counted(STORE_LOAD.strip(), "delayed", mode, seed))).as("with").containsOnly(2L * ENTRIES);
        assertThat(ATTEMPTS.stream().map(seed -> counted("nop", "immediate", mode, seed))).as("immediate").containsOnly(2L * ENTRIES);
    }

    /** Loads of a processor's own stores that have not reached memory: the bytes of the youngest, in any combination of sizes. */
    @ParameterizedTest
    @CsvSource({"immediate", "delayed"})
    void oneProcessorSeesItsOwnStores(String stores) {
        BareMachine bare = BareMachine.run(machine(stores, "timing", 1), """
                        setx    0x0123456789abcdef, %g1, %g2
                        setx    data, %g1, %g3
                        stx     %g2, [%g3]
                        ldub    [%g3 + 3], %o0
                        lduh    [%g3 + 4], %o1
                        stb     %g0, [%g3 + 5]
                        ldsw    [%g3 + 4], %o2
                        ldx     [%g3], %o3
                        std     %f0, [%g3 + 8]
                        ldd     [%g3 + 8], %f2
                        mov     20, %g4
                1:      stx     %g4, [%g3]
                        deccc   %g4
                        bne     1b
                        nop
                        ldx     [%g3], %o4
                        ldub    [%g3 + 5], %o5
                        ba,a    finish
                        .align  8
                data:   .xword  0, 0
                """.replace("stx     %g2", "wr      %g0, 4, %fprs\nwrpr    %g0, 0x14, %pstate\nstx     %g2"));
        assertThat(List.of(8, 9, 10, 11, 12, 13)).extracting(bare.machine.registers()::integer)
                .containsExactly(0x67L, 0x89abL, 0xffff_ffff_8900_cdefL, 0x0123_4567_8900_cdefL, 1L, 0L);
        assertThat(bare.at("data")).as("everything has reached memory").isOne();
    }

    /** Stores that wait are part of the state. */
    @Test
    void aSnapshotKeepsWhatWaits() {
        String text = program(storeBuffering("SB", true, ""));
        MachineConfiguration configuration = machine("delayed", "functional", 2);
        String whole = new BareMachine(configuration, text, 1).finish().machine.stateHash();
        for (long at = 3000; at < 3040; at++) {
            Machine part = new BareMachine(configuration, text, 1).machine;
            part.run(Limits.instructions(at));
            Machine copy = part.fork(Host.none());
            assertThat(copy.stateHash()).as("at %d", at).isEqualTo(part.stateHash());
            assertThat(copy.run(Limits.none())).isEqualTo(new Stop.PowerOff(0, 0));
            assertThat(copy.stateHash()).as("restored at %d", at).isEqualTo(whole);
        }
    }
}
