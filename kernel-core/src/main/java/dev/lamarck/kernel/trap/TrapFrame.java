package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The registers of an interrupted context, as entry code stores them and return code loads them: 40 doublewords at an
 * address of the kernel stack. The locals and ins of the trap window stay in their register window; a frame that
 * holds them (after {@code exec}, {@code sigreturn}, a fork in the child) says so by {@link #WINDOW_LOADED}.
 */
@Magic
public final class TrapFrame {
    public static final int TRAP_TYPE = 0;
    /** {@code %g1}; {@code %g}n follow. */
    public static final int G1 = 8;
    public static final int O0 = 64;
    public static final int L0 = 128;
    public static final int I0 = 192;
    public static final int TSTATE = 256;
    public static final int PC = 264;
    public static final int NPC = 272;
    public static final int Y = 280;
    /** Of an MMU trap: the address, its low 13 bits the context. */
    public static final int FAULT_ADDRESS = 288;
    public static final int PIL = 296;
    /** 1 if {@link #L0}… hold the trap window, which is then in no register window. */
    public static final int WINDOW_LOADED = 304;
    /** A system call's number plus 1 while it may be restarted; else 0. */
    public static final int CALL = 312;
    /** {@code %o0} as the system call received it. */
    public static final int FIRST_ARGUMENT = 320;
    public static final int BYTES = 336;

    public static final int STACK_BIAS = 2047;
    /** In the register save area that a stack pointer, bias added, points to: {@code %i6} and {@code %i7}. */
    public static final int SAVED_FP = 112;
    public static final int SAVED_RETURN = 120;
    public static final int SAVE_AREA_BYTES = 128;
    /** A stack frame that a called function may count on: register save area and six argument slots. */
    public static final int MINIMAL_STACK_FRAME = 176;

    // TSTATE, V9 5.2.10: CCR 39:32, ASI 31:24, PSTATE 23:8, CWP 4:0
    public static final long TSTATE_PRIV = 4L << 8;
    public static final long TSTATE_PEF = 0x10L << 8;
    public static final long TSTATE_IE = 2L << 8;
    /** Both carries: a system call failed. */
    public static final long TSTATE_CARRY = 0x11L << 32;

    /** What a user may set: condition codes and ASI. */
    private static final long TSTATE_USER = 0xFF_FF00_0000L;

    private static final int SP = 6;

    public static long get(@Kva long frame, int field) {
        return Memory.load64(frame + field);
    }

    public static void set(@Kva long frame, int field, long value) {
        Memory.store64(frame + field, value);
    }

    /** {@code %o}n, a system call's arguments among them. */
    public static long out(@Kva long frame, int n) {
        return get(frame, O0 + 8 * n);
    }

    public static void setOut(@Kva long frame, int n, long value) {
        set(frame, O0 + 8 * n, value);
    }

    /** {@code %g}n, 1 ≤ n ≤ 7. */
    public static long global(@Kva long frame, int n) {
        return get(frame, G1 + 8 * (n - 1));
    }

    public static void setGlobal(@Kva long frame, int n, long value) {
        set(frame, G1 + 8 * (n - 1), value);
    }

    /** Where the interrupted context's register save area is: its {@code %sp} with the bias added. */
    public static long stack(@Kva long frame) {
        return out(frame, SP) + STACK_BIAS;
    }

    public static void setStack(@Kva long frame, long address) {
        setOut(frame, SP, address - STACK_BIAS);
    }

    public static boolean fromKernel(@Kva long frame) {
        return (get(frame, TSTATE) & TSTATE_PRIV) != 0;
    }

    /** Continues at an address. */
    public static void jump(@Kva long frame, long pc) {
        set(frame, PC, pc);
        set(frame, NPC, pc + 4);
    }

    /** Steps over the instruction that trapped. */
    public static void skip(@Kva long frame) {
        long next = get(frame, NPC);
        set(frame, PC, next);
        set(frame, NPC, next + 4);
    }

    /** Gives a system call's result: an error sets carry in {@code %xcc} and {@code %icc}, anything else clears it. */
    public static void setResult(@Kva long frame, long result) {
        long tstate = get(frame, TSTATE);
        if (Errno.isError(result)) {
            set(frame, TSTATE, tstate | TSTATE_CARRY);
            setOut(frame, 0, -result);
        } else {
            set(frame, TSTATE, tstate & ~TSTATE_CARRY);
            setOut(frame, 0, result);
        }
    }

    /** Whether the context is about to be told this error. */
    public static boolean isError(@Kva long frame, int error) {
        return (get(frame, TSTATE) & TSTATE_CARRY) == TSTATE_CARRY && out(frame, 0) == error;
    }

    /** Takes over condition codes and ASI from a TSTATE of the user's making. */
    public static void setUserState(@Kva long frame, long tstate) {
        set(frame, TSTATE, get(frame, TSTATE) & ~TSTATE_USER | tstate & TSTATE_USER);
    }

    private TrapFrame() {}
}
