package dev.lamarck.kernel.process;

import dev.lamarck.toolchain.magic.Atomic;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The operation word of {@code FUTEX_WAKE_OP} ({@code linux/futex.h}): what to do with a word in bits 31:28 (the highest: the operand is a bit's
 * number), how to compare its old value in 27:24, both operands, signed, in 23:12 and 11:0.
 */
@Magic
final class FutexOperation {
    private static final int SET = 0;
    private static final int ADD = 1;
    private static final int OR = 2;
    private static final int AND_NOT = 3;
    private static final int XOR = 4;

    private static final int EQUAL = 0;
    private static final int NOT_EQUAL = 1;
    private static final int LESS = 2;
    private static final int NOT_GREATER = 3;
    private static final int GREATER = 4;
    private static final int NOT_LESS = 5;

    static boolean isOne(int operation) {
        return (operation >>> 28 & 7) <= XOR && (operation >>> 24 & 15) <= NOT_LESS;
    }

    /** Changes a word as one step for the programs. @return its old value */
    static int apply(int operation, @Kva long at) {
        int operand = operation << 8 >> 20;
        if (operation < 0) {
            operand = 1 << operand;
        }
        int old = Memory.load32(at);
        while (Atomic.compareAndSwap32(at, old, changed(operation >>> 28 & 7, old, operand)) != old) {
            old = Memory.load32(at);
        }
        return old;
    }

    private static int changed(int kind, int old, int operand) {
        return switch (kind) {
            case SET -> operand;
            case ADD -> old + operand;
            case OR -> old | operand;
            case AND_NOT -> old & ~operand;
            default -> old ^ operand;
        };
    }

    static boolean compares(int operation, int old) {
        int operand = operation << 20 >> 20;
        return switch (operation >>> 24 & 15) {
            case EQUAL -> old == operand;
            case NOT_EQUAL -> old != operand;
            case LESS -> old < operand;
            case NOT_GREATER -> old <= operand;
            case GREATER -> old > operand;
            default -> old >= operand;
        };
    }

    private FutexOperation() {}
}
