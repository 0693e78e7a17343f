package dev.lamarck.hardware.cpu;

/**
 * A comparison (SUBcc to %g0) and the conditional branch or trap behind it, which the interpreter's loop executes as one operation: what is true of the codes is seen from
 * the operands. The codes are set all the same, and both instructions count. Where execution is to stop between the two, the comparison alone is executed.
 */
final class ComparePair extends Operation {
    /** Bit of the detail, above the condition: of all 64 bits, else of the low 32. */
    private static final int WIDE = 1 << 4;

    // Conditions (V9 A.5); with 8 more, their opposites.
    private static final int EQUAL = 1;
    private static final int LESS_OR_EQUAL = 2;
    private static final int LESS = 3;
    private static final int LESS_OR_EQUAL_UNSIGNED = 4;
    private static final int LESS_UNSIGNED = 5;

    private ComparePair(int kind, Operation compare, Operation second, boolean wide) {
        super(kind, compare.rd, compare.rs1, compare.rs2, compare.immediate, second.detail | (wide ? WIDE : 0), false);
        pairWith(second);
    }

    static boolean isComparison(Operation first) {
        return first.kind == Kind.SUBTRACT_CC && first.rd == ProcessorState.SINK;
    }

    /** A comparison, with the instruction behind it if they are such a pair. */
    static Operation of(Operation first, Operation second) {
        int condition = second.detail & 7;
        if (condition < EQUAL || condition > LESS_UNSIGNED) {
            return first;
        }
        return switch (second.kind) {
            case Kind.ICC_EQUAL, Kind.ICC_NOT_EQUAL, Kind.ICC -> new ComparePair(Kind.COMPARE_AND_BRANCH, first, second, false);
            case Kind.XCC_EQUAL, Kind.XCC_NOT_EQUAL, Kind.XCC -> new ComparePair(Kind.COMPARE_AND_BRANCH, first, second, true);
            case Kind.TRAP_ON_ICC -> new ComparePair(Kind.COMPARE_AND_TRAP, first, second, false);
            case Kind.TRAP_ON_XCC -> new ComparePair(Kind.COMPARE_AND_TRAP, first, second, true);
            default -> first;
        };
    }

    /** Whether the condition holds of these operands. The low halves, extended, are in the same order, signed or not. */
    static boolean holds(int detail, long first, long second) {
        long a = (detail & WIDE) != 0 ? first : (int) first;
        long b = (detail & WIDE) != 0 ? second : (int) second;
        boolean holds = switch (detail & 7) {
            case EQUAL -> a == b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case LESS_UNSIGNED -> a + Long.MIN_VALUE < b + Long.MIN_VALUE;
            default -> a + Long.MIN_VALUE <= b + Long.MIN_VALUE;
        };
        return holds == ((detail & 8) == 0);
    }
}
