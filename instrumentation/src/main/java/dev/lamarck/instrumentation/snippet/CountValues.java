package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * Counts how often a register has which value, in a table of {@link #SLOTS} pairs of doublewords, value plus one and count, in the
 * order in which values were first met. A slot whose first doubleword is 0 is free; a value takes it by compare-and-swap. Behind the
 * table is a pair of which the count is that of all values for which there was no slot, and of −1.
 */
public final class CountValues extends Snippet {
    public static final int SLOTS = 32;
    public static final int PAIR_BYTES = 16;
    public static final int BYTES = (SLOTS + 1) * PAIR_BYTES;
    private static final int COUNT = 8;

    private final int counted;
    private final long table;

    /** The register counted, and the aligned table, below 4 GB. */
    public CountValues(int register, long table) {
        this.counted = register;
        this.table = table;
    }

    @Override
    public int registers() {
        return 4;
    }

    @Override
    public boolean readsPoint() {
        return true;
    }

    @Override
    public void emit(CodeBuffer out, byte[] register) {
        int at = register[0];
        int key = register[1];
        int found = register[2];
        int left = register[3];
        out.emit(Emit.addImmediate(counted, 1, key));
        out.emit(Emit.sethi(table, at));
        out.emit(Emit.orLow(at, table, at));
        int noKey = out.reserve();
        out.emit(Emit.moveImmediate(SLOTS, left));
        long next = out.here();
        out.emit(Emit.loadLong(at, 0, found));
        int isFree = out.reserve();
        out.emit(Emit.subtract(found, key, found));
        int isOurs = out.reserve();
        out.emit(Emit.addImmediate(left, -1, left));
        out.emit(Emit.branchOnRegister(Emit.NOT_ZERO, false, true, left, out.here(), next));
        out.emit(Emit.addImmediate(at, PAIR_BYTES, at));
        int count = out.reserve();
        out.set(isFree, Emit.branchOnRegister(Emit.ZERO, false, false, found, out.address(isFree), out.here()));
        out.emit(Emit.move(key, found));
        out.emit(Emit.compareAndSwap(at, 0, found));
        out.emit(Emit.branchOnRegister(Emit.NOT_ZERO, false, false, found, out.here(), next));
        out.emit(Emit.nop());
        int taken = out.reserve();
        out.set(noKey, Emit.branchOnRegister(Emit.ZERO, false, false, key, out.address(noKey), out.here()));
        out.emit(Emit.addImmediate(at, SLOTS * PAIR_BYTES, at));
        out.set(count, Emit.branchNear(out.address(count), out.here()));
        out.set(taken, Emit.branchNear(out.address(taken), out.here()));
        out.set(isOurs, Emit.branchOnRegister(Emit.ZERO, false, true, found, out.address(isOurs), out.here()));
        out.emit(Emit.addImmediate(at, COUNT, at));
        AtomicAdd.emit(out, at, -1, 1, found, left);
    }
}
