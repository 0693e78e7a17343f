package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/** Counts of accesses, branches and jumps, packed in a {@code long} so that a block adds to all of them at once. None may exceed 16 bits. */
public final class Events {
    private static final int BITS = 16;
    private static final long LOAD = 1;
    private static final long STORE = 1L << BITS;
    private static final long BRANCH = 1L << 2 * BITS;
    private static final long JUMP = 1L << 3 * BITS;
    private static final int MASK = (1 << BITS) - 1;

    private Events() {}

    /** Of an instruction of a region. */
    static long of(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.LDX, Opcode.LDUW, Opcode.LDSW, Opcode.LDUH, Opcode.LDSH, Opcode.LDUB, Opcode.LDSB, Opcode.LDXA, Opcode.LDF,
                    Opcode.LDDF -> LOAD;
            case Opcode.STX, Opcode.STW, Opcode.STH, Opcode.STB, Opcode.STXA, Opcode.STF, Opcode.STDF -> STORE;
            case Opcode.BICC, Opcode.BPCC, Opcode.BPR, Opcode.FBFCC, Opcode.FBPFCC -> Shape.of(word) == Shape.CONDITIONAL ? BRANCH : 0;
            case Opcode.JMPL, Opcode.RETURN -> JUMP;
            default -> 0;
        };
    }

    public static int loads(long events) {
        return (int) events & MASK;
    }

    public static int stores(long events) {
        return (int) (events >>> BITS) & MASK;
    }

    public static int branches(long events) {
        return (int) (events >>> 2 * BITS) & MASK;
    }

    public static int jumps(long events) {
        return (int) (events >>> 3 * BITS);
    }
}
