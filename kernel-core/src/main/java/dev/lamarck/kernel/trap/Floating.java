package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The floating-point unit, given to a thread at its first use. A thread has the unit while PSTATE.PEF of its user
 * frame is set; it loses it when it is switched out, its registers then being in its area, and gets it back by the
 * trap {@code fp_disabled}. {@code %fprs}, which users read, is switched always.
 */
@Magic
public final class Floating {
    /** In an area: 32 doublewords of registers, then these. */
    public static final int FSR = 256;
    public static final int GSR = 264;
    public static final int FPRS = 272;
    public static final int AREA_BYTES = 288;
    /** In {@code %fprs}: enabled. */
    public static final long ENABLED = 4;

    private static final int CURRENT_EXCEPTIONS = 31;
    private static final int TRAP_TYPE_SHIFT = 14;
    private static final int TRAP_TYPE = 7;
    private static final int UNIMPLEMENTED = 3;

    /** Gives a new user thread its area, cleared. */
    public static void prepare(ThreadContext thread) {
        thread.floatingArea = Kmem.allocZeroed(AREA_BYTES);
    }

    /** A thread is switched out. */
    public static void leave(ThreadContext thread) {
        if (thread.floatingArea != 0) {
            park(thread);
            Memory.store64(thread.floatingArea + FPRS, Cpu.readState(Cpu.ASR_FPRS));
        }
    }

    /** A thread is switched in. */
    public static void arrive(ThreadContext thread) {
        if (thread.floatingArea != 0) {
            Cpu.writeState(Cpu.ASR_FPRS, Memory.load64(thread.floatingArea + FPRS));
        }
    }

    /** Moves the current thread's registers to its area, if it has the unit. */
    public static void park(ThreadContext thread) {
        long frame = thread.userFrame;
        long tstate = TrapFrame.get(frame, TrapFrame.TSTATE);
        if ((tstate & TrapFrame.TSTATE_PEF) != 0) {
            save(thread.floatingArea);
            TrapFrame.set(frame, TrapFrame.TSTATE, tstate & ~TrapFrame.TSTATE_PEF);
        }
    }

    /** The trap: the current thread wants the unit. */
    static void enable(ThreadContext thread, @Kva long frame) {
        long tstate = TrapFrame.get(frame, TrapFrame.TSTATE);
        if ((tstate & TrapFrame.TSTATE_PEF) == 0) {
            load(thread.floatingArea);
            TrapFrame.set(frame, TrapFrame.TSTATE, tstate | TrapFrame.TSTATE_PEF);
        }
        Cpu.writeState(Cpu.ASR_FPRS, Cpu.readState(Cpu.ASR_FPRS) | ENABLED);
    }

    /** The current thread begins a new program: all registers clear, the unit not its own. */
    public static void reset(ThreadContext thread) {
        park(thread);
        Blocks.zero(thread.floatingArea, AREA_BYTES);
        Cpu.writeState(Cpu.ASR_FPRS, 0);
    }

    /** How the current thread's last operation trapped: the lower word of {@code %fsr}. */
    static int status(ThreadContext thread) {
        park(thread);
        return Memory.load32(thread.floatingArea + FSR + 4);
    }

    /** Whether it trapped because the processor leaves it to software: {@code ftt} (V9 5.1.7.6). */
    static boolean isUnimplemented(int status) {
        return (status >>> TRAP_TYPE_SHIFT & TRAP_TYPE) == UNIMPLEMENTED;
    }

    /** Why it trapped if not for that, as {@code si_code} of SIGFPE: from the current exceptions (V9 5.1.7.10). */
    static int cause(int status) {
        return switch (Integer.highestOneBit(status & CURRENT_EXCEPTIONS)) {
            case 16 -> Signals.FPE_FLTINV;
            case 8 -> Signals.FPE_FLTOVF;
            case 4 -> Signals.FPE_FLTUND;
            case 2 -> Signals.FPE_FLTDIV;
            case 1 -> Signals.FPE_FLTRES;
            default -> 0;
        };
    }

    @Symbol("fp_save")
    @Assembly(AssemblyNames.PROCESSOR + """
            rdpr    %pstate, %o3
            wrpr    %o3, PSTATE_PEF, %pstate
            rd      %fprs, %o4
            wr      %g0, 4, %fprs
            std     %f0, [%o0 + 0]
            std     %f2, [%o0 + 8]
            std     %f4, [%o0 + 16]
            std     %f6, [%o0 + 24]
            std     %f8, [%o0 + 32]
            std     %f10, [%o0 + 40]
            std     %f12, [%o0 + 48]
            std     %f14, [%o0 + 56]
            std     %f16, [%o0 + 64]
            std     %f18, [%o0 + 72]
            std     %f20, [%o0 + 80]
            std     %f22, [%o0 + 88]
            std     %f24, [%o0 + 96]
            std     %f26, [%o0 + 104]
            std     %f28, [%o0 + 112]
            std     %f30, [%o0 + 120]
            std     %f32, [%o0 + 128]
            std     %f34, [%o0 + 136]
            std     %f36, [%o0 + 144]
            std     %f38, [%o0 + 152]
            std     %f40, [%o0 + 160]
            std     %f42, [%o0 + 168]
            std     %f44, [%o0 + 176]
            std     %f46, [%o0 + 184]
            std     %f48, [%o0 + 192]
            std     %f50, [%o0 + 200]
            std     %f52, [%o0 + 208]
            std     %f54, [%o0 + 216]
            std     %f56, [%o0 + 224]
            std     %f58, [%o0 + 232]
            std     %f60, [%o0 + 240]
            std     %f62, [%o0 + 248]
            stx     %fsr, [%o0 + 256]
            rd      %gsr, %o5
            stx     %o5, [%o0 + 264]
            wr      %o4, 0, %fprs
            retl
            wrpr    %o3, 0, %pstate
            """)
    private static native void save(@Kva long area);

    /** Leaves {@code %fprs} as it was. */
    @Symbol("fp_load")
    @Assembly(AssemblyNames.PROCESSOR + """
            rdpr    %pstate, %o3
            wrpr    %o3, PSTATE_PEF, %pstate
            rd      %fprs, %o4
            wr      %g0, 4, %fprs
            ldd     [%o0 + 0], %f0
            ldd     [%o0 + 8], %f2
            ldd     [%o0 + 16], %f4
            ldd     [%o0 + 24], %f6
            ldd     [%o0 + 32], %f8
            ldd     [%o0 + 40], %f10
            ldd     [%o0 + 48], %f12
            ldd     [%o0 + 56], %f14
            ldd     [%o0 + 64], %f16
            ldd     [%o0 + 72], %f18
            ldd     [%o0 + 80], %f20
            ldd     [%o0 + 88], %f22
            ldd     [%o0 + 96], %f24
            ldd     [%o0 + 104], %f26
            ldd     [%o0 + 112], %f28
            ldd     [%o0 + 120], %f30
            ldd     [%o0 + 128], %f32
            ldd     [%o0 + 136], %f34
            ldd     [%o0 + 144], %f36
            ldd     [%o0 + 152], %f38
            ldd     [%o0 + 160], %f40
            ldd     [%o0 + 168], %f42
            ldd     [%o0 + 176], %f44
            ldd     [%o0 + 184], %f46
            ldd     [%o0 + 192], %f48
            ldd     [%o0 + 200], %f50
            ldd     [%o0 + 208], %f52
            ldd     [%o0 + 216], %f54
            ldd     [%o0 + 224], %f56
            ldd     [%o0 + 232], %f58
            ldd     [%o0 + 240], %f60
            ldd     [%o0 + 248], %f62
            ldx     [%o0 + 256], %fsr
            ldx     [%o0 + 264], %o5
            wr      %o5, 0, %gsr
            wr      %o4, 0, %fprs
            retl
            wrpr    %o3, 0, %pstate
            """)
    private static native void load(@Kva long area);

    private Floating() {}
}
