package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cpu.IeeeArithmetic.Operation;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;

/**
 * Floating-point arithmetic, comparisons and conditional moves. Differs from the silicon in that subnormal operands and results are
 * computed in place of raising an unfinished trap, and that the non-standard mode does nothing.
 */
final class FloatingPointUnit {
    private static final int ALL_EXCEPTIONS = 0x1F;
    private static final long UNDERFLOW_TRAP = 1L << 25;
    // The ftt field of the FSR.
    static final long TRAP_TYPE = 7L << 14;
    private static final long IEEE_TRAP_TYPE = 1L << 14;
    private static final long UNIMPLEMENTED_TRAP_TYPE = 3L << 14;

    private final ProcessorState state;
    private final FloatingMemory memory;
    private final IeeeArithmetic ieee = new IeeeArithmetic();

    FloatingPointUnit(ProcessorState state, FloatingMemory memory) {
        this.state = state;
        this.memory = memory;
    }

    /** Whether a branch on floating-point condition code n is taken. */
    boolean condition(int condition, int n) {
        memory.requireEnabled();
        return Conditions.holdsFloating(condition, state.fcc(n));
    }

    /** Conditional moves: of floating-point registers, or on their condition codes or an integer register. */
    void move(int opcode, int word) {
        int condition = Fields.moveCondition(word);
        switch (opcode) {
            case Opcode.MOVFCC -> {
                if (condition(condition, word >>> 11 & 3)) {
                    Operand.setRd(state, word, Fields.isImmediate(word) ? Fields.simm11(word) : Operand.rs2(state, word));
                }
            }
            case Opcode.FMOVSICC, Opcode.FMOVDICC, Opcode.FMOVQICC -> {
                memory.requireEnabled();
                moveIf((word & 1 << 12) == 0 ? state.icc(condition) : state.xcc(condition),
                        opcode - Opcode.FMOVSICC, word);
            }
            case Opcode.FMOVSFCC, Opcode.FMOVDFCC, Opcode.FMOVQFCC ->
                moveIf(condition(condition, word >>> 11 & 3), opcode - Opcode.FMOVSFCC, word);
            default -> {
                memory.requireEnabled();
                boolean holds = Conditions.holdsRegister(word >>> 10 & 7, Operand.rs1(state, word));
                moveIf(holds, opcode - Opcode.FMOVRS, word);
            }
        }
    }

    /** {@code size}: 0 single, 1 double, 2 quad. */
    private void moveIf(boolean holds, int size, int word) {
        if (size == 2) {
            throw unimplemented();
        }
        ieee.begin(0, false);
        recordExceptions();
        if (holds && size == 0) {
            state.setSingle(Fields.rd(word), state.single(Fields.rs2(word)));
        } else if (holds) {
            state.setDouble(Fields.doubleIndex(Fields.rd(word)), state.f[Fields.doubleIndex(Fields.rs2(word))]);
        }
    }

    /** UM 14.3: quad operations are left to software. */
    private GuestTrap unimplemented() {
        state.setFsr(state.fsr() & ~TRAP_TYPE | UNIMPLEMENTED_TRAP_TYPE);
        return GuestTrap.of(TrapType.FP_EXCEPTION_OTHER);
    }

    void execute(int opcode, int word) {
        memory.requireEnabled();
        ieee.begin((int) (state.fsr() >>> 30) & 3, (state.fsr() & UNDERFLOW_TRAP) != 0);
        switch (opcode) {
            case Opcode.FMOVS -> single(word, single2(word));
            case Opcode.FNEGS -> single(word, single2(word) ^ 1 << 31);
            case Opcode.FABSS -> single(word, single2(word) & ~(1 << 31));
            case Opcode.FMOVD -> doubleResult(word, double2(word));
            case Opcode.FNEGD -> doubleResult(word, double2(word) ^ 1L << 63);
            case Opcode.FABSD -> doubleResult(word, double2(word) & ~(1L << 63));
            case Opcode.FADDS -> single(word, ieee.compute(Operation.ADD, single1(word), single2(word)));
            case Opcode.FSUBS -> single(word, ieee.compute(Operation.SUBTRACT, single1(word), single2(word)));
            case Opcode.FMULS -> single(word, ieee.compute(Operation.MULTIPLY, single1(word), single2(word)));
            case Opcode.FDIVS -> single(word, ieee.compute(Operation.DIVIDE, single1(word), single2(word)));
            case Opcode.FSQRTS -> single(word, ieee.squareRoot(single2(word)));
            case Opcode.FADDD -> doubleResult(word, ieee.compute(Operation.ADD, double1(word), double2(word)));
            case Opcode.FSUBD -> doubleResult(word, ieee.compute(Operation.SUBTRACT, double1(word), double2(word)));
            case Opcode.FMULD -> doubleResult(word, ieee.compute(Operation.MULTIPLY, double1(word), double2(word)));
            case Opcode.FDIVD -> doubleResult(word, ieee.compute(Operation.DIVIDE, double1(word), double2(word)));
            case Opcode.FSQRTD -> doubleResult(word, ieee.squareRoot(double2(word)));
            case Opcode.FSMULD -> doubleResult(word, ieee.multiplyToDouble(single1(word), single2(word)));
            case Opcode.FSTOD -> doubleResult(word, ieee.singleToDouble(single2(word)));
            case Opcode.FDTOS -> single(word, ieee.doubleToSingle(double2(word)));
            case Opcode.FITOS -> single(word, ieee.longToSingle(single2(word)));
            case Opcode.FITOD -> doubleResult(word, ieee.longToDouble(single2(word)));
            case Opcode.FXTOS -> single(word, ieee.longToSingle(double2(word)));
            case Opcode.FXTOD -> doubleResult(word, ieee.longToDouble(double2(word)));
            case Opcode.FSTOI -> single(word, ieee.toInt(floatOf(single2(word)), single2(word) < 0));
            case Opcode.FDTOI -> single(word, ieee.toInt(doubleOf(double2(word)), double2(word) < 0));
            case Opcode.FSTOX -> doubleResult(word, ieee.toLong(floatOf(single2(word)), single2(word) < 0));
            case Opcode.FDTOX -> doubleResult(word, ieee.toLong(doubleOf(double2(word)), double2(word) < 0));
            case Opcode.FCMPS, Opcode.FCMPES -> compareSingle(word, opcode == Opcode.FCMPES);
            case Opcode.FCMPD, Opcode.FCMPED -> compareDouble(word, opcode == Opcode.FCMPED);
            default -> throw unimplemented();
        }
    }

    private static float floatOf(int bits) {
        return Float.intBitsToFloat(bits);
    }

    private static double doubleOf(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private int single1(int word) {
        return state.single(Fields.rs1(word));
    }

    private int single2(int word) {
        return state.single(Fields.rs2(word));
    }

    private long double1(int word) {
        return state.f[Fields.doubleIndex(Fields.rs1(word))];
    }

    private long double2(int word) {
        return state.f[Fields.doubleIndex(Fields.rs2(word))];
    }

    private void single(int word, int bits) {
        recordExceptions();
        state.setSingle(Fields.rd(word), bits);
    }

    private void doubleResult(int word, long bits) {
        recordExceptions();
        state.setDouble(Fields.doubleIndex(Fields.rd(word)), bits);
    }

    private void compareSingle(int word, boolean strict) {
        int a = single1(word);
        int b = single2(word);
        boolean signalling = IeeeArithmetic.isSignalling(a) || IeeeArithmetic.isSignalling(b);
        int relation = ieee.compare(floatOf(a), floatOf(b), signalling, strict);
        recordExceptions();
        state.setFcc(Fields.rd(word) & 3, relation);
    }

    private void compareDouble(int word, boolean strict) {
        long a = double1(word);
        long b = double2(word);
        boolean signalling = IeeeArithmetic.isSignalling(a) || IeeeArithmetic.isSignalling(b);
        int relation = ieee.compare(doubleOf(a), doubleOf(b), signalling, strict);
        recordExceptions();
        state.setFcc(Fields.rd(word) & 3, relation);
    }

    /**
     * V9 5.1.7: with all raised exceptions masked, they are current and accrue; else one that is not masked is current, overflow
     * and underflow before inexact, and the instruction traps.
     */
    private void recordExceptions() {
        int raised = ieee.exceptions();
        int trapping = raised & (int) (state.fsr() >>> 23) & ALL_EXCEPTIONS;
        if (trapping != 0) {
            state.setFsr(state.fsr() & ~(TRAP_TYPE | ALL_EXCEPTIONS) | IEEE_TRAP_TYPE | Integer.highestOneBit(trapping));
            throw GuestTrap.of(TrapType.FP_EXCEPTION_IEEE_754);
        }
        state.setFsr(state.fsr() & ~(TRAP_TYPE | ALL_EXCEPTIONS) | (long) raised << 5 | raised);
    }
}
