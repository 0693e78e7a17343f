package dev.lamarck.hardware.cpu;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * IEEE 754 by its definition: the exact result as a fraction of integers, rounded once to a format. Nothing here is a floating-point operation. Finite
 * operands only; an exact zero has no sign here.
 */
final class ExactArithmetic {
    private final int precision;
    private final int leastExponent;
    private final int greatestExponent;

    private ExactArithmetic(int precision, int greatestExponent) {
        this.precision = precision;
        this.greatestExponent = greatestExponent;
        this.leastExponent = 1 - greatestExponent;
    }

    static final ExactArithmetic SINGLE = new ExactArithmetic(24, 127);
    static final ExactArithmetic DOUBLE = new ExactArithmetic(53, 1023);

    /** The bits of the result, as many as the format has, and the exceptions (cexc of the FSR) that rounding it raises. */
    record Rounded(long bits, int exceptions) {}

    /** A number as a fraction. */
    record Fraction(BigInteger numerator, BigInteger denominator) {
        static Fraction of(double value) {
            BigDecimal decimal = new BigDecimal(value);
            return decimal.scale() >= 0 ? new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                    : new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE);
        }

        static Fraction of(long value) {
            return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
        }

        Fraction plus(Fraction other) {
            return new Fraction(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)), denominator.multiply(other.denominator));
        }

        Fraction negated() {
            return new Fraction(numerator.negate(), denominator);
        }

        Fraction times(Fraction other) {
            return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
        }

        Fraction over(Fraction other) {
            BigInteger top = numerator.multiply(other.denominator);
            BigInteger bottom = denominator.multiply(other.numerator);
            return bottom.signum() < 0 ? new Fraction(top.negate(), bottom.negate()) : new Fraction(top, bottom);
        }
    }

    /** A fraction that is not zero. */
    Rounded round(Fraction exact, int direction) {
        BigInteger magnitude = exact.numerator.abs();
        int estimate = magnitude.bitLength() - exact.denominator.bitLength() - precision;
        int least = leastExponent - precision + 1;
        BigInteger[] split = split(magnitude, exact.denominator, estimate);
        int exponent = split[0].bitLength() < precision ? estimate - 1 : split[0].bitLength() > precision ? estimate + 1 : estimate;
        boolean isTiny = exponent < least;
        exponent = Math.max(exponent, least);
        split = split(magnitude, exact.denominator, exponent);
        // split[1] over split[2] is what is lost, in units of the last place.
        int half = split[1].shiftLeft(1).compareTo(split[2]);
        return assemble(exact.numerator.signum() < 0, split[0], exponent, split[1].signum() != 0, half, isTiny, direction);
    }

    /** The square root of a positive number. */
    Rounded squareRoot(Fraction square, int direction) {
        int estimate = (square.numerator.bitLength() - square.denominator.bitLength()) / 2 - precision;
        BigInteger root = root(square, estimate);
        int exponent = estimate + root.bitLength() - precision;
        root = root(square, exponent);
        // No root of a number of the format lies half-way between two, or is tiny.
        boolean isExact = new Fraction(root, BigInteger.ONE).times(new Fraction(root, BigInteger.ONE)).equals(scaled(square, exponent));
        BigInteger twice = root.shiftLeft(1).add(BigInteger.ONE);
        Fraction quadruple = scaled(square, exponent - 1);
        int half = quadruple.numerator.compareTo(twice.multiply(twice).multiply(quadruple.denominator));
        return assemble(false, root, exponent, !isExact, half, false, direction);
    }

    private static Fraction scaled(Fraction square, int exponent) {
        BigInteger top = exponent > 0 ? square.numerator : square.numerator.shiftLeft(-2 * exponent);
        BigInteger bottom = exponent > 0 ? square.denominator.shiftLeft(2 * exponent) : square.denominator;
        BigInteger divisor = top.gcd(bottom);
        return new Fraction(top.divide(divisor), bottom.divide(divisor));
    }

    private static BigInteger root(Fraction square, int exponent) {
        Fraction scaled = scaled(square, exponent);
        return scaled.numerator.divide(scaled.denominator).sqrt();
    }

    /** Quotient, remainder and divisor of the magnitude in units of two to the exponent. */
    private static BigInteger[] split(BigInteger top, BigInteger bottom, int exponent) {
        BigInteger dividend = exponent < 0 ? top.shiftLeft(-exponent) : top;
        BigInteger divisor = exponent < 0 ? bottom : bottom.shiftLeft(exponent);
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return new BigInteger[] {parts[0], parts[1], divisor};
    }

    private Rounded assemble(boolean isNegative, BigInteger truncated, int exponent, boolean isInexact, int half, boolean isTiny, int direction) {
        boolean isUp = switch (direction) {
            case 0 -> half > 0 || half == 0 && truncated.testBit(0);
            case 1 -> false;
            case 2 -> !isNegative;
            default -> isNegative;
        };
        BigInteger significand = isInexact && isUp ? truncated.add(BigInteger.ONE) : truncated;
        int exceptions = (isInexact ? IeeeArithmetic.INEXACT : 0) | (isTiny && isInexact ? IeeeArithmetic.UNDERFLOW : 0);
        boolean overflows = exponent + significand.bitLength() - 1 > greatestExponent;
        long sign = isNegative ? 1L << width() - 1 : 0;
        if (overflows) {
            boolean isInfinite = direction == 0 || direction == (isNegative ? 3 : 2);
            return new Rounded(sign | (isInfinite ? infinity() : infinity() - 1), exceptions | IeeeArithmetic.OVERFLOW | IeeeArithmetic.INEXACT);
        }
        // A carry out of the significand goes into the exponent field, as it should.
        long biased = Math.max(exponent - (leastExponent - precision + 1), 0);
        boolean isNormal = significand.bitLength() >= precision;
        long magnitude = isNormal ? (biased << precision - 1) + significand.longValueExact() : significand.longValueExact();
        return new Rounded(sign | magnitude, exceptions);
    }

    private int width() {
        return precision == 24 ? Integer.SIZE : Long.SIZE;
    }

    private long infinity() {
        return 2L * greatestExponent + 1 << precision - 1;
    }
}
