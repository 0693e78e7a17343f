package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Opcode;

/** Counts of accesses, branches and jumps, packed in a {@code long} so that a block adds to all of them at once. None may exceed 16 bits. */
public final class Events {
    private static final int BITS = 16;
    private static final long LOAD = 1;
    static final long STORE = 1L << BITS;
    private static final long BRANCH = 1L << 2 * BITS;
    private static final long JUMP = 1L << 3 * BITS;
    private static final int DOUBLES_OF_BLOCK = 8;
    private static final int MASK = (1 << BITS) - 1;

    private Events() {}

    /** Of an instruction of a region that its block counts: of a compare-and-swap not the store that it may do, of doubles with an ASI none. */
    static long of(int word) {
        int opcode = Opcode.of(word);
        return switch (opcode) {
            case Opcode.LDX, Opcode.LDUW, Opcode.LDSW, Opcode.LDUH, Opcode.LDSH, Opcode.LDUB, Opcode.LDSB, Opcode.LDF, Opcode.LDDF,
                    Opcode.LDUWA, Opcode.LDSWA, Opcode.LDUHA, Opcode.LDSHA, Opcode.LDUBA, Opcode.LDSBA, Opcode.CASA, Opcode.CASXA -> LOAD;
            case Opcode.LDXA -> AccessKind.of(opcode, word) == AccessKind.MMU ? 0 : LOAD;
            case Opcode.LDDA -> 2 * LOAD;
            case Opcode.STX, Opcode.STW, Opcode.STH, Opcode.STB, Opcode.STF, Opcode.STDF, Opcode.STWA, Opcode.STHA, Opcode.STBA -> STORE;
            case Opcode.STXA -> AccessKind.of(opcode, word) == AccessKind.MMU ? 0 : STORE;
            case Opcode.SWAP, Opcode.SWAPA, Opcode.LDSTUB, Opcode.LDSTUBA -> LOAD + STORE;
            case Opcode.BICC, Opcode.BPCC, Opcode.BPR, Opcode.FBFCC, Opcode.FBPFCC -> Shape.of(word) == Shape.CONDITIONAL ? BRANCH : 0;
            case Opcode.JMPL, Opcode.RETURN -> JUMP;
            default -> 0;
        };
    }

    /** Of an instruction of a region, at most. */
    static long most(int word) {
        int opcode = Opcode.of(word);
        return of(word) + switch (opcode) {
            case Opcode.CASA, Opcode.CASXA -> STORE;
            case Opcode.LDDFA -> DOUBLES_OF_BLOCK * LOAD;
            case Opcode.STDFA -> DOUBLES_OF_BLOCK * STORE;
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
