package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/** Addition to a counter in memory by compare-and-swap, retried with the value that the failed attempt found. */
final class AtomicAdd {
    private AtomicAdd() {}

    /**
     * Adds a register, or the constant if {@code amount} is -1, to the doubleword whose address another register holds. Spoils
     * {@code old} and {@code sum}.
     */
    static void emit(CodeBuffer out, int address, int amount, int constant, int old, int sum) {
        out.emit(Emit.loadLong(address, 0, old));
        long retry = out.here();
        out.emit(amount < 0 ? Emit.addImmediate(old, constant, sum) : Emit.add(old, amount, sum));
        out.emit(Emit.compareAndSwap(address, old, sum));
        out.emit(Emit.subtract(old, sum, old));
        out.emit(Emit.branchOnRegister(Emit.NOT_ZERO, true, false, old, out.here(), retry));
        out.emit(Emit.move(sum, old));
    }
}
