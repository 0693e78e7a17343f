package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Opcode;

/** A load or store of the implicit space: how many bytes, and of which registers. */
record PlainAccess(int size, boolean store, boolean floating) {
    private static final PlainAccess[] LOADS = new PlainAccess[Long.BYTES + 1];
    private static final PlainAccess[] STORES = new PlainAccess[Long.BYTES + 1];

    static {
        for (int size = 1; size <= Long.BYTES; size <<= 1) {
            LOADS[size] = new PlainAccess(size, false, false);
            STORES[size] = new PlainAccess(size, true, false);
        }
    }

    private static final PlainAccess LOAD_SINGLE = new PlainAccess(Integer.BYTES, false, true);
    private static final PlainAccess LOAD_DOUBLE = new PlainAccess(Long.BYTES, false, true);
    private static final PlainAccess STORE_SINGLE = new PlainAccess(Integer.BYTES, true, true);
    private static final PlainAccess STORE_DOUBLE = new PlainAccess(Long.BYTES, true, true);

    /** Of an integer register. */
    static PlainAccess ofInteger(int size, boolean store) {
        return (store ? STORES : LOADS)[size];
    }

    /** Of an instruction; null if it is none. */
    static PlainAccess of(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.LDX -> LOADS[8];
            case Opcode.LDUW, Opcode.LDSW -> LOADS[4];
            case Opcode.LDUH, Opcode.LDSH -> LOADS[2];
            case Opcode.LDUB, Opcode.LDSB -> LOADS[1];
            case Opcode.STX -> STORES[8];
            case Opcode.STW -> STORES[4];
            case Opcode.STH -> STORES[2];
            case Opcode.STB -> STORES[1];
            case Opcode.LDF -> LOAD_SINGLE;
            case Opcode.LDDF -> LOAD_DOUBLE;
            case Opcode.STF -> STORE_SINGLE;
            case Opcode.STDF -> STORE_DOUBLE;
            default -> null;
        };
    }
}
