package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/** State registers, ancillary and privileged, and the instructions that control traps and windows. */
final class StateUnit {
    // Ancillary registers of the UltraSPARC-I (user's manual A.2 and chapter 14).
    private static final int PCR = 16;
    private static final int PIC = 17;
    private static final int DISPATCH_CONTROL = 18;
    private static final int SET_SOFTINT = 20;
    private static final int CLEAR_SOFTINT = 21;
    private static final int SOFTINT = 22;
    private static final int TICK_COMPARE = 23;

    // Privileged registers (V9 A.43).
    private static final int TPC = 0;
    private static final int TNPC = 1;
    private static final int TSTATE = 2;
    private static final int TT = 3;
    private static final int TICK = 4;
    private static final int TBA = 5;
    private static final int PSTATE = 6;
    private static final int TL = 7;
    private static final int PIL = 8;
    private static final int CWP = 9;
    private static final int CANSAVE = 10;
    private static final int CANRESTORE = 11;
    private static final int CLEANWIN = 12;
    private static final int OTHERWIN = 13;
    private static final int WSTATE = 14;

    /** Manufacturer 0x17, implementation 0x10 (UltraSPARC-I), mask 0x22, MAXTL 4, MAXWIN 7. */
    private static final long VERSION = 0x0017_0010_2200_0407L;
    private static final long NOT_PRIVILEGED_TICK = 1L << 63;
    private static final int SOFTINT_TICK = 1;
    private static final int SOFTINT_BITS = 0xFFFF;
    private static final int WINDOW_BITS = 7;
    private static final int HIGHEST_LEVEL = 15;

    private final ProcessorState state;
    private final TrapUnit traps;
    private final FloatingMemory floating;
    private final CycleCounter clock;
    private final EventQueue events;
    private final int number;
    private final PerformanceCounters counters;
    private final Runnable modeChanged;
    private final Runnable interruptMaskChanged;

    StateUnit(
            ProcessorState state, TrapUnit traps, FloatingMemory floating, CycleCounter clock, EventQueue events, int number,
            PerformanceCounters counters, Runnable modeChanged, Runnable interruptMaskChanged) {
        this.state = state;
        this.traps = traps;
        this.floating = floating;
        this.clock = clock;
        this.events = events;
        this.number = number;
        this.counters = counters;
        this.modeChanged = modeChanged;
        this.interruptMaskChanged = interruptMaskChanged;
    }

    /** All but what the interpreter's loop asks for by name, below; of the privileged registers %tick, which needs the program's counts. */
    void execute(int opcode, int word) {
        switch (opcode) {
            case Opcode.RDY -> Operand.setRd(state, word, state.y);
            case Opcode.RDCCR -> Operand.setRd(state, word, state.ccr());
            case Opcode.RDASI -> Operand.setRd(state, word, state.asi);
            case Opcode.RDTICK -> Operand.setRd(state, word, readableTick());
            case Opcode.RDPC -> Operand.setRd(state, word, state.pc);
            case Opcode.RDFPRS -> Operand.setRd(state, word, state.fprs);
            case Opcode.RDGSR -> {
                floating.requireEnabled();
                Operand.setRd(state, word, state.gsr);
            }
            case Opcode.RDASR -> Operand.setRd(state, word, readAncillary(Fields.rs1(word)));
            case Opcode.WRY -> state.y = value(word) & 0xFFFF_FFFFL;
            case Opcode.WRCCR -> state.setCcr((int) value(word) & 0xff);
            case Opcode.WRASI -> state.asi = (int) value(word) & 0xff;
            case Opcode.WRFPRS -> state.fprs = (int) value(word) & 7;
            case Opcode.WRGSR -> {
                floating.requireEnabled();
                state.gsr = value(word);
            }
            case Opcode.WRASR -> writeAncillary(Fields.rd(word), value(word));
            case Opcode.RDPR -> Operand.setRd(state, word, readPrivilegedTick());
            case Opcode.RDVER -> {
                requirePrivilege();
                Operand.setRd(state, word, VERSION);
            }
            case Opcode.WRPR -> {
                requirePrivilege();
                setTick(value(word));
            }
            case Opcode.FLUSHW -> traps.flushWindows();
            case Opcode.SIR -> { }
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    /** DONE and RETRY; they set the program counters. */
    void leaveTrap(boolean retry) {
        requirePrivilege();
        traps.leave(retry);
    }

    /** Tcc (V9 A.61): its trap, if it traps. */
    int trap(int word) {
        boolean onXcc = (word & 1 << 12) != 0;
        if ((word & 1 << 11) != 0) {
            return TrapType.ILLEGAL_INSTRUCTION;
        }
        int condition = Fields.condition(word);
        if (onXcc ? state.xcc(condition) : state.icc(condition)) {
            long second = Fields.isImmediate(word) ? word & 0x7f : Operand.rs2(state, word);
            return TrapType.SOFTWARE + (int) (Operand.rs1(state, word) + second & 0x7f);
        }
        return Interpreter.NO_TRAP;
    }

    /** Writes combine their operands by exclusive or. */
    private long value(int word) {
        return Operand.rs1(state, word) ^ Operand.second(state, word);
    }

    private void requirePrivilege() {
        if (!state.isPrivileged()) {
            throw GuestTrap.of(TrapType.PRIVILEGED_OPCODE);
        }
    }

    // ---- %tick

    private long tick() {
        return clock.now() + state.tickOffset & ~NOT_PRIVILEGED_TICK;
    }

    private long readableTick() {
        if (state.tickPrivileged && !state.isPrivileged()) {
            throw GuestTrap.of(TrapType.PRIVILEGED_ACTION);
        }
        return tick() | (state.tickPrivileged ? NOT_PRIVILEGED_TICK : 0);
    }

    private void setTick(long value) {
        state.tickPrivileged = value < 0;
        state.tickOffset = (value & ~NOT_PRIVILEGED_TICK) - clock.now();
        scheduleTickCompare();
    }

    /** UM 14.5.1: bit 63 disables; the comparison is for equality, so a value that is past waits for the counter to wrap. */
    private void scheduleTickCompare() {
        long due = (state.tickCompare & ~NOT_PRIVILEGED_TICK) - state.tickOffset;
        boolean never = state.tickCompare < 0 || due < clock.now();
        events.schedule(EventQueue.Kind.TICK_COMPARE, number, never ? EventQueue.NEVER : due);
    }

    /** %tick has come to %tick_cmpr. */
    void tickReached() {
        state.softint |= SOFTINT_TICK;
    }

    // ---- ancillary registers

    private long readAncillary(int register) {
        return switch (register) {
            case PCR -> {
                requirePrivilege();
                yield counters.control();
            }
            case PIC -> {
                counters.requireAccess();
                yield counters.read();
            }
            case SOFTINT -> {
                requirePrivilege();
                yield state.softint;
            }
            case TICK_COMPARE -> {
                requirePrivilege();
                yield state.tickCompare;
            }
            case DISPATCH_CONTROL -> {
                requirePrivilege();
                yield 0;
            }
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        };
    }

    private void writeAncillary(int register, long value) {
        switch (register) {
            case PCR -> {
                requirePrivilege();
                counters.setControl(value);
            }
            case PIC -> {
                counters.requireAccess();
                counters.write(value);
            }
            case DISPATCH_CONTROL -> requirePrivilege();
            case SET_SOFTINT -> setSoftint(state.softint | (int) value);
            case CLEAR_SOFTINT -> setSoftint(state.softint & ~(int) value);
            case SOFTINT -> setSoftint((int) value);
            case TICK_COMPARE -> {
                requirePrivilege();
                state.tickCompare = value;
                scheduleTickCompare();
            }
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    private void setSoftint(int value) {
        requirePrivilege();
        state.softint = value & SOFTINT_BITS;
        interruptMaskChanged.run();
    }

    // ---- privileged registers

    /** Whether the number is that of %tick, which reads the clock. */
    static boolean isTick(int register) {
        return register == TICK;
    }

    /** Whether there is one of it for each trap level but the lowest. */
    static boolean isOfTrap(int register) {
        return register <= TT;
    }

    /** Whether performance counters may begin or end to count when the register is written. */
    static boolean changesMode(int register) {
        return register == PSTATE || register == TL;
    }

    private long readPrivilegedTick() {
        requirePrivilege();
        return tick() | (state.tickPrivileged ? NOT_PRIVILEGED_TICK : 0);
    }

    /** RDPR of all but %tick. The halves are two switches, each too small to become an indirect jump. */
    long readPrivileged(int register) {
        requirePrivilege();
        return register <= TL ? readTrapRegister(register) : readWindowRegister(register);
    }

    private long readTrapRegister(int register) {
        return switch (register) {
            case TPC -> state.tpc[trapLevel()];
            case TNPC -> state.tnpc[trapLevel()];
            case TSTATE -> state.tstate(trapLevel());
            case TT -> state.tt[trapLevel()];
            case TBA -> state.tba;
            case PSTATE -> state.pstate;
            case TL -> state.tl;
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        };
    }

    private long readWindowRegister(int register) {
        return switch (register) {
            case PIL -> state.pil;
            case CWP -> state.cwp;
            case CANSAVE -> state.cansave;
            case CANRESTORE -> state.canrestore;
            case CLEANWIN -> state.cleanwin;
            case OTHERWIN -> state.otherwin;
            case WSTATE -> state.wstate;
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        };
    }

    /** There is no trap state at level 0 (V9 5.2.3). */
    private int trapLevel() {
        if (state.tl == 0) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        return state.tl;
    }

    /** WRPR of all but %tick, for a region that goes on behind it ({@link ModeWrites}). Whether it has been done. */
    boolean writePrivileged(int register, long value, ModeWrites modes) {
        requirePrivilege();
        switch (register) {
            case PSTATE -> {
                return modes.setPstate((int) value);
            }
            case TL -> {
                return modes.setTrapLevel(trapLevel(value));
            }
            case PIL -> {
                return modes.setInterruptLevel((int) value & HIGHEST_LEVEL);
            }
            default -> {
                writePrivileged(register, value);
                return true;
            }
        }
    }

    private static int trapLevel(long value) {
        return (int) Math.min(value & 7, ProcessorState.MAX_TRAP_LEVEL);
    }

    /** WRPR of all but %tick. */
    void writePrivileged(int register, long value) {
        requirePrivilege();
        if (register <= TL) {
            writeTrapRegister(register, value);
        } else {
            writeWindowRegister(register, value);
        }
    }

    private void writeTrapRegister(int register, long value) {
        switch (register) {
            case TPC -> state.tpc[trapLevel()] = value & ~3;
            case TNPC -> state.tnpc[trapLevel()] = value & ~3;
            case TSTATE -> state.setTstate(trapLevel(), value);
            case TT -> state.tt[trapLevel()] = (int) value & 0x1ff;
            case TBA -> state.tba = value & -1L << 15;
            case PSTATE -> {
                traps.setPstate((int) value);
                modeChanged.run();
            }
            case TL -> {
                state.tl = trapLevel(value);
                modeChanged.run();
            }
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    private void writeWindowRegister(int register, long value) {
        switch (register) {
            case PIL -> {
                state.pil = (int) value & HIGHEST_LEVEL;
                interruptMaskChanged.run();
            }
            case CWP -> state.moveToWindow((int) value & WINDOW_BITS);
            case CANSAVE -> state.cansave = (int) value & WINDOW_BITS;
            case CANRESTORE -> state.canrestore = (int) value & WINDOW_BITS;
            case CLEANWIN -> state.cleanwin = (int) value & WINDOW_BITS;
            case OTHERWIN -> state.otherwin = (int) value & WINDOW_BITS;
            case WSTATE -> state.wstate = (int) value & 0x3f;
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }
}
