package dev.lamarck.hardware.isa.code;

/** The fields of a code word, as numbers. Each belongs to some formats only; the caller knows the opcode. */
public final class Fields {
    private Fields() {}

    public static int rd(int word) {
        return word >>> 25 & 31;
    }

    public static int rs1(int word) {
        return word >>> 14 & 31;
    }

    public static int rs2(int word) {
        return word & 31;
    }

    /** The i bit: the second source is an immediate. */
    public static boolean isImmediate(int word) {
        return (word & 1 << 13) != 0;
    }

    public static int simm13(int word) {
        return word << 19 >> 19;
    }

    public static int simm11(int word) {
        return word << 21 >> 21;
    }

    public static int simm10(int word) {
        return word << 22 >> 22;
    }

    public static int imm22(int word) {
        return word & 0x3f_ffff;
    }

    /** Immediate address space of a load or store whose i bit is clear. */
    public static int asi(int word) {
        return word >>> 5 & 0xff;
    }

    /** The condition of a branch or trap. */
    public static int condition(int word) {
        return word >>> 25 & 15;
    }

    /** The condition of a conditional move on condition codes. */
    public static int moveCondition(int word) {
        return word >>> 14 & 15;
    }

    /** The condition on a register, of BPR. */
    public static int registerCondition(int word) {
        return word >>> 25 & 7;
    }

    public static boolean annul(int word) {
        return (word & 1 << 29) != 0;
    }

    public static boolean predictTaken(int word) {
        return (word & 1 << 19) != 0;
    }

    /** The number after %f of a double or quad register: its top bit is coded lowest (V9 5.1.4.1). */
    public static int doubleRegister(int field) {
        return field & 0x1e | (field & 1) << 5;
    }

    /** The number of a double among the doubles: %f0 has 0, %f2 1, %f62 31. */
    public static int doubleIndex(int field) {
        return doubleRegister(field) >> 1;
    }
}
