package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * Stands before a store and does nothing unless it would change a piece of memory that is assumed to keep its value; then it replugs.
 * The store is the point's instruction, or the one in its delay slot. A store of the value that is there already is none.
 */
public final class StoreGuard extends Snippet {
    private final int store;
    private final boolean inSlot;
    private final int field;
    private final Assumed assumed;
    private final long record;

    /** Of what is assumed only the given field concerns the store; the record is {@link Replug}'s. */
    public StoreGuard(int store, boolean inSlot, int field, Assumed assumed, long record) {
        this.store = store;
        this.inSlot = inSlot;
        this.field = field;
        this.assumed = assumed;
        this.record = record;
    }

    @Override
    public int registers() {
        return 2;
    }

    @Override
    public boolean readsPoint() {
        return true;
    }

    @Override
    public boolean isForSlot() {
        return inSlot;
    }

    @Override
    public void emit(CodeBuffer out, byte[] register) {
        for (Assumed each = assumed; each != null; each = each.next) {
            if (each.field == field) {
                emitFor(each, out, register[0], register[1]);
            }
        }
    }

    private void emitFor(Assumed what, CodeBuffer out, int constant, int difference) {
        out.emit(Emit.sethi(what.address, constant));
        out.emit(Emit.orLow(constant, what.address, constant));
        int base = Fields.rs1(store);
        out.emit(Fields.isImmediate(store) ? Emit.addImmediate(base, Fields.simm13(store), difference)
                : Emit.add(base, Fields.rs2(store), difference));
        out.emit(Emit.xor(difference, constant, difference));
        int elsewhere = out.reserve();
        out.emit(Emit.sethi(what.valueAt, constant));
        out.emit(Emit.orLow(constant, what.valueAt, constant));
        out.emit(Emit.loadLong(constant, 0, difference));
        out.emit(Emit.xor(difference, Fields.rd(store), difference));
        if (what.bytes < Long.BYTES) {
            out.emit(Emit.shiftLeft(difference, Long.SIZE - Byte.SIZE * what.bytes, difference));
        }
        int unchanged = out.reserve();
        out.emit(Emit.nop());
        Replug.emit(out, record);
        out.set(elsewhere, Emit.branchOnRegister(Emit.NOT_ZERO, false, true, difference, out.address(elsewhere), out.here()));
        out.set(unchanged, Emit.branchOnRegister(Emit.ZERO, false, true, difference, out.address(unchanged), out.here()));
    }
}
