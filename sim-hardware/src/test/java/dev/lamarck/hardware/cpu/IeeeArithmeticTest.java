package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.cpu.ExactArithmetic.Fraction;
import dev.lamarck.hardware.cpu.ExactArithmetic.Rounded;
import dev.lamarck.hardware.cpu.IeeeArithmetic.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation in every rounding direction, on all pairs of special values and on random ones, against the definition ({@link ExactArithmetic}); rounded to
 * nearest also against the host. {@code -Dieee.seed=N} for other random values, {@code -Dieee.pairs=N} for more.
 */
class IeeeArithmeticTest {
    private static final long SEED = Long.getLong("ieee.seed", 1);
    private static final int PAIRS = Integer.getInteger("ieee.pairs", 1_000);
    private static final int NEAREST = 0;
    private static final int DOWN = 3;
    private static final long SIGNALLING = 0x7FF4_0000_0000_0001L;
    private static final long QUIET = 0xFFF8_0000_0000_0002L;

    private final IeeeArithmetic arithmetic = new IeeeArithmetic();
    private final Random random = new Random(SEED);
    private final List<String> wrong = new ArrayList<>();

    /** What an operation gave: its bits and the exceptions. */
    private record Answer(long bits, int exceptions) {
        @Override
        public String toString() {
            return "%x with exceptions %x".formatted(bits, exceptions);
        }
    }

    private static Stream<Double> specials() {
        return DoubleStream.of(0, 1, 1.5, 2, 3, 10, 0.1, 0x1p-1, Math.nextDown(1), Math.nextUp(1), Double.MIN_VALUE, 3 * Double.MIN_VALUE, Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL), Math.nextUp(Double.MIN_NORMAL), Double.MAX_VALUE, Math.nextDown(Double.MAX_VALUE), 0x1p1023, 0x1p-511, 0x1p512, 0x1p53, 0x1p53 + 2,
                0x1p-537, Float.MIN_VALUE, Float.MIN_NORMAL, Math.nextDown(Float.MIN_NORMAL), Float.MAX_VALUE, 0x1.ffffffp127, 0x1.fffffefp127, 0x1p128, 0x1p-150, 0x1.8p-149,
                0x1p24 + 1, 0x1p31, 0x1p31 - 1, 0x1p31 - 0.5, 0x1p31 + 0.5, 0x1p63, Math.nextDown(0x1p63), Math.nextUp(0x1p63), 2.5, 0.5, 1e300, 1e-300, 1e-310,
                Double.POSITIVE_INFINITY).boxed().flatMap(value -> Stream.of(value, -value));
    }

    private List<Double> values() {
        List<Double> values = new ArrayList<>(specials().toList());
        values.add(Double.NaN);
        return values;
    }

    /** Any finite bits, or near to one another so that sums cancel. */
    private double[] randomPair() {
        double one = Double.longBitsToDouble(random.nextLong());
        double other = random.nextBoolean() ? Double.longBitsToDouble(random.nextLong())
                : Math.scalb(one, random.nextInt(120) - 60) * (1 + random.nextInt(1000) * 0x1p-52);
        return new double[] {Double.isNaN(one) ? 3.25 : one, Double.isNaN(other) ? -7.5 : other};
    }

    private double[] randomSinglePair() {
        float one = Float.intBitsToFloat(random.nextInt());
        float other = random.nextBoolean() ? Float.intBitsToFloat(random.nextInt()) : Math.scalb(one, random.nextInt(60) - 30) * (1 + random.nextInt(1000) * 0x1p-23f);
        return new double[] {Float.isNaN(one) ? 3.25f : one, Float.isNaN(other) ? -7.5f : other};
    }

    private void expect(Answer expected, Answer actual, String what, Object... operands) {
        if (!expected.equals(actual)) {
            wrong.add("%s %s: %s, should be %s".formatted(what, List.of(operands), actual, expected));
        }
    }

    private Answer answer(long bits) {
        return new Answer(bits, arithmetic.exceptions());
    }

    private static Answer of(Rounded rounded) {
        return new Answer(rounded.bits(), rounded.exceptions());
    }

    /** What V9 and IEEE 754 say of zeroes, infinities and NaN; empty where the result has to be rounded. */
    private static Answer special(Operation operation, double a, double b, int direction, long nan, long infinity, long minus) {
        double host = host(operation, a, b);
        if (Double.isNaN(host)) {
            return new Answer(nan, IeeeArithmetic.INVALID);
        }
        long sign = Math.copySign(1, host) < 0 ? minus : 0;
        if (operation == Operation.DIVIDE && b == 0 && !Double.isInfinite(a)) {
            return new Answer(infinity | sign, IeeeArithmetic.DIVISION_BY_ZERO);
        }
        if (Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.isInfinite(host) ? new Answer(infinity | sign, 0) : new Answer(sign, 0);
        }
        boolean isSum = operation == Operation.ADD || operation == Operation.SUBTRACT;
        if (isSum && exact(operation, a, b).numerator().signum() == 0) {
            boolean sameSigns = Math.copySign(1, a) == Math.copySign(1, operation == Operation.SUBTRACT ? -b : b);
            return new Answer(a == 0 && sameSigns ? Math.copySign(1, a) < 0 ? minus : 0 : direction == DOWN ? minus : 0, 0);
        }
        return !isSum && a == 0 || operation == Operation.MULTIPLY && b == 0 ? new Answer(sign, 0) : null;
    }

    private static double host(Operation operation, double a, double b) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
    }

    private static float hostSingle(Operation operation, float a, float b) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
    }

    private static Fraction exact(Operation operation, double a, double b) {
        return switch (operation) {
            case ADD -> Fraction.of(a).plus(Fraction.of(b));
            case SUBTRACT -> Fraction.of(a).plus(Fraction.of(b).negated());
            case MULTIPLY -> Fraction.of(a).times(Fraction.of(b));
            case DIVIDE -> Fraction.of(a).over(Fraction.of(b));
        };
    }

    private void inDouble(Operation operation, double a, double b, int direction) {
        arithmetic.begin(direction, false);
        Answer actual = answer(arithmetic.compute(operation, Double.doubleToRawLongBits(a), Double.doubleToRawLongBits(b)));
        Answer special = special(operation, a, b, direction, 0x7FFF_FFFF_FFFF_FFFFL, 0x7FF0_0000_0000_0000L, Long.MIN_VALUE);
        expect(special != null ? special : of(ExactArithmetic.DOUBLE.round(exact(operation, a, b), direction)), actual, operation + " double " + direction, a, b);
        double host = host(operation, a, b);
        if (direction == NEAREST && !Double.isNaN(host)) {
            expect(new Answer(Double.doubleToRawLongBits(host), actual.exceptions), actual, operation + " double on the host", a, b);
        }
    }

    private void inSingle(Operation operation, float a, float b, int direction) {
        arithmetic.begin(direction, false);
        Answer actual = answer(arithmetic.compute(operation, Float.floatToRawIntBits(a), Float.floatToRawIntBits(b)) & 0xFFFF_FFFFL);
        Answer special = special(operation, a, b, direction, 0x7FFF_FFFFL, 0x7F80_0000L, 0x8000_0000L);
        expect(special != null ? special : of(ExactArithmetic.SINGLE.round(exact(operation, a, b), direction)), actual, operation + " single " + direction, a, b);
        float host = hostSingle(operation, a, b);
        if (direction == NEAREST && !Float.isNaN(host)) {
            expect(new Answer(Float.floatToRawIntBits(host) & 0xFFFF_FFFFL, actual.exceptions), actual, operation + " single on the host", a, b);
        }
    }

    @ParameterizedTest(name = "rounding {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void sumsProductsAndQuotients(int direction) {
        for (Operation operation : Operation.values()) {
            for (double a : specials().toList()) {
                for (double b : specials().toList()) {
                    inDouble(operation, a, b, direction);
                    inSingle(operation, (float) a, (float) b, direction);
                }
            }
            for (int i = 0; i < PAIRS; i++) {
                double[] pair = randomPair();
                inDouble(operation, pair[0], pair[1], direction);
                double[] singles = randomSinglePair();
                inSingle(operation, (float) singles[0], (float) singles[1], direction);
            }
        }
        assertThat(wrong).as("replay with -Dieee.seed=%d", SEED).isEmpty();
    }

    @ParameterizedTest(name = "rounding {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void squareRoots(int direction) {
        Stream.concat(specials(), Stream.generate(() -> randomPair()[0]).limit(PAIRS)).forEach(a -> {
            arithmetic.begin(direction, false);
            Answer root = answer(arithmetic.squareRoot(Double.doubleToRawLongBits(a)));
            Answer expected = a == 0 || a == Double.POSITIVE_INFINITY ? new Answer(Double.doubleToRawLongBits(a), 0)
                    : a < 0 ? new Answer(0x7FFF_FFFF_FFFF_FFFFL, IeeeArithmetic.INVALID) : of(ExactArithmetic.DOUBLE.squareRoot(Fraction.of(a), direction));
            expect(expected, root, "square root of double " + direction, a);
            float single = (float) (double) a;
            arithmetic.begin(direction, false);
            Answer singleRoot = answer(arithmetic.squareRoot(Float.floatToRawIntBits(single)) & 0xFFFF_FFFFL);
            Answer singleExpected = single == 0 || single == Float.POSITIVE_INFINITY ? new Answer(Float.floatToRawIntBits(single) & 0xFFFF_FFFFL, 0)
                    : single < 0 ? new Answer(0x7FFF_FFFFL, IeeeArithmetic.INVALID) : of(ExactArithmetic.SINGLE.squareRoot(Fraction.of(single), direction));
            expect(singleExpected, singleRoot, "square root of single " + direction, single);
        });
        assertThat(wrong).as("replay with -Dieee.seed=%d", SEED).isEmpty();
    }

    @ParameterizedTest(name = "rounding {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void conversions(int direction) {
        Stream.concat(specials(), Stream.generate(() -> random.nextBoolean() ? randomPair()[0] : randomSinglePair()[0] * (1 + 0x1p-24 * random.nextInt(3))).limit(PAIRS))
                .forEach(a -> fromDouble(a, direction));
        Stream.concat(Stream.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, -(1L << 53) - 1, (1L << 24) + 1, (1L << 62) + (1L << 38), 0x7FFF_FF80_0000_0001L),
                Stream.generate(() -> random.nextLong() >> random.nextInt(64)).limit(PAIRS)).forEach(x -> fromInteger(x, direction));
        assertThat(wrong).as("replay with -Dieee.seed=%d", SEED).isEmpty();
    }

    private void fromDouble(double a, int direction) {
        arithmetic.begin(direction, false);
        Answer single = answer(arithmetic.doubleToSingle(Double.doubleToRawLongBits(a)) & 0xFFFF_FFFFL);
        Answer expected = a == 0 || Double.isInfinite(a) ? new Answer(Float.floatToRawIntBits((float) a) & 0xFFFF_FFFFL, 0)
                : of(ExactArithmetic.SINGLE.round(Fraction.of(a), direction));
        expect(expected, single, "double to single " + direction, a);
        float narrow = (float) a;
        arithmetic.begin(direction, false);
        expect(new Answer(Double.doubleToRawLongBits(narrow), 0), answer(arithmetic.singleToDouble(Float.floatToRawIntBits(narrow))), "single to double", narrow);
        arithmetic.begin(direction, false);
        long whole = (long) a;
        boolean fits = a >= -0x1p63 && a < 0x1p63;
        expect(new Answer(whole, fits ? a == whole ? 0 : IeeeArithmetic.INEXACT : IeeeArithmetic.INVALID), answer(arithmetic.toLong(a, a < 0)), "double to long", a);
        arithmetic.begin(direction, false);
        int small = (int) a;
        boolean isSmall = a > -0x1p31 - 1 && a < 0x1p31;
        expect(new Answer(small, isSmall ? a == small ? 0 : IeeeArithmetic.INEXACT : IeeeArithmetic.INVALID), answer(arithmetic.toInt(a, a < 0)), "double to int", a);
    }

    private void fromInteger(long x, int direction) {
        arithmetic.begin(direction, false);
        Answer asDouble = answer(arithmetic.longToDouble(x));
        arithmetic.begin(direction, false);
        Answer asSingle = answer(arithmetic.longToSingle(x) & 0xFFFF_FFFFL);
        expect(x == 0 ? new Answer(0, 0) : of(ExactArithmetic.DOUBLE.round(Fraction.of(x), direction)), asDouble, "long to double " + direction, x);
        expect(x == 0 ? new Answer(0, 0) : of(ExactArithmetic.SINGLE.round(Fraction.of(x), direction)), asSingle, "long to single " + direction, x);
    }

    @ParameterizedTest(name = "rounding {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void productsOfSinglesAreExactInDouble(int direction) {
        for (double a : specials().toList()) {
            for (double b : specials().toList()) {
                arithmetic.begin(direction, false);
                double product = (double) (float) a * (float) b;
                Answer actual = answer(arithmetic.multiplyToDouble(Float.floatToRawIntBits((float) a), Float.floatToRawIntBits((float) b)));
                expect(Double.isNaN(product) ? new Answer(0x7FFF_FFFF_FFFF_FFFFL, IeeeArithmetic.INVALID) : new Answer(Double.doubleToRawLongBits(product), 0), actual,
                        "product in double", (float) a, (float) b);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** 0 equal, 1 less, 2 greater, 3 unordered. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comparisons(boolean isStrict) {
        for (double a : values()) {
            for (double b : values()) {
                arithmetic.begin(NEAREST, false);
                int relation = Double.isNaN(a) || Double.isNaN(b) ? 3 : a < b ? 1 : a > b ? 2 : 0;
                expect(new Answer(relation, relation == 3 && isStrict ? IeeeArithmetic.INVALID : 0), answer(arithmetic.compare(a, b, false, isStrict)), "comparison", a, b);
            }
        }
        arithmetic.begin(NEAREST, false);
        expect(new Answer(3, IeeeArithmetic.INVALID), answer(arithmetic.compare(Double.NaN, 1, true, false)), "comparison with a signalling NaN");
        assertThat(wrong).isEmpty();
    }

    /** V9, B.2.2: a signalling NaN before a quiet one, the second operand before the first, made quiet; every operation alike. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void notANumber(int direction) {
        long quieted = SIGNALLING | 1L << 51;
        long one = Double.doubleToRawLongBits(1);
        for (Operation operation : Operation.values()) {
            arithmetic.begin(direction, false);
            expect(new Answer(quieted, IeeeArithmetic.INVALID), answer(arithmetic.compute(operation, SIGNALLING, QUIET)), "signalling and quiet");
            arithmetic.begin(direction, false);
            expect(new Answer(quieted, IeeeArithmetic.INVALID), answer(arithmetic.compute(operation, QUIET, SIGNALLING)), "quiet and signalling");
            arithmetic.begin(direction, false);
            expect(new Answer(QUIET, 0), answer(arithmetic.compute(operation, QUIET, one)), "quiet and a number");
            arithmetic.begin(direction, false);
            expect(new Answer(QUIET, 0), answer(arithmetic.compute(operation, one, QUIET)), "a number and quiet");
            arithmetic.begin(direction, false);
            expect(new Answer(QUIET | 5, 0), answer(arithmetic.compute(operation, QUIET, QUIET | 5)), "two quiet");
        }
        arithmetic.begin(direction, false);
        expect(new Answer(quieted, IeeeArithmetic.INVALID), answer(arithmetic.squareRoot(SIGNALLING)), "root");
        assertThat(wrong).isEmpty();
    }
}
