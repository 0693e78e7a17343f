package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * Stops the current thread's timer at an exit of a function: when the outermost activation ends, adds the cycles since its start
 * to a total and one to the number of activations, the doubleword after the total. An exit without a start, of an activation that
 * is older than the splice, does nothing.
 */
public final class StopTimer extends Snippet {
    private static final int THREAD = 7;

    private final int timer;
    private final TimeSource time;
    private final long total;

    /** The timer's offset from %g7, and the address of the total, below 4 GB. */
    public StopTimer(int timer, TimeSource time, long total) {
        this.timer = timer;
        this.time = time;
        this.total = total;
    }

    @Override
    public int registers() {
        return 5;
    }

    /** The start is read before the depth falls: from then on an interrupt may start the timer again. */
    @Override
    public void emit(CodeBuffer out, byte[] register) {
        int depth = register[0];
        int elapsed = register[1];
        int start = register[2];
        time.emit(out, elapsed, depth, start);
        out.emit(Emit.loadLong(THREAD, timer, depth));
        int unstarted = out.reserve();
        out.emit(Emit.addImmediate(depth, -1, depth));
        out.emit(Emit.loadLong(THREAD, timer + 8, start));
        int nested = out.reserve();
        out.emit(Emit.storeLong(depth, THREAD, timer));
        out.emit(Emit.subtract(elapsed, start, elapsed));
        accumulate(out, register);
        out.set(unstarted, Emit.branchOnRegister(Emit.ZERO, false, false, depth, out.address(unstarted), out.here()));
        out.set(nested, Emit.branchOnRegister(Emit.NOT_ZERO, false, false, depth, out.address(nested), out.here()));
    }

    private void accumulate(CodeBuffer out, byte[] register) {
        int address = register[0];
        out.emit(Emit.sethi(total, address));
        out.emit(Emit.orLow(address, total, address));
        AtomicAdd.emit(out, address, register[1], 0, register[3], register[4]);
        out.emit(Emit.addImmediate(address, 8, address));
        AtomicAdd.emit(out, address, -1, 1, register[3], register[4]);
    }
}
