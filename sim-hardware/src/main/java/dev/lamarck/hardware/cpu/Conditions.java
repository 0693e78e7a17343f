package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.FloatingConditions;

/** The conditions of branches, moves and traps (V9 A.6, A.7 and A.5) as tables of the states in which they hold. */
final class Conditions {
    private static final int[] INTEGER = new int[16];
    private static final int[] FLOATING = new int[16];

    static {
        for (int nzvc = 0; nzvc < 16; nzvc++) {
            boolean n = (nzvc & 8) != 0;
            boolean z = (nzvc & 4) != 0;
            boolean v = (nzvc & 2) != 0;
            boolean c = (nzvc & 1) != 0;
            boolean[] holds = {false, z, z | n ^ v, n ^ v, c | z, c, n, v};
            for (int condition = 0; condition < 8; condition++) {
                INTEGER[holds[condition] ? condition : condition + 8] |= 1 << nzvc;
            }
        }
        for (int condition = 0; condition < FLOATING.length; condition++) {
            FLOATING[condition] = FloatingConditions.relations(condition);
        }
    }

    private Conditions() {}

    static boolean holds(int condition, int nzvc) {
        return (INTEGER[condition] >>> nzvc & 1) != 0;
    }

    static boolean holdsFloating(int condition, int relation) {
        return (FLOATING[condition] >>> relation & 1) != 0;
    }

    /** Conditions on a register's value (V9 A.3): 1 zero, 2 ≤ 0, 3 < 0, and 4 more for the opposite. */
    static boolean holdsRegister(int condition, long value) {
        boolean low = switch (condition & 3) {
            case 1 -> value == 0;
            case 2 -> value <= 0;
            case 3 -> value < 0;
            default -> false;
        };
        return low ^ (condition & 4) != 0;
    }
}
