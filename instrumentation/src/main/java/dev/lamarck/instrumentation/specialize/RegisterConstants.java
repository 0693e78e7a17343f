package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.RegisterSet;

/** Which integer registers of the current window, and whether the condition codes, have one known value, and which. */
final class RegisterConstants {
    private static final int WINDOW = 16;

    /** A {@link RegisterSet} of integer registers and CCR. */
    private long known;
    private final long[] values = new long[32];
    private int conditionCodes;

    void clear() {
        known = 0;
    }

    void copy(RegisterConstants other) {
        known = other.known;
        conditionCodes = other.conditionCodes;
        for (int i = 1; i < values.length; i++) {
            values[i] = other.values[i];
        }
    }

    /** Keeps what the other state agrees with; whether anything was lost. */
    boolean meet(RegisterConstants other) {
        long before = known;
        known &= other.known;
        for (int i = 1; i < values.length; i++) {
            if (values[i] != other.values[i]) {
                known &= ~RegisterSet.of(i);
            }
        }
        if (conditionCodes != other.conditionCodes) {
            known &= ~RegisterSet.CCR;
        }
        return known != before;
    }

    boolean isKnown(int register) {
        return register == 0 || (known & RegisterSet.of(register)) != 0;
    }

    /** Of a known register. */
    long value(int register) {
        return register == 0 ? 0 : values[register];
    }

    void set(int register, long value) {
        known |= RegisterSet.of(register);
        values[register] = value;
    }

    boolean areConditionCodesKnown() {
        return (known & RegisterSet.CCR) != 0;
    }

    int conditionCodes() {
        return conditionCodes;
    }

    void setConditionCodes(int flags) {
        known |= RegisterSet.CCR;
        conditionCodes = flags;
    }

    void forget(long registers) {
        known &= ~registers;
    }

    /** SAVE: the outs become the ins of a window of which nothing else is known. */
    void pushWindow() {
        for (int i = 8; i < WINDOW; i++) {
            values[i + WINDOW] = values[i];
        }
        known = known & ~(RegisterSet.OUTS | RegisterSet.LOCALS | RegisterSet.INS) | (known & RegisterSet.OUTS) << WINDOW;
    }

    /** RESTORE: the ins become the outs of a window of which nothing else is known. */
    void popWindow() {
        for (int i = 8; i < WINDOW; i++) {
            values[i] = values[i + WINDOW];
        }
        known = known & ~(RegisterSet.OUTS | RegisterSet.LOCALS | RegisterSet.INS) | (known & RegisterSet.INS) >>> WINDOW;
    }
}
