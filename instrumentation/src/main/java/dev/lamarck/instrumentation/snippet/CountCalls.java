package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/** Adds one to a counter each time the point is passed. */
public final class CountCalls extends Snippet {
    private final long counter;

    /** The counter is an aligned doubleword below 4 GB. */
    public CountCalls(long counter) {
        this.counter = counter;
    }

    @Override
    public int registers() {
        return 3;
    }

    @Override
    public void emit(CodeBuffer out, byte[] register) {
        int address = register[0];
        out.emit(Emit.sethi(counter, address));
        out.emit(Emit.orLow(address, counter, address));
        AtomicAdd.emit(out, address, -1, 1, register[1], register[2]);
    }
}
