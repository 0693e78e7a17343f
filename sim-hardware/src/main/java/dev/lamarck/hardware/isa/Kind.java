package dev.lamarck.hardware.isa;

/** How the bits of a field are turned into an operand's value, and back. The text of each kind is in {@link OperandText}. */
enum Kind {
    INTEGER_REGISTER,
    SINGLE_REGISTER,
    DOUBLE_REGISTER,
    QUAD_REGISTER,
    SIGNED,
    UNSIGNED,
    /** Upper 22 bits of a 32-bit word; the value is the field itself, not shifted. */
    HIGH22,
    CONST22,
    /** Distance in bytes from the instruction; a multiple of four. */
    DISPLACEMENT,
    BRANCH_CONDITION,
    CONDITION,
    FP_BRANCH_CONDITION,
    FP_CONDITION,
    REGISTER_BRANCH_CONDITION,
    REGISTER_CONDITION,
    ANNUL,
    PREDICT,
    INTEGER_CC,
    FP_CC,
    ASI,
    PRIVILEGED_REGISTER,
    ANCILLARY_REGISTER,
    /** The same for reading: two of the registers can only be written. */
    ANCILLARY_SOURCE,
    BARRIER_MASK,
    PREFETCH_FUNCTION;

    boolean isFpRegister() {
        return this == SINGLE_REGISTER || this == DOUBLE_REGISTER || this == QUAD_REGISTER;
    }

    /** Conditions, annul and prediction are spelled inside the mnemonic. */
    boolean inMnemonic() {
        return compareTo(BRANCH_CONDITION) >= 0 && compareTo(PREDICT) <= 0;
    }

    /** Conditions on a register have the codes 1..3 and 5..7 (V9 A.3): their two low bits are not both zero. */
    int bitsNotAllZero() {
        return this == REGISTER_BRANCH_CONDITION || this == REGISTER_CONDITION ? 0b011 : 0;
    }

    int fromBits(int bits, int width) {
        return switch (this) {
            case SIGNED -> signExtend(bits, width);
            case DISPLACEMENT -> signExtend(bits, width) << 2;
            case DOUBLE_REGISTER, QUAD_REGISTER -> bits & 0x1e | (bits & 1) << 5;        // V9 5.1.4.1
            default -> bits;
        };
    }

    int toBits(int value, int width) {
        return switch (this) {
            case SIGNED -> value & mask(width);
            case DISPLACEMENT -> value >> 2 & mask(width);
            case DOUBLE_REGISTER, QUAD_REGISTER -> value & 0x1e | value >> 5 & 1;
            default -> value;
        };
    }

    boolean fits(long value, int width) {
        int bits = toBits((int) value, width);
        return (bits & ~mask(width)) == 0 && fromBits(bits, width) == value
                && (bitsNotAllZero() == 0 || (bits & bitsNotAllZero()) != 0);
    }

    private static int mask(int width) {
        return width == 32 ? -1 : (1 << width) - 1;
    }

    private static int signExtend(int bits, int width) {
        return bits << 32 - width >> 32 - width;
    }
}
