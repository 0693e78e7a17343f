package dev.lamarck.hardware.isa;

import dev.lamarck.hardware.isa.code.Opcode;

/** A load or store of the implicit space: how many bytes, extended by their sign or not, and of which registers. */
public record PlainAccess(int size, boolean store, boolean signed, boolean floating) {
    private static final PlainAccess[] LOADS = new PlainAccess[Long.BYTES + 1];
    private static final PlainAccess[] SIGNED_LOADS = new PlainAccess[Long.BYTES + 1];
    private static final PlainAccess[] STORES = new PlainAccess[Long.BYTES + 1];

    static {
        for (int size = 1; size <= Long.BYTES; size <<= 1) {
            LOADS[size] = new PlainAccess(size, false, false, false);
            SIGNED_LOADS[size] = new PlainAccess(size, false, true, false);
            STORES[size] = new PlainAccess(size, true, false, false);
        }
    }

    private static final PlainAccess LOAD_SINGLE = new PlainAccess(Integer.BYTES, false, false, true);
    private static final PlainAccess LOAD_DOUBLE = new PlainAccess(Long.BYTES, false, false, true);
    private static final PlainAccess STORE_SINGLE = new PlainAccess(Integer.BYTES, true, false, true);
    private static final PlainAccess STORE_DOUBLE = new PlainAccess(Long.BYTES, true, false, true);

    /** Of an integer register. */
    public static PlainAccess ofInteger(int size, boolean store) {
        return (store ? STORES : LOADS)[size];
    }

    /** Of an instruction; null if it is none. */
    public static PlainAccess of(int word) {
        return switch (Opcode.of(word)) {
            case Opcode.LDX -> LOADS[8];
            case Opcode.LDUW -> LOADS[4];
            case Opcode.LDSW -> SIGNED_LOADS[4];
            case Opcode.LDUH -> LOADS[2];
            case Opcode.LDSH -> SIGNED_LOADS[2];
            case Opcode.LDUB -> LOADS[1];
            case Opcode.LDSB -> SIGNED_LOADS[1];
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
