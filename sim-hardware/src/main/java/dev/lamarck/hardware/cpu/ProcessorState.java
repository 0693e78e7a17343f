package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/**
 * The architectural registers of one processor, in the form that executes fastest.
 *
 * <p>Integer registers: register n (0 … 31) of the current window is {@code r[window + slot(n)]}; {@code r[window + SINK]} takes
 * writes to %g0. The windows overlap in {@link #r} as they do in the processor, so that the outs of one are the ins of the
 * next, and {@link #moveToWindow} only has to carry the globals over. The ring closes between window 7 and window 0: the ins of window 0 have
 * a place of their own, which is valid while window 0 is current; otherwise the outs of window 7 are.
 *
 * <p>So the interpreter's loop tells no register from another. During a chain of regions, which do, each register {@linkplain #part has one place of its own}, and nothing is moved: globals are
 * {@code r[globalsAt + slot(n)]}, each set above all windows, and the ins of all windows are the outs of the one before.
 *
 * <p>Condition codes are kept as the values they are computed from: N is the sign of {@link #ccNegative}, Z that {@link #ccZero}
 * (xcc) or the low half of {@link #ccZeroLow} (icc) is zero, and C and V come from {@link #ccCarry}, the vector of carries out of each bit.
 */
final class ProcessorState implements Stateful {
    static final int WINDOWS = 8;
    static final int MAX_TRAP_LEVEL = 4;
    static final int NORMAL_GLOBALS = 0;
    static final int ALTERNATE_GLOBALS = 1;
    static final int MMU_GLOBALS = 2;
    static final int INTERRUPT_GLOBALS = 3;

    private static final int NONE = -1;

    // A window's places in r; its ins are the outs of the window a stride further, which is the one before it.
    private static final int OUTS = 0;
    private static final int GLOBALS = 16;
    static final int SINK = 24;
    private static final int STRIDE = 32;
    private static final int INS = OUTS + STRIDE;
    /** Of the places of all windows. */
    private static final int RING_MASK = WINDOWS * STRIDE - 1;

    private static final int OUTS_OF_LAST = base(WINDOWS - 1) + OUTS;
    private static final int INS_OF_FIRST = base(0) + INS;

    private static final int CC_BITS = 2;
    private static final int SETS = 4;
    private static final int SET_BITS = 3;

    final long[] r = new long[apart(SETS - 1) + SINK];
    int window = base(0);
    /** The window; or, while each register has a place of its own, what {@link #apart} says of the current set. */
    private int globalsAt = window;
    private int globalSet;

    /** Doubles %f0, %f2, … %f62 as bits; a single register is half of one. */
    final long[] f = new long[32];

    long pc;
    long npc;
    long ccNegative;
    long ccZero;
    long ccZeroLow;
    long ccCarry;
    long y;
    int asi;
    int fprs;
    private long fsr;
    /** The {@link Kind} of the last floating-point operation, if nobody has asked yet whether it was exact; else NONE. Its operands, and what they were rounded to. */
    private int rounded = NONE;
    private double roundedFirst;
    private double roundedSecond;
    private double roundedTo;
    long gsr;

    int cwp;
    int cansave;
    int canrestore;
    int otherwin;
    int cleanwin;
    int wstate;

    int pstate;
    int pil;
    long tba;
    int tl;
    final long[] tpc = new long[MAX_TRAP_LEVEL + 1];
    final long[] tnpc = new long[MAX_TRAP_LEVEL + 1];
    /** By trap level; without the CCR where {@link #savedCc} has it. */
    private final long[] tstate = new long[MAX_TRAP_LEVEL + 1];
    /** By trap level, the condition codes as they are kept: hardly anybody asks for the CCR of a trap, and a return brings them back as they were. */
    private final long[] savedCc = new long[MAX_TRAP_LEVEL + 1 << CC_BITS];
    /** Of which levels, a bit each. */
    private int savesCc;
    final int[] tt = new int[MAX_TRAP_LEVEL + 1];

    int softint;
    /** %tick is the clock plus this. */
    long tickOffset;
    boolean tickPrivileged;
    long tickCompare;

    /** Waiting for an interrupt. */
    boolean idle;

    boolean isPrivileged() {
        return (pstate & Pstate.PRIVILEGED) != 0;
    }

    boolean isFloatingEnabled() {
        return (pstate & Pstate.FLOATING_POINT) != 0 && (fprs & 4) != 0;
    }

    // ---- windows and globals

    /** The place of a register in its window. */
    static int slot(int register) {
        return register < 8 ? GLOBALS + register : register < 24 ? OUTS + register - 8 : INS + register - 24;
    }

    /** Of translated code, which knows where the ins are: as {@link #slot}, but that of an in is in the window whose outs they are. */
    static int slotApart(int register) {
        return slot(register) & STRIDE - 1;
    }

    /** Makes another window the current one. */
    void moveToWindow(int next) {
        if (areApart()) {
            turnTo(next);
        } else if ((next & WINDOWS - 1) != cwp) {
            storeInsOfFirst();
            turnTo(next);
            loadInsOfFirst();
            moveGlobals(window);
        }
    }

    /** The same, with another set of globals perhaps. */
    void moveToWindow(int next, int set) {
        if (areApart()) {
            turnTo(next, set);
        } else if (set == globalSet) {
            moveToWindow(next);
        } else {
            part();
            turnTo(next, set);
            join();
        }
    }

    /** The same while each register has a place of its own. */
    void turnTo(int next, int set) {
        turnTo(next);
        globalSet = set;
        globalsAt = apart(set);
    }

    void turnTo(int next) {
        cwp = next & WINDOWS - 1;
        window = base(cwp);
    }

    /** Before a chain of regions: each register gets a place of its own. From now on {@link #register} knows it, and {@link #globalsAt()}. */
    void part() {
        if (!areApart()) {
            storeInsOfFirst();
            moveGlobals(apart(globalSet));
        }
    }

    /** Behind a chain: where the interpreter's loop looks for registers, they are. */
    void join() {
        if (areApart()) {
            loadInsOfFirst();
            moveGlobals(window);
        }
    }

    private boolean areApart() {
        return globalsAt != window;
    }

    /** What {@link #slot} is added to for a global. */
    int globalsAt() {
        return globalsAt;
    }

    private void moveGlobals(int to) {
        copyEight(globalsAt + GLOBALS, to + GLOBALS);
        globalsAt = to;
    }

    /** Where the globals of a set are, as {@link #globalsAt()} says it, when they are not those of a window. */
    private static int apart(int set) {
        return WINDOWS * STRIDE | set << SET_BITS;
    }

    private void storeInsOfFirst() {
        if (cwp == 0) {
            copyEight(INS_OF_FIRST, OUTS_OF_LAST);
        }
    }

    private void loadInsOfFirst() {
        if (cwp == 0) {
            copyEight(OUTS_OF_LAST, INS_OF_FIRST);
        }
    }

    /** In the interpreter's loop, where a call to the library would cost more than the copy. */
    private void copyEight(int from, int to) {
        long[] all = r;
        for (int i = 0; i < 8; i++) {
            all[to + i] = all[from + i];
        }
    }

    private static int base(int number) {
        return (WINDOWS - 1 - number) * STRIDE;
    }

    /** Register 0 … 31 of the current window. */
    long register(int number) {
        return windowRegister(cwp, number);
    }

    /** Register 0 stays zero. */
    void setRegister(int number, long value) {
        setWindowRegister(cwp, number, value);
    }

    /** A register of any window, as it would be if that window were current. */
    long windowRegister(int number, int register) {
        return r[windowSlot(number, register)];
    }

    void setWindowRegister(int number, int register, long value) {
        r[register == 0 ? window + SINK : windowSlot(number, register)] = value;
    }

    private int windowSlot(int number, int register) {
        if (register < 8) {
            return globalsAt + slot(register);
        }
        int at = base(number & WINDOWS - 1) + slot(register) & RING_MASK;
        return cwp == 0 && at < OUTS_OF_LAST + 8 && !areApart() ? at + INS_OF_FIRST - OUTS_OF_LAST : at;
    }

    long global(int set, int register) {
        return r[(set == globalSet ? globalsAt : apart(set)) + GLOBALS + register];
    }

    // ---- condition codes

    /** Bits 7 … 4 are xcc, 3 … 0 icc, each N Z V C. */
    int ccr() {
        return Ccr.of(ccNegative, ccZero, ccZeroLow, ccCarry);
    }

    void setCcr(int ccr) {
        long carries = Ccr.carries(ccr >>> 4) << 62 | Ccr.carries(ccr) << 30;
        long result = Ccr.result(ccr);
        setCc(result, carries);
        if (result == Ccr.NO_RESULT) {
            ccNegative = (long) (ccr >>> 7 & 1) << 63 | (long) (ccr >>> 3 & 1) << 31;
            ccZero = ~ccr >>> 6 & 1;
            ccZeroLow = ~ccr >>> 2 & 1;
        }
    }

    /** icc carry, as ADDC and SUBC use it. */
    long carry() {
        return ccCarry >>> 31 & 1;
    }

    void setLogicCc(long result) {
        setCc(result, 0);
    }

    void setCc(long result, long carries) {
        ccNegative = result;
        ccZero = result;
        ccZeroLow = result;
        ccCarry = carries;
    }

    /** Keeps the condition codes as those of one result, if any result has them; whether one has. */
    boolean unifiesCc() {
        if (ccNegative == ccZero && ccZero == ccZeroLow) {
            return true;
        }
        long result = Ccr.result(ccr());
        if (result == Ccr.NO_RESULT) {
            return false;
        }
        setCc(result, ccCarry);
        return true;
    }

    boolean icc(int condition) {
        return Conditions.holds(condition, Ccr.nzvc(ccNegative >>> 31 & 1, (int) ccZeroLow == 0, ccCarry >>> 30 & 3));
    }

    boolean xcc(int condition) {
        return Conditions.holds(condition, Ccr.nzvc(ccNegative >>> 63, ccZero == 0, ccCarry >>> 62));
    }

    // ---- the state saved by traps

    /** TSTATE of a trap level. */
    long tstate(int level) {
        int at = level << CC_BITS;
        boolean isWhole = (savesCc >>> level & 1) == 0;
        return isWhole ? tstate[level] : tstate[level] | (long) Ccr.of(savedCc[at], savedCc[at + 1], savedCc[at + 2], savedCc[at + 3]) << 32;
    }

    void setTstate(int level, long value) {
        tstate[level] = value;
        savesCc &= ~(1 << level);
    }

    /** Saves CCR, %asi, PSTATE and CWP to TSTATE. */
    void saveTo(int level) {
        tstate[level] = (long) asi << 24 | (long) pstate << 8 | cwp;
        int at = level << CC_BITS;
        savedCc[at] = ccNegative;
        savedCc[at + 1] = ccZero;
        savedCc[at + 2] = ccZeroLow;
        savedCc[at + 3] = ccCarry;
        savesCc |= 1 << level;
    }

    /** Brings back CCR and %asi. @return TSTATE, whose CCR need not be there */
    long restoreFrom(int level) {
        long saved = tstate[level];
        int at = level << CC_BITS;
        if ((savesCc >>> level & 1) != 0) {
            ccNegative = savedCc[at];
            ccZero = savedCc[at + 1];
            ccZeroLow = savedCc[at + 2];
            ccCarry = savedCc[at + 3];
        } else {
            setCcr((int) (saved >>> 32) & 0xff);
        }
        asi = (int) (saved >>> 24) & 0xff;
        return saved;
    }

    // ---- floating-point status

    /** The FSR. */
    long fsr() {
        if (rounded != NONE) {
            setFsr(ModerateArithmetic.status(fsr, ModerateArithmetic.isInexact(rounded, roundedFirst, roundedSecond, roundedTo)));
        }
        return fsr;
    }

    void setFsr(long value) {
        fsr = value;
        rounded = NONE;
    }

    /** Those bits of the FSR that do not depend on the last operation. */
    long lastingFsr() {
        return fsr;
    }

    /** The last operation: whether it was exact will be found out when the FSR is read. It can only change the current exceptions, inexact has accrued. */
    void setRounded(int kind, double first, double second, double result) {
        rounded = kind;
        roundedFirst = first;
        roundedSecond = second;
        roundedTo = result;
    }

    /** Floating-point condition code n: 0 equal, 1 less, 2 greater, 3 unordered. */
    int fcc(int n) {
        return fcc(fsr, n);
    }

    static int fcc(long fsr, int n) {
        return n == 0 ? (int) (fsr >>> 10) & 3 : (int) (fsr >>> 30 + 2 * n) & 3;
    }

    void setFcc(int n, int relation) {
        int at = n == 0 ? 10 : 30 + 2 * n;
        fsr = fsr & ~(3L << at) | (long) relation << at;
    }

    // ---- floating-point registers

    /** Single register 0 … 31. */
    int single(int n) {
        return (int) ((n & 1) == 0 ? f[n >> 1] >>> 32 : f[n >> 1]);
    }

    void setSingle(int n, int bits) {
        long pair = f[n >> 1];
        f[n >> 1] = (n & 1) == 0 ? pair & 0xFFFF_FFFFL | (long) bits << 32 : pair & ~0xFFFF_FFFFL | bits & 0xFFFF_FFFFL;
        markDirty(n >> 1);
    }

    void setDouble(int index, long bits) {
        f[index] = bits;
        markDirty(index);
    }

    /** %fprs: DL or DU. */
    void markDirty(int doubleIndex) {
        fprs |= doubleIndex < 16 ? 1 : 2;
    }

    @Override
    public void save(SnapshotWriter out) {
        for (int number = 0; number < WINDOWS; number++) {
            for (int register = 16; register < 32; register++) {
                out.putLong(windowRegister(number, register));
            }
        }
        for (int set = 0; set < SETS; set++) {
            for (int register = 1; register < 8; register++) {
                out.putLong(global(set, register));
            }
        }
        out.putInt(globalSet);
        out.putLongs(f);
        for (long register : new long[] {pc, npc, y, fsr(), gsr, tba, tickOffset, tickCompare}) {
            out.putLong(register);
        }
        for (int register : new int[] {
            ccr(), asi, fprs, cwp, cansave, canrestore, otherwin, cleanwin, wstate, pstate, pil, tl, softint
        }) {
            out.putInt(register);
        }
        out.putLongs(tpc);
        out.putLongs(tnpc);
        for (int level = 0; level <= MAX_TRAP_LEVEL; level++) {
            out.putLong(tstate(level));
        }
        out.putInts(tt);
        out.putBoolean(tickPrivileged);
        out.putBoolean(idle);
    }

    @Override
    public void load(SnapshotReader in) {
        long[] ins = new long[WINDOWS * 16];
        in.getLongs(ins);
        for (int set = 0; set < SETS; set++) {
            for (int register = 1; register < 8; register++) {
                r[apart(set) + GLOBALS + register] = in.getLong();
            }
        }
        globalSet = in.getInt();
        globalsAt = apart(globalSet);
        in.getLongs(f);
        pc = in.getLong();
        npc = in.getLong();
        y = in.getLong();
        setFsr(in.getLong());
        gsr = in.getLong();
        tba = in.getLong();
        tickOffset = in.getLong();
        tickCompare = in.getLong();
        setCcr(in.getInt());
        asi = in.getInt();
        fprs = in.getInt();
        turnTo(in.getInt());
        cansave = in.getInt();
        canrestore = in.getInt();
        otherwin = in.getInt();
        cleanwin = in.getInt();
        wstate = in.getInt();
        pstate = in.getInt();
        pil = in.getInt();
        tl = in.getInt();
        softint = in.getInt();
        in.getLongs(tpc);
        in.getLongs(tnpc);
        in.getLongs(tstate);
        savesCc = 0;
        in.getInts(tt);
        tickPrivileged = in.getBoolean();
        idle = in.getBoolean();
        loadWindows(ins);
        join();
    }

    private void loadWindows(long[] ins) {
        for (int number = 0; number < WINDOWS; number++) {
            for (int register = 16; register < 32; register++) {
                setWindowRegister(number, register, ins[number * 16 + register - 16]);
            }
        }
    }
}
