package dev.lamarck.hardware.cpu;

import java.util.function.BooleanSupplier;

/**
 * Writes of %pstate, %tl and %pil for a region, which goes on behind them: with the same address spaces and privilege, and no interrupt to be taken. A
 * write that would change any of these is not done; the interpreter does it. The globals may be others afterwards.
 */
final class ModeWrites {
    private static final int FREE = Pstate.INTERRUPTS | Pstate.FLOATING_POINT | Pstate.ALTERNATE_GLOBALS | Pstate.MMU_GLOBALS | Pstate.INTERRUPT_GLOBALS;

    private final ProcessorState state;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final TrapUnit traps;
    private final BooleanSupplier interrupted;

    /** {@code interrupted}: whether an interrupt is to be taken in the state as it is. */
    ModeWrites(ProcessorState state, LoadStoreUnit memory, FetchUnit fetch, TrapUnit traps, BooleanSupplier interrupted) {
        this.state = state;
        this.memory = memory;
        this.fetch = fetch;
        this.traps = traps;
        this.interrupted = interrupted;
    }

    /** Whether it has been done. */
    boolean setPstate(int value) {
        int before = state.pstate;
        if (((value ^ before) & Pstate.ALL & ~Pstate.RED & ~FREE) != 0) {
            return false;
        }
        state.pstate = value & Pstate.ALL;
        boolean waits = interrupted.getAsBoolean();
        state.pstate = before;
        if (!waits) {
            traps.setPstate(value);
        }
        return !waits;
    }

    boolean setInterruptLevel(int value) {
        int before = state.pil;
        state.pil = value;
        if (interrupted.getAsBoolean()) {
            state.pil = before;
            return false;
        }
        return true;
    }

    boolean setTrapLevel(int value) {
        int before = state.tl;
        int data = memory.space();
        int text = fetch.space();
        moveTo(value);
        if (memory.space() != data || fetch.space() != text || interrupted.getAsBoolean()) {
            moveTo(before);
            return false;
        }
        return true;
    }

    private void moveTo(int level) {
        state.tl = level;
        memory.modeChanged();
        fetch.modeChanged();
    }
}
