package dev.lamarck.hardware.isa;

/** The conditions of branches and moves on floating-point condition codes (V9 A.5), as sets of relations. */
public final class FloatingConditions {
    /** What fcc may say, as bits. */
    private static final int EQUAL = 1;
    private static final int LESS = 2;
    private static final int GREATER = 4;
    private static final int UNORDERED = 8;

    /** Conditions 0 to 7; from 8 on they are the opposites. */
    private static final int[] RELATIONS = {
        0, LESS | GREATER | UNORDERED, LESS | GREATER, LESS | UNORDERED, LESS, GREATER | UNORDERED, GREATER, UNORDERED
    };

    private FloatingConditions() {}

    /** The values of fcc in which a condition, 0 to 15, holds: bit n is set if it does in n. */
    public static int relations(int condition) {
        int relations = RELATIONS[condition & 7];
        return condition < RELATIONS.length ? relations : ~relations & (EQUAL | LESS | GREATER | UNORDERED);
    }
}
