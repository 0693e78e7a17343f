package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.List;

/** The printed form of operand values, as objdump writes them. */
final class OperandText {
    /** From the highest bit of the mask down (V9 A.32). */
    private static final String[] BARRIERS =
            {"#Sync", "#MemIssue", "#Lookaside", "#StoreStore", "#LoadStore", "#StoreLoad", "#LoadLoad"};

    private OperandText() {}

    static String text(Kind kind, int value) {
        Spelling spelling = Spelling.of(kind);
        String name = spelling == null ? null : spelling.name(value);
        if (name != null) {
            return name;
        }
        return switch (kind) {
            case SIGNED, UNSIGNED -> value <= 9 ? Integer.toString(value) : hex(value);
            case HIGH22 -> "%hi(" + hex(value << 10) + ")";
            case CONST22 -> hex(value << 10 >> 10);
            case ASI -> AddressSpace.text(value);
            case BARRIER_MASK -> barriers(value);
            default -> Integer.toString(value);
        };
    }

    /** The bit of a barrier's name, or 0. */
    static int barrier(String name) {
        int at = List.of(BARRIERS).indexOf(name);
        return at < 0 ? 0 : 1 << BARRIERS.length - 1 - at;
    }

    private static String hex(int value) {
        return value == 0 ? "0" : "0x" + Integer.toHexString(value);
    }

    private static String barriers(int mask) {
        List<String> names = new ArrayList<>();
        for (String name : BARRIERS) {
            if ((mask & barrier(name)) != 0) {
                names.add(name);
            }
        }
        return names.isEmpty() ? "0" : String.join("|", names);
    }
}
