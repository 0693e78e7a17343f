package dev.lamarck.hardware.isa.code;

import dev.lamarck.hardware.isa.RowTable;

/**
 * Code words for patches, by name. Operands that do not fit are the caller's bug: ask {@link Flow#reaches} first.
 * Branches say where they will stand and where they go.
 */
public final class Emit {
    /** Conditions of {@link #branchOnRegister} (V9 A.3). */
    public static final int ZERO = 1;
    public static final int LESS_OR_EQUAL_ZERO = 2;
    public static final int LESS_ZERO = 3;
    public static final int NOT_ZERO = 5;
    public static final int GREATER_ZERO = 6;
    public static final int GREATER_OR_EQUAL_ZERO = 7;

    private static final int ALWAYS = 8;
    private static final int NOT_EQUAL = 9;
    private static final int SIMM13_BITS = 0x1fff;
    private static final int ANNUL = 1 << 29;
    private static final int PREDICT_TAKEN = 1 << 19;
    private static final int XCC = 1 << 21;
    private static final int CASX_PRIMARY = 0x80 << 5;
    private static final int[] MATCH = RowTable.get().match;

    private Emit() {}

    // constants and moves

    public static int nop() {
        return MATCH[2 * Opcode.SETHI];
    }

    /** Puts bits 31..10 of the value into rd; {@link #orLow} adds the rest. */
    public static int sethi(long value, int rd) {
        return MATCH[2 * Opcode.SETHI] | rd << 25 | (int) (value >>> 10) & 0x3f_ffff;
    }

    /** rd = rs1 | bits 9..0 of the value. */
    public static int orLow(int rs1, long value, int rd) {
        return immediate(Opcode.OR, rs1, (int) value & 0x3ff, rd);
    }

    public static int move(int rs, int rd) {
        return registers(Opcode.OR, 0, rs, rd);
    }

    public static int moveImmediate(int simm13, int rd) {
        return immediate(Opcode.OR, 0, simm13, rd);
    }

    // arithmetic

    public static int add(int rs1, int rs2, int rd) {
        return registers(Opcode.ADD, rs1, rs2, rd);
    }

    public static int addImmediate(int rs1, int simm13, int rd) {
        return immediate(Opcode.ADD, rs1, simm13, rd);
    }

    public static int subtract(int rs1, int rs2, int rd) {
        return registers(Opcode.SUB, rs1, rs2, rd);
    }

    public static int or(int rs1, int rs2, int rd) {
        return registers(Opcode.OR, rs1, rs2, rd);
    }

    public static int xor(int rs1, int rs2, int rd) {
        return registers(Opcode.XOR, rs1, rs2, rd);
    }

    /** rd = rs1 &lt;&lt; count, all 64 bits. */
    public static int shiftLeft(int rs1, int count, int rd) {
        return immediate(Opcode.SLLX, rs1, count, rd);
    }

    /** Sets the condition codes to those of rs1 - simm13. */
    public static int compareImmediate(int rs1, int simm13) {
        return immediate(Opcode.SUBCC, rs1, simm13, 0);
    }

    /** Sets the condition codes to those of rs1 - rs2. */
    public static int compare(int rs1, int rs2) {
        return registers(Opcode.SUBCC, rs1, rs2, 0);
    }

    // memory

    /** rd = 8 bytes at [rs1 + simm13]. */
    public static int loadLong(int rs1, int simm13, int rd) {
        return immediate(Opcode.LDX, rs1, simm13, rd);
    }

    /** 8 bytes at [rs1 + simm13] = rd. */
    public static int storeLong(int rd, int rs1, int simm13) {
        return immediate(Opcode.STX, rs1, simm13, rd);
    }

    /** 4 bytes at [rs1 + simm13] = rd. */
    public static int storeWord(int rd, int rs1, int simm13) {
        return immediate(Opcode.STW, rs1, simm13, rd);
    }

    /** Instructions at [rs1] are fetched anew. */
    public static int flush(int rs1) {
        return registers(Opcode.FLUSH, rs1, 0, 0);
    }

    /** If the 8 bytes at [rs1] equal rs2 they become rd; rd gets what was there. */
    public static int compareAndSwap(int rs1, int rs2, int rd) {
        return registers(Opcode.CASXA, rs1, rs2, rd) | CASX_PRIMARY;
    }

    // windows and state

    /** A new window with a stack frame of this many bytes. */
    public static int save(int frameBytes) {
        return immediate(Opcode.SAVE, RegisterSet.O6_STACK_POINTER, -frameBytes, RegisterSet.O6_STACK_POINTER);
    }

    public static int restore() {
        return registers(Opcode.RESTORE, 0, 0, 0);
    }

    /** rd = %tick. */
    public static int readTick(int rd) {
        return registers(Opcode.RDTICK, 0, 0, rd);
    }

    // control: the branches with "annul" have no delay slot when they are "always"

    /** {@code ba,a,pt %xcc}: reaches 1 MB either way, no delay slot. */
    public static int branchNear(long from, long to) {
        return Flow.retarget(MATCH[2 * Opcode.BPCC] | ALWAYS << 25 | ANNUL | XCC | PREDICT_TAKEN, from, to);
    }

    /** {@code ba,a}: reaches 8 MB either way, no delay slot. */
    public static int branchFar(long from, long to) {
        return Flow.retarget(MATCH[2 * Opcode.BICC] | ALWAYS << 25 | ANNUL, from, to);
    }

    /** {@code ba}: reaches 8 MB either way, delay slot. */
    public static int branchFarWithSlot(long from, long to) {
        return branchFar(from, to) & ~ANNUL;
    }

    /** {@code bne,pn %xcc}: reaches 1 MB either way, delay slot. */
    public static int branchNotEqual(long from, long to) {
        return Flow.retarget(MATCH[2 * Opcode.BPCC] | NOT_EQUAL << 25 | XCC, from, to);
    }

    /** Branch if rs1 compares so with zero; reaches 128 KB either way. */
    public static int branchOnRegister(int condition, boolean annul, boolean predictTaken, int rs1, long from, long to) {
        int hints = (annul ? ANNUL : 0) | (predictTaken ? PREDICT_TAKEN : 0);
        return Flow.retarget(MATCH[2 * Opcode.BPR] | condition << 25 | rs1 << 14 | hints, from, to);
    }

    /** {@code ta number}. */
    public static int trapAlways(int number) {
        return immediate(Opcode.TCC, 0, number, ALWAYS);
    }

    /** Jump to rs1 + simm13, its own address in rd. */
    public static int jump(int rs1, int simm13, int rd) {
        return immediate(Opcode.JMPL, rs1, simm13, rd);
    }

    // any row with these operands

    /** {@code op rs1, rs2, rd} of any row with that layout; {@code [rs1 + rs2]} for loads and stores. */
    private static int registers(int opcode, int rs1, int rs2, int rd) {
        return MATCH[2 * opcode] | rd << 25 | rs1 << 14 | rs2;
    }

    /** {@code op rs1, simm13, rd} of any row with that layout; {@code [rs1 + simm13]} for loads and stores. */
    private static int immediate(int opcode, int rs1, int simm13, int rd) {
        assert fitsSimm13(simm13);
        return MATCH[2 * opcode + 1] | rd << 25 | rs1 << 14 | simm13 & SIMM13_BITS;
    }

    private static boolean fitsSimm13(long value) {
        return -4096 <= value && value < 4096;
    }
}
