package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** How a region makes an access, by what the instruction names. */
enum AccessKind {
    /** Of the implicit space. */
    IMPLICIT,
    /** Of a space whose ASI the instruction holds, or %asi: {@link ProcessorPort#namedSpace}. */
    NAMED,
    /** Sixteen bytes of the nucleus space into two registers. */
    QUAD,
    /** To RAM by physical address. */
    PHYSICAL,
    /** To a register of the MMU. */
    MMU,
    /** Of floating-point registers, of a space as NAMED or in a block: {@link ProcessorPort#accessDoubles}. */
    DOUBLES,
    /** No region makes it. */
    NONE;

    // Address spaces (UltraSPARC-I user's manual, table 8.1).
    static final int NUCLEUS = 0x04;
    static final int AS_IF_USER_PRIMARY = 0x10;
    static final int AS_IF_USER_SECONDARY = 0x11;
    private static final int PRIMARY = 0x80;
    private static final int SECONDARY = 0x81;
    private static final int PRIMARY_NO_FAULT = 0x82;
    private static final int SECONDARY_NO_FAULT = 0x83;
    private static final int PHYSICAL_SPACE = 0x14;
    private static final int NUCLEUS_QUAD = 0x24;
    private static final int FIRST_OF_MMU = 0x50;
    private static final int LAST_OF_MMU = 0x5F;

    /** Of a load, store or atomic access of integer registers, or of doubles. */
    static AccessKind of(int opcode, int word) {
        return switch (opcode) {
            case Opcode.LDUWA, Opcode.LDSWA, Opcode.LDUHA, Opcode.LDSHA, Opcode.LDUBA, Opcode.LDSBA -> namesSpace(word, true) ? NAMED : NONE;
            case Opcode.STWA, Opcode.STHA, Opcode.STBA, Opcode.CASA, Opcode.CASXA, Opcode.SWAPA, Opcode.LDSTUBA -> namesSpace(word, false) ? NAMED : NONE;
            case Opcode.LDXA -> ofDoubleword(word, true);
            case Opcode.STXA -> ofDoubleword(word, false);
            case Opcode.LDDA -> !Fields.isImmediate(word) && Fields.asi(word) == NUCLEUS_QUAD && (Fields.rd(word) & 1) == 0 ? QUAD : NONE;
            case Opcode.LDDFA, Opcode.STDFA -> namesSpace(word, opcode == Opcode.LDDFA) || isBlock(Fields.asi(word)) ? DOUBLES : NONE;
            default -> IMPLICIT;
        };
    }

    private static boolean isBlock(int asi) {
        return switch (asi) {
            case 0x70, 0x71, 0xF0, 0xF1 -> true;
            default -> false;
        };
    }

    private static AccessKind ofDoubleword(int word, boolean load) {
        if (namesSpace(word, load)) {
            return NAMED;
        }
        int asi = Fields.asi(word);
        return asi >= FIRST_OF_MMU && asi <= LAST_OF_MMU ? MMU : load && asi == PHYSICAL_SPACE ? PHYSICAL : NONE;
    }

    /** Nucleus, primary and secondary, also as seen by users; loads without faults too; all big-endian. What is in %asi is looked at when it executes. */
    private static boolean namesSpace(int word, boolean load) {
        return Fields.isImmediate(word) || switch (Fields.asi(word)) {
            case NUCLEUS, AS_IF_USER_PRIMARY, AS_IF_USER_SECONDARY, PRIMARY, SECONDARY -> true;
            case PRIMARY_NO_FAULT, SECONDARY_NO_FAULT -> load;
            default -> false;
        };
    }
}
