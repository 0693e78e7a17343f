package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.trap.Floating;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.UserWindows;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * {@code getcontext} and {@code setcontext}, traps of their own on this architecture: {@code ucontext_t} at {@code
 * %o0} (Linux/sparc64 {@code asm/uctx.h}).
 */
@Magic
public final class UserContext {
    private static final int BLOCKED = 16;
    private static final int TSTATE = 32;
    private static final int PC = 40;
    private static final int NPC = 48;
    private static final int Y = 56;
    private static final int G1 = 64;
    private static final int O0 = 120;
    private static final int FP = 184;
    private static final int I7 = 192;
    private static final int FLOATING = 208;
    private static final int FLOATING_FSR = FLOATING + 256;
    private static final int FLOATING_FPRS = FLOATING + 264;
    private static final int FLOATING_GSR = FLOATING + 272;
    private static final int FLOATING_ENABLED = FLOATING + 290;
    private static final int BYTES = FLOATING + 304;
    private static final int FLOATING_REGISTER_BYTES = 256;

    private static final int G7 = 7;

    /** Stores the context as it will be after the trap instruction. */
    public static void get(@Kva long frame) {
        KThread self = KThread.current();
        TrapFrame.skip(frame);
        long buffer = Kmem.allocZeroed(BYTES);
        boolean isBad = UserWindows.settle(self) != 0
                || UserMemory.copyIn(TrapFrame.stack(frame) + TrapFrame.SAVED_FP, buffer + FP, 16) != 0;
        if (!isBad) {
            store(self, frame, buffer);
            isBad = UserMemory.copyOut(buffer, TrapFrame.out(frame, 0), BYTES) != 0;
        }
        Kmem.free(buffer);
        killIf(isBad, self);
    }

    private static void store(KThread self, long frame, long buffer) {
        Memory.store64(buffer + BLOCKED, self.signals.blocked);
        Memory.store64(buffer + TSTATE, TrapFrame.get(frame, TrapFrame.TSTATE));
        Memory.store64(buffer + PC, TrapFrame.get(frame, TrapFrame.PC));
        Memory.store64(buffer + NPC, TrapFrame.get(frame, TrapFrame.NPC));
        Memory.store64(buffer + Y, TrapFrame.get(frame, TrapFrame.Y));
        for (int i = 1; i < 8; i++) {
            Memory.store64(buffer + G1 + 8 * (i - 1), TrapFrame.global(frame, i));
        }
        for (int i = 0; i < 8; i++) {
            Memory.store64(buffer + O0 + 8 * i, TrapFrame.out(frame, i));
        }
        long fprs = Cpu.readState(Cpu.ASR_FPRS);
        if ((fprs & Floating.ENABLED) != 0) {
            Floating.park(self);
            Blocks.copy(self.floatingArea, buffer + FLOATING, FLOATING_REGISTER_BYTES);
            Memory.store64(buffer + FLOATING_FSR, Memory.load64(self.floatingArea + Floating.FSR));
            Memory.store64(buffer + FLOATING_GSR, Memory.load64(self.floatingArea + Floating.GSR));
            Memory.store64(buffer + FLOATING_FPRS, fprs);
            Memory.store8(buffer + FLOATING_ENABLED, 1);
        }
    }

    /**
     * Continues with a stored context, its blocked set too if {@code %o1} says so; {@code %g7} stays, it is the
     * thread pointer.
     */
    public static void set(@Kva long frame) {
        KThread self = KThread.current();
        long buffer = Kmem.alloc(BYTES);
        boolean isBad = UserWindows.settle(self) != 0 || UserMemory.copyIn(TrapFrame.out(frame, 0), buffer, BYTES) != 0
                || ((Memory.load64(buffer + PC) | Memory.load64(buffer + NPC)) & 3) != 0;
        if (!isBad) {
            isBad = load(self, frame, buffer) != 0;
        }
        Kmem.free(buffer);
        killIf(isBad, self);
    }

    private static int load(KThread self, long frame, long buffer) {
        if (TrapFrame.out(frame, 1) != 0) {
            Signals.block(self, Memory.load64(buffer + BLOCKED));
        }
        TrapFrame.setUserState(frame, Memory.load64(buffer + TSTATE));
        TrapFrame.set(frame, TrapFrame.PC, Memory.load64(buffer + PC));
        TrapFrame.set(frame, TrapFrame.NPC, Memory.load64(buffer + NPC));
        TrapFrame.set(frame, TrapFrame.Y, Memory.load64(buffer + Y));
        for (int i = 1; i < G7; i++) {
            TrapFrame.setGlobal(frame, i, Memory.load64(buffer + G1 + 8 * (i - 1)));
        }
        for (int i = 0; i < 8; i++) {
            TrapFrame.setOut(frame, i, Memory.load64(buffer + O0 + 8 * i));
        }
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 0);
        if (Memory.load8(buffer + FLOATING_ENABLED) != 0) {
            loadFloating(self, buffer);
        }
        long area = TrapFrame.stack(frame);
        int error = UserMemory.store64(area + TrapFrame.SAVED_FP, Memory.load64(buffer + FP));
        return error != 0 ? error : UserMemory.store64(area + TrapFrame.SAVED_RETURN, Memory.load64(buffer + I7));
    }

    private static void loadFloating(KThread self, long buffer) {
        Floating.park(self);
        Blocks.copy(buffer + FLOATING, self.floatingArea, FLOATING_REGISTER_BYTES);
        Memory.store64(self.floatingArea + Floating.FSR, Memory.load64(buffer + FLOATING_FSR));
        Memory.store64(self.floatingArea + Floating.GSR, Memory.load64(buffer + FLOATING_GSR));
        Cpu.writeState(Cpu.ASR_FPRS, Memory.load64(buffer + FLOATING_FPRS));
    }

    private static void killIf(boolean isBad, KThread self) {
        if (isBad) {
            Signals.force(self, Signal.SIGSEGV, Signals.SI_KERNEL, 0);
        }
    }

    private UserContext() {}
}
