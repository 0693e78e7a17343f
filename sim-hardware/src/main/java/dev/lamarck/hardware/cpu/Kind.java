package dev.lamarck.hardware.cpu;

/**
 * What {@link Operation}s do that go through the interpreter's loop. Kinds are in groups of eight, which the loop tells apart first.
 */
final class Kind {
    /** log2 of the size of a group. */
    static final int GROUP_BITS = 3;

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
    /** Two instructions, {@link ComparePair}. */
    static final int COMPARE_AND_BRANCH = 14;
    static final int COMPARE_AND_TRAP = 15;

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

    /** Branches on condition codes: icc equal and not equal, xcc the same, and every other condition; and on floating-point ones. */
    static final int BRANCH = 4;
    static final int ICC_EQUAL = 32;
    static final int ICC_NOT_EQUAL = 33;
    static final int XCC_EQUAL = 34;
    static final int XCC_NOT_EQUAL = 35;
    static final int ICC = 36;
    static final int XCC = 37;
    static final int NEVER = 38;
    static final int FCC = 39;

    /** Branches on a register's value. */
    static final int BRANCH_ON_REGISTER = 5;
    static final int ZERO = 40;
    static final int LESS_OR_EQUAL = 41;
    static final int LESS = 42;
    static final int NOT_ZERO = 43;
    static final int GREATER = 44;
    static final int GREATER_OR_EQUAL = 45;

    static final int JUMP_OR_WINDOW = 6;
    static final int ALWAYS = 48;
    static final int ALWAYS_ANNULLED = 49;
    static final int CALL = 50;
    static final int JUMP = 51;
    static final int RETURN = 52;
    static final int SAVE = 53;
    static final int RESTORE = 54;
    /** SAVED, and with a detail of zero RESTORED. */
    static final int ADJUST_WINDOWS = 55;

    static final int COMPUTE_RARELY = 7;
    static final int SHIFT_LEFT = 56;
    static final int SHIFT_RIGHT = 57;
    static final int SHIFT_RIGHT_SIGNED_WIDE = 58;
    static final int AND_NOT = 59;
    static final int OR_NOT = 60;
    static final int EXCLUSIVE_NOR = 61;
    static final int MULTIPLY = 62;

    /** Conditional moves and traps. */
    static final int ON_CONDITION = 8;
    static final int MOVE_ON_ICC = 64;
    static final int MOVE_ON_XCC = 65;
    static final int MOVE_ON_REGISTER = 66;
    static final int TRAP_ON_ICC = 67;
    static final int TRAP_ON_XCC = 68;

    /** Of floating-point registers, {@link ModerateArithmetic}'s. */
    static final int DOUBLE = 72;
    static final int DOUBLE_ADD = 72;
    static final int DOUBLE_SUBTRACT = 73;
    static final int DOUBLE_MULTIPLY = 74;
    static final int DOUBLE_DIVIDE = 75;
    static final int SINGLE = 76;
    static final int SINGLE_ADD = 76;
    static final int SINGLE_SUBTRACT = 77;
    static final int SINGLE_MULTIPLY = 78;
    static final int SINGLE_DIVIDE = 79;
    static final int FLOATING_MOVE = 80;
    static final int COMPARE_DOUBLES = 80;
    static final int COMPARE_SINGLES = 81;
    static final int MOVE_DOUBLE = 82;
    static final int MOVE_SINGLE = 83;
    static final int INT_TO_DOUBLE = 84;
    static final int SINGLE_TO_DOUBLE = 85;

    /** Not known to the loop. */
    static final int OTHER = 88;

    private Kind() {}
}
