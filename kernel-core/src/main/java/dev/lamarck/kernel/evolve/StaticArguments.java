package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/** Arguments of a function that a version takes for granted, and the test at its entry that they are so. */
final class StaticArguments {
    /** In place of an argument's index: the current thread. */
    static final int THREAD = -1;

    private static final int MOST = 8;
    private static final int THREAD_REGISTER = 7;
    private static final int FIRST_ARGUMENT = 8;
    private static final int LARGEST_IMMEDIATE = 4096;
    // Registers that carry nothing into a function.
    private static final int DIFFERENT = 1;
    private static final int CONSTANT = 2;

    private final int[] index = new int[MOST];
    private final long[] value = new long[MOST];
    private int count;

    /** The value is not negative and below 4 GB. */
    void add(int argument, long bits) {
        assert bits >>> 32 == 0;
        index[count] = argument;
        value[count] = bits;
        count++;
    }

    int count() {
        return count;
    }

    int index(int i) {
        return index[i];
    }

    long value(int i) {
        return value[i];
    }

    /** Adds what the test cannot see, that the thread lives; false if there is no room. */
    boolean assumeIn(Assumptions assumptions) {
        boolean added = true;
        for (int i = 0; i < count; i++) {
            added &= index[i] != THREAD || assumptions.addAlive(value[i]);
        }
        return added;
    }

    /** Emits the test, which goes elsewhere if an argument has another value; one branch for all of them. */
    void emitTest(CodeBuffer out, long elsewhere) {
        for (int i = 0; i < count; i++) {
            int differs = emitDifference(out, index[i] == THREAD ? THREAD_REGISTER : FIRST_ARGUMENT + index[i], value[i]);
            out.emit(i == 0 ? Emit.move(differs, DIFFERENT) : Emit.or(DIFFERENT, differs, DIFFERENT));
        }
        if (count > 0) {
            out.emit(Emit.branchOnRegister(Emit.NOT_ZERO, false, false, DIFFERENT, out.here(), elsewhere));
            out.emit(Emit.nop());
        }
    }

    /** Emits what leaves 0 in a register if and only if another has a value; that register. */
    private static int emitDifference(CodeBuffer out, int register, long value) {
        if (value == 0) {
            return register;
        }
        if (value <= LARGEST_IMMEDIATE) {
            out.emit(Emit.addImmediate(register, (int) -value, CONSTANT));
        } else {
            out.emit(Emit.sethi(value, CONSTANT));
            out.emit(Emit.orLow(CONSTANT, value, CONSTANT));
            out.emit(Emit.xor(CONSTANT, register, CONSTANT));
        }
        return CONSTANT;
    }

    void clear() {
        count = 0;
    }
}
