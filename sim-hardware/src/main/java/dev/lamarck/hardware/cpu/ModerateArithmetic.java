package dev.lamarck.hardware.cpu;

/**
 * Floating-point operations in the usual case, in which the host's result is the guest's: no NaN, rounding to nearest, no exception that is
 * trapped, no operand or result near the ends of the exponent range. All that has to be found out then is whether the result is exact. The other
 * cases, and what the cases mean, are {@link IeeeArithmetic}'s.
 */
final class ModerateArithmetic {
    /** Fields RD and TEM of the FSR. */
    private static final long UNUSUAL = 3L << 30 | 0x1FL << 23;
    /** Of the FSR: the last trap's type, and the exceptions of the last operation. */
    private static final long CURRENT = 7L << 14 | 0x1F;
    /** Inexact, accrued and current. */
    private static final long INEXACT = 1 << 5 | 1;
    private static final long ACCRUED_INEXACT = 1 << 5;

    private final ProcessorState state;

    ModerateArithmetic(ProcessorState state) {
        this.state = state;
    }

    /** Executes an operation of a kind from {@link Kind#DOUBLE} on, if it is a usual case; whether it is. */
    boolean executesAtOnce(Operation operation) {
        if (!state.isFloatingEnabled()) {
            return false;
        }
        int kind = operation.kind;
        if (kind >= Kind.FLOATING_MOVE) {
            return move(operation);
        }
        if ((state.lastingFsr() & UNUSUAL) != 0) {
            return false;
        }
        return kind < Kind.SINGLE
                ? computeDouble(operation, doubleOf(operation.rs1), doubleOf(operation.rs2))
                : computeSingle(operation, singleOf(operation.rs1), singleOf(operation.rs2));
    }

    private double doubleOf(int index) {
        return Double.longBitsToDouble(state.f[index]);
    }

    private float singleOf(int register) {
        return Float.intBitsToFloat(state.single(register));
    }

    private void finish(int kind, double a, double b, double result) {
        if ((state.lastingFsr() & ACCRUED_INEXACT) != 0) {
            state.setRounded(kind, a, b, result);
        } else {
            finish(isInexact(kind, a, b, result));
        }
    }

    private void finish(boolean inexact) {
        state.setFsr(status(state.lastingFsr(), inexact));
    }

    /** The FSR after an operation that raised no exception but inexact. */
    static long status(long before, boolean inexact) {
        return before & ~CURRENT | (inexact ? INEXACT : 0);
    }

    /** Whether an operation in its usual case has been rounded to this result. */
    static boolean isInexact(int kind, double a, double b, double result) {
        return switch (kind) {
            case Kind.DOUBLE_ADD -> IeeeArithmetic.sumError(a, b, result) != 0;
            case Kind.DOUBLE_SUBTRACT -> IeeeArithmetic.sumError(a, -b, result) != 0;
            case Kind.DOUBLE_MULTIPLY -> Math.fma(a, b, -result) != 0;
            case Kind.DOUBLE_DIVIDE -> Math.fma(-result, b, a) != 0;
            case Kind.SINGLE_ADD -> isSumInexact(a, b, result);
            case Kind.SINGLE_SUBTRACT -> isSumInexact(a, -b, result);
            case Kind.SINGLE_MULTIPLY -> a * b != result;
            default -> result * b != a;
        };
    }

    /** A sum is exact where it is no normal number; a product that small, or zero though no operand is, may not be. */
    private boolean computeDouble(Operation operation, double a, double b) {
        double result;
        switch (operation.kind) {
            case Kind.DOUBLE_ADD -> {
                result = a + b;
                if (!IeeeArithmetic.isBelowGreatest(result)) {
                    return false;
                }
            }
            case Kind.DOUBLE_SUBTRACT -> {
                result = a - b;
                if (!IeeeArithmetic.isBelowGreatest(result)) {
                    return false;
                }
            }
            case Kind.DOUBLE_MULTIPLY -> {
                result = a * b;
                if (!IeeeArithmetic.isModerate(result) || result == 0 && a != 0 && b != 0) {
                    return false;
                }
            }
            default -> {
                result = a / b;
                if (!IeeeArithmetic.isModerate(a) || !IeeeArithmetic.isModerate(b) || b == 0) {
                    return false;
                }
            }
        }
        finish(operation.kind, a, b, result);
        state.setDouble(operation.rd, Double.doubleToRawLongBits(result));
        return true;
    }

    /** An infinite operand gives a result that is infinite, no number, or zero and looks inexact. */
    private boolean computeSingle(Operation operation, float a, float b) {
        float result = switch (operation.kind) {
            case Kind.SINGLE_ADD -> a + b;
            case Kind.SINGLE_SUBTRACT -> a - b;
            case Kind.SINGLE_MULTIPLY -> a * b;
            default -> a / b;
        };
        float magnitude = Math.abs(result);
        if (!(magnitude > Float.MIN_NORMAL && magnitude < Float.POSITIVE_INFINITY || magnitude == 0 && !isInexact(operation.kind, a, b, result))) {
            return false;
        }
        finish(operation.kind, a, b, result);
        state.setSingle(operation.rd, Float.floatToRawIntBits(result));
        return true;
    }

    private static boolean isSumInexact(double a, double b, double result) {
        double sum = a + b;
        return sum != result || IeeeArithmetic.sumError(a, b, sum) != 0;
    }

    /** What raises no exception, if there is no NaN. */
    private boolean move(Operation operation) {
        switch (operation.kind) {
            case Kind.COMPARE_DOUBLES -> {
                return compare(operation.rd, doubleOf(operation.rs1), doubleOf(operation.rs2));
            }
            case Kind.COMPARE_SINGLES -> {
                return compare(operation.rd, singleOf(operation.rs1), singleOf(operation.rs2));
            }
            case Kind.MOVE_DOUBLE -> state.setDouble(operation.rd, state.f[operation.rs2]);
            case Kind.MOVE_SINGLE -> state.setSingle(operation.rd, state.single(operation.rs2));
            case Kind.INT_TO_DOUBLE -> state.setDouble(operation.rd, Double.doubleToRawLongBits(state.single(operation.rs2)));
            default -> {
                float value = singleOf(operation.rs2);
                if (Float.isNaN(value)) {
                    return false;
                }
                state.setDouble(operation.rd, Double.doubleToRawLongBits(value));
            }
        }
        finish(false);
        return true;
    }

    private boolean compare(int n, double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        finish(false);
        state.setFcc(n, a == b ? 0 : a < b ? 1 : 2);
        return true;
    }
}
