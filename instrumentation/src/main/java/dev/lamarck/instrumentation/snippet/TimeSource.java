package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/** What a timer's clock is: cycles that pass, whoever runs, or only those that the current thread runs. */
public final class TimeSource {
    private static final int THREAD = 7;

    public static final TimeSource ELAPSED = new TimeSource(0, 0);

    private final int ranBefore;
    private final int switchedIn;

    private TimeSource(int ranBefore, int switchedIn) {
        this.ranBefore = ranBefore;
        this.switchedIn = switchedIn;
    }

    /**
     * The cycles that the current thread runs. The kernel keeps two words for it in the thread, by offset from %g7 within reach of an
     * immediate: the cycles that the thread had run when it was switched in last, and when that was.
     */
    public static TimeSource running(int ranBefore, int switchedIn) {
        return new TimeSource(ranBefore, switchedIn);
    }

    /** How many registers {@link #emit} needs. */
    int registers() {
        return this == ELAPSED ? 1 : 3;
    }

    /**
     * Emits reading the clock into {@code now}; spoils the two others. A switch in between is known by the thread's having been
     * switched in anew, and then all is read again.
     */
    void emit(CodeBuffer out, int now, int first, int second) {
        if (this == ELAPSED) {
            out.emit(Emit.readTick(now));
            return;
        }
        long again = out.here();
        out.emit(Emit.loadLong(THREAD, switchedIn, first));
        out.emit(Emit.loadLong(THREAD, ranBefore, second));
        out.emit(Emit.readTick(now));
        out.emit(Emit.subtract(now, first, now));
        out.emit(Emit.add(now, second, now));
        out.emit(Emit.loadLong(THREAD, switchedIn, second));
        out.emit(Emit.subtract(second, first, second));
        out.emit(Emit.branchOnRegister(Emit.NOT_ZERO, false, false, second, out.here(), again));
        out.emit(Emit.nop());
    }
}
