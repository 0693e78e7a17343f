package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * Starts the current thread's timer at the entry of a function. The timer is two doublewords of the thread itself: how many
 * activations of the function are open, and when the outermost began. Only its thread touches it, so preemption, sleep and
 * migration need no care; an interrupt that calls the function meanwhile leaves the depth as it found it.
 */
public final class StartTimer extends Snippet {
    private static final int THREAD = 7;

    private final int timer;
    private final TimeSource time;

    /** The timer's offset from %g7, within reach of an immediate. */
    public StartTimer(int timer, TimeSource time) {
        this.timer = timer;
        this.time = time;
    }

    @Override
    public int registers() {
        return 1 + time.registers();
    }

    /** The start is stored before the depth: an activation that an interrupt opens and closes in between overwrites only it. */
    @Override
    public void emit(CodeBuffer out, byte[] register) {
        int depth = register[0];
        int now = register[1];
        out.emit(Emit.loadLong(THREAD, timer, depth));
        int nested = out.reserve();
        out.emit(Emit.nop());
        time.emit(out, now, register[2], register[3]);
        out.emit(Emit.storeLong(now, THREAD, timer + 8));
        out.set(nested, Emit.branchOnRegister(Emit.NOT_ZERO, false, false, depth, out.address(nested), out.here()));
        out.emit(Emit.addImmediate(depth, 1, depth));
        out.emit(Emit.storeLong(depth, THREAD, timer));
    }
}
