package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.CodeBuffer;

/** Getting from one address to another: by one branch where it reaches, else by way of a register. */
final class Reach {
    /** The least frame: a register window and six arguments. */
    static final int FRAME_BYTES = 176;
    static final int FIRST_LOCAL = 16;

    private static final int ANNUL = 1 << 29;
    private static final long NEAR = 1L << 20;
    private static final long FAR = 1L << 23;

    private Reach() {}

    static boolean oneBranch(long from, long to) {
        long distance = to - from;
        return -FAR <= distance && distance < FAR;
    }

    /** An annulled branch, which needs no word after it. */
    static int branch(long from, long to) {
        long distance = to - from;
        return -NEAR <= distance && distance < NEAR ? Emit.branchNear(from, to) : Emit.branchFar(from, to);
    }

    /** The same with a delay slot. */
    static int branchWithSlot(long from, long to) {
        return branch(from, to) & ~ANNUL;
    }

    /** Emits a jump to an address below 4 GB, at which the registers of {@code dead} hold nothing. */
    static void jump(CodeBuffer out, long to, long dead) {
        if (oneBranch(out.here(), to)) {
            out.emit(branch(out.here(), to));
        } else if (dead != 0) {
            throughRegister(out, to, Long.numberOfTrailingZeros(dead), Emit.nop());
        } else {
            out.emit(Emit.save(FRAME_BYTES));
            throughRegister(out, to, FIRST_LOCAL, Emit.restore());
        }
    }

    /** Emits a jump with a given instruction in its slot, by way of a register that the slot neither reads nor writes. */
    static void throughRegister(CodeBuffer out, long to, int register, int slot) {
        out.emit(Emit.sethi(to, register));
        out.emit(Emit.jump(register, (int) to & 0x3ff, 0));
        out.emit(slot);
    }

    /** Emits a constant below 4 GB; nothing for %g0. */
    static void constant(CodeBuffer out, long value, int register) {
        if (register != 0) {
            out.emit(Emit.sethi(value, register));
            out.emit(Emit.orLow(register, value, register));
        }
    }
}
