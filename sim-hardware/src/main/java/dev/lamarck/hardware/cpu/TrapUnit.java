package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;

/** Entry to traps and return from them (V9 chapter 7; which globals: UltraSPARC-I user's manual 14.5.9). */
final class TrapUnit {
    private static final long VECTOR_BASE = -1L << 15;
    private static final int FROM_TRAP_LEVEL_0 = 0;
    private static final int FROM_HIGHER_LEVEL = 1 << 14;
    /** Brings the bits of PSTATE for the globals of the MMU and of interrupts next to that for the alternate ones. */
    private static final int OTHER_GLOBALS_SHIFT = 9;
    /** The globals, by these three bits. */
    private static final byte[] SELECTED = {
        ProcessorState.NORMAL_GLOBALS, ProcessorState.ALTERNATE_GLOBALS, ProcessorState.MMU_GLOBALS, ProcessorState.MMU_GLOBALS,
        ProcessorState.INTERRUPT_GLOBALS, ProcessorState.INTERRUPT_GLOBALS, ProcessorState.INTERRUPT_GLOBALS, ProcessorState.INTERRUPT_GLOBALS
    };

    /** Told of entries and returns, before registers change and after. */
    interface Observer {
        void entering(int trapType, int trapLevel);

        void returned(int trapLevel);
    }

    private final ProcessorState state;
    private final CycleCounter clock;
    private int cycles;
    private final Runnable modeChanged;
    private Observer observer;
    private long taken;

    TrapUnit(ProcessorState state, CycleCounter clock, Runnable modeChanged) {
        this.state = state;
        this.clock = clock;
        this.modeChanged = modeChanged;
    }

    /** Null in functional mode. */
    void use(TimingModel model) {
        cycles = model == null ? 0 : model.parameters().trap();
    }

    /** What a trap or a return from one costs. */
    int cycles() {
        return cycles;
    }

    /** Null for none. */
    void setObserver(Observer observer) {
        this.observer = observer;
    }

    boolean isObserved() {
        return observer != null;
    }

    long taken() {
        return taken;
    }

    void setTaken(long taken) {
        this.taken = taken;
    }

    /** A trap at the highest level but one would put the processor in RED_state. */
    boolean canEnter() {
        return state.tl < ProcessorState.MAX_TRAP_LEVEL - 1;
    }

    /** Enters a trap of the instruction at {@code state.pc}. */
    void enter(int trapType) {
        if (observer != null) {
            observer.entering(trapType, state.tl + 1);
        }
        arrive(prepare(trapType));
    }

    /** All of it but what it {@linkplain #arrive has in common} with a return. @return the window to arrive in */
    int prepare(int trapType) {
        taken++;
        int vectorHalf = state.tl == 0 ? FROM_TRAP_LEVEL_0 : FROM_HIGHER_LEVEL;
        int level = ++state.tl;
        state.tpc[level] = state.pc;
        state.tnpc[level] = state.npc;
        state.saveTo(level);
        state.tt[level] = trapType;
        state.pstate = pstateOf(trapType);
        state.pc = state.tba & VECTOR_BASE | vectorHalf | (long) trapType << 5;
        state.npc = state.pc + 4;
        return windowOf(trapType);
    }

    /** What trap and return have in common, when PSTATE, trap level and program counters are what they will be. */
    private void arrive(int window) {
        state.moveToWindow(window, selectedGlobals());
        finish();
    }

    /** The same in a chain of regions. */
    void turnTo(int window) {
        state.turnTo(window, selectedGlobals());
        finish();
    }

    private void finish() {
        clock.addTrap(cycles);
        modeChanged.run();
    }

    private int pstateOf(int trapType) {
        int kept = state.pstate & (Pstate.MEMORY_MODEL | Pstate.TRAP_LITTLE_ENDIAN);
        int little = (kept & Pstate.TRAP_LITTLE_ENDIAN) != 0 ? Pstate.LITTLE_ENDIAN : 0;
        return kept | little | Pstate.PRIVILEGED | Pstate.FLOATING_POINT | globalsOf(trapType);
    }

    private static int globalsOf(int trapType) {
        return switch (trapType) {
            case TrapType.INSTRUCTION_ACCESS_EXCEPTION, TrapType.DATA_ACCESS_EXCEPTION,
                    TrapType.INSTRUCTION_MISS, TrapType.DATA_MISS, TrapType.DATA_PROTECTION -> Pstate.MMU_GLOBALS;
            case TrapType.INTERRUPT_VECTOR -> Pstate.INTERRUPT_GLOBALS;
            default -> Pstate.ALTERNATE_GLOBALS;
        };
    }

    /** V9 7.5.2.1: window traps run in the window they are about. */
    private int windowOf(int trapType) {
        if (trapType >= TrapType.SPILL_NORMAL && trapType < TrapType.FILL_NORMAL) {
            return state.cwp + state.cansave + 2;
        }
        if (trapType >= TrapType.FILL_NORMAL && trapType < TrapType.SOFTWARE) {
            return state.cwp - 1;
        }
        return trapType == TrapType.CLEAN_WINDOW ? state.cwp + 1 : state.cwp;
    }

    /** Writes PSTATE and switches the globals that it selects. The caller announces the change of mode. */
    void setPstate(int value) {
        state.pstate = value & Pstate.ALL & ~Pstate.RED;
        state.moveToWindow(state.cwp, selectedGlobals());
    }

    private int selectedGlobals() {
        return SELECTED[state.pstate & Pstate.ALTERNATE_GLOBALS | (state.pstate & (Pstate.MMU_GLOBALS | Pstate.INTERRUPT_GLOBALS)) >>> OTHER_GLOBALS_SHIFT];
    }

    /** DONE (skips the trapped instruction) or RETRY. */
    void leave(boolean retry) {
        int level = state.tl;
        if (level == 0) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        arrive(restore(retry));
        if (observer != null) {
            observer.returned(level);
        }
    }

    /** All of it, at a trap level, but what it {@linkplain #arrive has in common} with an entry. @return the window to arrive in */
    int restore(boolean retry) {
        int level = state.tl;
        long saved = state.restoreFrom(level);
        state.pstate = (int) (saved >>> 8) & Pstate.ALL & ~Pstate.RED;
        state.pc = retry ? state.tpc[level] : state.tnpc[level];
        state.npc = retry ? state.tnpc[level] : state.tnpc[level] + 4;
        state.tl = level - 1;
        return (int) saved;
    }

    // ---- traps of the window instructions

    /** V9 7.4: which spill vector, by who owns the window to be spilled. */
    int spillType() {
        return state.otherwin != 0
                ? TrapType.SPILL_OTHER + (state.wstate >>> 3 & 7) * 4
                : TrapType.SPILL_NORMAL + (state.wstate & 7) * 4;
    }

    int fillType() {
        return state.otherwin != 0
                ? TrapType.FILL_OTHER + (state.wstate >>> 3 & 7) * 4
                : TrapType.FILL_NORMAL + (state.wstate & 7) * 4;
    }

    /** Moves to the next window for SAVE; or the trap that must come first. */
    int save() {
        if (state.cansave == 0) {
            return spillType();
        }
        return saveAtOnce() ? Interpreter.NO_TRAP : TrapType.CLEAN_WINDOW;
    }

    /** The same if no trap must come first; whether none must. */
    boolean saveAtOnce() {
        boolean done = takeWindow();
        if (done) {
            state.moveToWindow(state.cwp + 1);
        }
        return done;
    }

    /** The same in a chain of regions. */
    boolean saveInChain() {
        boolean done = takeWindow();
        if (done) {
            state.turnTo(state.cwp + 1);
        }
        return done;
    }

    /** Counts it, if no trap must come first. */
    private boolean takeWindow() {
        if (state.cansave == 0 || state.cleanwin == state.canrestore) {
            return false;
        }
        state.cansave--;
        state.canrestore++;
        return true;
    }

    /** Moves to the previous window for RESTORE and RETURN; or the trap that must come first. */
    int restore() {
        return restoreAtOnce() ? Interpreter.NO_TRAP : fillType();
    }

    boolean restoreAtOnce() {
        boolean done = giveWindow();
        if (done) {
            state.moveToWindow(state.cwp - 1);
        }
        return done;
    }

    /** The same in a chain of regions. */
    boolean restoreInChain() {
        boolean done = giveWindow();
        if (done) {
            state.turnTo(state.cwp - 1);
        }
        return done;
    }

    private boolean giveWindow() {
        if (state.canrestore == 0) {
            return false;
        }
        state.canrestore--;
        state.cansave++;
        return true;
    }

    void flushWindows() {
        if (state.cansave != ProcessorState.WINDOWS - 2) {
            throw GuestTrap.of(spillType());
        }
    }

    /** SAVED or RESTORED, in privileged mode. */
    void adjustWindows(boolean saved) {
        if (saved) {
            saved();
        } else {
            restored();
        }
    }

    /** V9 A.46. */
    private void saved() {
        state.cansave++;
        if (state.otherwin == 0) {
            state.canrestore--;
        } else {
            state.otherwin--;
        }
    }

    private void restored() {
        state.canrestore++;
        if (state.cleanwin < ProcessorState.WINDOWS - 1) {
            state.cleanwin++;
        }
        if (state.otherwin == 0) {
            state.cansave--;
        } else {
            state.otherwin--;
        }
    }
}
