package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Condition;

/** The encodings of conditions: of {@code %icc}/{@code %xcc} (V9 table 36) and of a register against zero (table 33). */
final class Conditions {
    static final int ALWAYS = 8;
    static final int CARRY = 5;

    private Conditions() {}

    static int ofCodes(Condition condition) {
        return switch (condition) {
            case EQUAL -> 1;
            case LESS_EQUAL -> 2;
            case LESS -> 3;
            case BELOW_EQUAL -> 4;
            case BELOW -> CARRY;
            case NOT_EQUAL -> 9;
            case GREATER -> 10;
            case GREATER_EQUAL -> 11;
            case ABOVE -> 12;
            case ABOVE_EQUAL -> 13;
        };
    }

    /** 0 where there is none: unsigned relations with zero are no register conditions. */
    static int ofRegister(Condition condition) {
        return switch (condition) {
            case EQUAL -> 1;
            case LESS_EQUAL -> 2;
            case LESS -> 3;
            case NOT_EQUAL -> 5;
            case GREATER -> 6;
            case GREATER_EQUAL -> 7;
            case BELOW, BELOW_EQUAL, ABOVE, ABOVE_EQUAL -> 0;
        };
    }

    static int negateCodes(int condition) {
        return condition ^ 8;
    }

    static int negateRegister(int condition) {
        return condition ^ 4;
    }
}
