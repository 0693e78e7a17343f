package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.machine.MachineConfiguration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What regions do with doubles and singles at once is what the floating-point unit does: every operation, pair of values and rounding direction, by results and FSR. */
class FloatingOperationsTest {
    private static final long SEED = Long.getLong("translate.seed", 20261122);

    private static final double[] VALUES = {
        0, 1, 1.5, 3, 0.1, 1 / 3.0, 1e10, 0x1p31, 0x1p31 - 0.5, 0x1p31 - 1, 0x1p53 + 2, 0x1p63, 0x1p62 + 0x1p10, 0x1p449, 0x1p-449, 0x1p451, 0x1p-451,
        Double.MIN_NORMAL, Double.MIN_VALUE, 3 * Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN
    };
    private static final long SIGNALLING = 0x7FF0_0000_0000_0001L;

    /** Each result and the status behind each operation go into %o5; before it, no exception has accrued, or inexact alone, so that it may be put off whether the operation was exact. */
    private static String doubles() {
        String comparisons = IntStream.of(0, 1, 2, 3).mapToObj(n -> """
                        fcmpd   %%fcc%1$d, %%f2, %%f4
                        call    status
                        fcmped  %%fcc%1$d, %%f4, %%f2
                        call    status
                        nop
                """.formatted(n)).collect(Collectors.joining());
        String binary = Stream.of("faddd", "fsubd", "fmuld", "fdivd").map(name -> result(name + " %f2, %f4, %f36")).collect(Collectors.joining());
        String unary = Stream.of("fsqrtd", "fmovd", "fnegd", "fabsd", "fxtod", "fdtox").map(name -> result(name + " %f4, %f36")).collect(Collectors.joining());
        return comparisons + binary + unary + result("fitod %f4, %f36") + result("fdtoi %f4, %f8");
    }

    /** One operation behind the other, so that nobody sees what the first leaves in the FSR, and branches on what comparisons say. */
    private static String successions() {
        List<String> operations = List.of("faddd %f2, %f4, ", "fmuld %f4, %f2, ", "fdivd %f2, %f4, ", "fsqrtd %f4, ", "fdtox %f4, ");
        String pairs = operations.stream().flatMap(first -> operations.stream().map(second -> result(first + "%f38\n" + second + "%f36"))).collect(Collectors.joining());
        return pairs + branches(0) + branches(2);
    }

    private static String branches(int n) {
        return Stream.of("ne", "lg", "ul", "l", "ug", "g", "u", "e", "ue", "ge", "uge", "le", "ule", "o").map(condition -> """
                        fmuld   %%f2, %%f4, %%f36
                        fcmpd   %%fcc%1$d, %%f2, %%f4
                        fb%2$s  %%fcc%1$d, %2$s%1$d
                        sllx    %%o5, 1, %%o5
                        xor     %%o5, 1, %%o5
                %2$s%1$d:
                """.formatted(n, condition)).collect(Collectors.joining());
    }

    /** Of the high halves of the values. */
    private static String singles() {
        String comparisons = """
                        fcmps   %fcc0, %f2, %f4
                        call    status
                        fcmpes  %fcc3, %f4, %f2
                        call    status
                        nop
                """;
        String binary = Stream.of("fadds", "fsubs", "fmuls", "fdivs").map(name -> result(name + " %f2, %f4, %f8")).collect(Collectors.joining());
        String unary = Stream.of("fsqrts", "fmovs", "fnegs", "fabss", "fitos", "fxtos", "fdtos", "fstoi").map(name -> result(name + " %f4, %f8"))
                .collect(Collectors.joining());
        return comparisons + binary + unary + result("fsmuld %f2, %f4, %f36") + result("fstod %f4, %f36") + result("fstox %f4, %f36");
    }

    private static String program(String operations, long[] values) {
        return """
                        wr      %%g0, 4, %%fprs
                        wrpr    %%g0, 0x14, %%pstate
                        setx    values, %%g1, %%l0
                        setx    scratch, %%g1, %%l1
                        mov     0, %%l2
                rounding: and   %%l2, 3, %%g1
                        sllx    %%g1, 30, %%g1
                        srlx    %%l2, 2, %%g2
                        sllx    %%g2, 5, %%g2
                        or      %%g1, %%g2, %%g1
                        stx     %%g1, [%%l1 + 16]
                        ldx     [%%l1 + 16], %%fsr
                        mov     %1$d, %%l3
                first:  sub     %%l3, 8, %%l3
                        ldd     [%%l0 + %%l3], %%f2
                        mov     %1$d, %%l4
                second: sub     %%l4, 8, %%l4
                        ldd     [%%l0 + %%l4], %%f4
                %2$s
                        brnz    %%l4, second
                        nop
                        brnz    %%l3, first
                        nop
                        add     %%l2, 1, %%l2
                        cmp     %%l2, 8
                        bne     rounding
                        nop
                        ba,a    finish
                status: stx     %%fsr, [%%l1]
                        ldx     [%%l1 + 16], %%fsr
                        ldx     [%%l1], %%o1
                        srlx    %%o5, 59, %%o2
                        sllx    %%o5, 5, %%o5
                        or      %%o5, %%o2, %%o5
                        retl
                        xor     %%o5, %%o1, %%o5
                        .align  8
                scratch: .xword 0, 0, 0
                values: .xword  %3$s
                """.formatted(values.length * Long.BYTES, operations, LongStream.of(values).mapToObj(value -> "0x" + Long.toHexString(value)).collect(Collectors.joining(", ")));
    }

    private static String result(String instruction) {
        return """
                        %s
                        std     %%f36, [%%l1 + 8]
                        st      %%f8, [%%l1 + 8]
                        ldx     [%%l1 + 8], %%o1
                        call    status
                        xor     %%o5, %%o1, %%o5
                """.formatted(instruction);
    }

    private static LongStream special() {
        return LongStream.concat(LongStream.of(SIGNALLING),
                DoubleStream.of(VALUES).flatMap(value -> DoubleStream.of(value, -value)).mapToLong(Double::doubleToRawLongBits));
    }

    private static LongStream some(Random random) {
        LongStream doubles = random.doubles(6).map(value -> Math.scalb(value, random.nextInt(60))).mapToLong(Double::doubleToRawLongBits);
        return LongStream.concat(doubles, LongStream.of(random.nextLong(), random.nextInt()));
    }

    /** The same as singles, in the high half, and at the ends of their range; the low half is that of a double. */
    private static LongStream specialSingles() {
        DoubleStream ends = DoubleStream.of(Float.MIN_NORMAL, Float.MIN_VALUE, Float.MAX_VALUE, 0x1p-100, 0x1p100, 0x1p24 + 2, 0x1p31 - 128, 0x1p-126 + 0x1p-149, 0x1.000002p-63);
        return LongStream.concat(LongStream.of(0x7F80_0001_0000_0000L),
                DoubleStream.concat(DoubleStream.of(VALUES), ends).flatMap(value -> DoubleStream.of(value, -value)).mapToLong(FloatingOperationsTest::single));
    }

    private static LongStream someSingles(Random random) {
        return LongStream.concat(random.doubles(6).map(value -> Math.scalb(value, random.nextInt(40))).mapToLong(FloatingOperationsTest::single),
                LongStream.of(Double.doubleToRawLongBits(random.nextDouble()), Double.doubleToRawLongBits(random.nextFloat()), random.nextLong(), random.nextInt()));
    }

    private static long single(double value) {
        return (long) Float.floatToRawIntBits((float) value) << Integer.SIZE | Double.doubleToRawLongBits(value) & 0xFFFF_FFFFL;
    }

    @Test
    void doAsTheUnitDoes() {
        compare("functional", doubles(), LongStream.concat(special(), some(new Random(SEED))));
    }

    @Test
    void andInTheSameTime() {
        compare("timing", doubles(), some(new Random(SEED)));
    }

    @Test
    void withSinglesToo() {
        compare("functional", singles(), LongStream.concat(specialSingles(), someSingles(new Random(SEED))));
    }

    @Test
    void withSinglesInTheSameTime() {
        compare("timing", singles(), someSingles(new Random(SEED)));
    }

    @Test
    void inSuccession() {
        compare("functional", successions(), LongStream.concat(special(), some(new Random(SEED))));
    }

    @Test
    void inSuccessionInTheSameTime() {
        compare("timing", successions(), some(new Random(SEED)));
    }

    private static void compare(String mode, String operations, LongStream values) {
        MachineConfiguration configuration = MachineConfiguration.named("ultrasparc-1").with("mode", mode).with("ram.bytes", "16777216");
        Lockstep.compare(configuration, program(operations, values.toArray()), Engine.EAGER, SEED, 100_000);
    }
}
