package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * Stands at the entry of the function that frees objects, which is handed the object's address: replugs if that is one whose fields are
 * assumed, since freeing it writes them all. An object that is not freed is not allocated again either.
 */
public final class FreeGuard extends Snippet {
    private static final int ARGUMENT = 8;

    private final Assumed assumed;
    private final long record;

    /** Of what is assumed only the objects that must live are looked at; the record is {@link Replug}'s. */
    public FreeGuard(Assumed assumed, long record) {
        this.assumed = assumed;
        this.record = record;
    }

    @Override
    public int registers() {
        return 1;
    }

    @Override
    public boolean readsPoint() {
        return true;
    }

    @Override
    public void emit(CodeBuffer out, byte[] register) {
        int difference = register[0];
        for (Assumed each = assumed; each != null; each = each.next) {
            if (each.bytes == 0) {
                out.emit(Emit.sethi(each.address, difference));
                out.emit(Emit.orLow(difference, each.address, difference));
                out.emit(Emit.xor(difference, ARGUMENT, difference));
                int other = out.reserve();
                out.emit(Emit.nop());
                Replug.emit(out, record);
                out.set(other, Emit.branchOnRegister(Emit.NOT_ZERO, false, true, difference, out.address(other), out.here()));
            }
        }
    }
}
