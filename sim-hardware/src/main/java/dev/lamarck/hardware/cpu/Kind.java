package dev.lamarck.hardware.cpu;

/**
 * What {@link Operation}s do that go through the interpreter's loop. Kinds are in groups of eight, which the loop tells apart first.
 */
final class Kind {
    /** log2 of the size of a group. */
    static final int GROUP_BITS = 3;

    // Groups that compute and access memory.

    static final int COMPUTE = 0;
    static final int ADD = 0;
    static final int OR = 1;
    static final int SUBTRACT = 2;
    static final int AND = 3;
    static final int XOR = 4;
    static final int SHIFT_LEFT_WIDE = 5;
    static final int SHIFT_RIGHT_WIDE = 6;
    static final int SHIFT_RIGHT_SIGNED = 7;

    static final int COMPUTE_CC = 1;
    static final int SUBTRACT_CC = 8;
    static final int ADD_CC = 9;
    static final int AND_CC = 10;
    static final int OR_CC = 11;
    static final int XOR_CC = 12;
    static final int AND_NOT_CC = 13;

    static final int LOAD = 2;
    static final int LOAD_UNSIGNED = 16;
    static final int LOAD_SIGNED = 17;
    static final int LOAD_64 = 18;
    /** A doubleword, from a virtual space that the instruction names by its ASI, as window handlers fill and spill. */
    static final int LOAD_NAMED = 19;
    /** Floating-point registers. */
    static final int LOAD_DOUBLE = 20;
    static final int LOAD_SINGLE = 21;

    static final int STORE = 3;
    static final int STORE_64 = 24;
    static final int STORE_32 = 25;
    static final int STORE_8 = 26;
    static final int STORE_16 = 27;
    static final int STORE_NAMED = 28;
    static final int STORE_DOUBLE = 29;
    static final int STORE_SINGLE = 30;

    static final int COMPUTE_RARELY = 4;
    static final int SHIFT_LEFT = 32;
    static final int SHIFT_RIGHT = 33;
    static final int SHIFT_RIGHT_SIGNED_WIDE = 34;
    static final int AND_NOT = 35;
    static final int OR_NOT = 36;
    static final int EXCLUSIVE_NOR = 37;
    static final int MULTIPLY = 38;

    // The others.

    /** Two instructions, {@link ComparePair}. */
    static final int COMPARE = 5;
    static final int COMPARE_AND_BRANCH = 40;
    static final int COMPARE_AND_TRAP = 41;

    /** Branches on condition codes: icc equal and not equal, xcc the same, and every other condition; and on floating-point ones. */
    static final int BRANCH = 6;
    static final int ICC_EQUAL = 48;
    static final int ICC_NOT_EQUAL = 49;
    static final int XCC_EQUAL = 50;
    static final int XCC_NOT_EQUAL = 51;
    static final int ICC = 52;
    static final int XCC = 53;
    static final int NEVER = 54;
    static final int FCC = 55;

    /** Branches on a register's value. */
    static final int BRANCH_ON_REGISTER = 7;
    static final int ZERO = 56;
    static final int LESS_OR_EQUAL = 57;
    static final int LESS = 58;
    static final int NOT_ZERO = 59;
    static final int GREATER = 60;
    static final int GREATER_OR_EQUAL = 61;

    static final int JUMP_OR_WINDOW = 8;
    static final int ALWAYS = 64;
    static final int ALWAYS_ANNULLED = 65;
    static final int CALL = 66;
    static final int JUMP = 67;
    static final int RETURN = 68;
    static final int SAVE = 69;
    static final int RESTORE = 70;
    /** SAVED, and with a detail of zero RESTORED. */
    static final int ADJUST_WINDOWS = 71;

    /** Conditional moves and traps. */
    static final int ON_CONDITION = 9;
    static final int MOVE_ON_ICC = 72;
    static final int MOVE_ON_XCC = 73;
    static final int MOVE_ON_REGISTER = 74;
    static final int TRAP_ON_ICC = 75;
    static final int TRAP_ON_XCC = 76;

    /** Of floating-point registers, {@link ModerateArithmetic}'s. */
    static final int DOUBLE = 80;
    static final int DOUBLE_ADD = 80;
    static final int DOUBLE_SUBTRACT = 81;
    static final int DOUBLE_MULTIPLY = 82;
    static final int DOUBLE_DIVIDE = 83;
    static final int SINGLE = 84;
    static final int SINGLE_ADD = 84;
    static final int SINGLE_SUBTRACT = 85;
    static final int SINGLE_MULTIPLY = 86;
    static final int SINGLE_DIVIDE = 87;
    static final int FLOATING_MOVE = 88;
    static final int COMPARE_DOUBLES = 88;
    static final int COMPARE_SINGLES = 89;
    static final int MOVE_DOUBLE = 90;
    static final int MOVE_SINGLE = 91;
    static final int INT_TO_DOUBLE = 92;
    static final int SINGLE_TO_DOUBLE = 93;

    /** Not known to the loop. */
    static final int OTHER = 96;

    private Kind() {}

    /** Of those that the loop knows. */
    static boolean isConditionalBranch(int kind) {
        return kind >> GROUP_BITS == BRANCH || kind >> GROUP_BITS == BRANCH_ON_REGISTER;
    }
}
