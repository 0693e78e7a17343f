package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
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
import dev.lamarck.toolchain.magic.Uva;

/**
 * The frame of a signal handler on the user's stack, as Linux/sparc64 lays it out: a stack frame with the interrupted
 * window's locals and ins, {@code siginfo_t}, the registers ({@code pt_regs}), where the floating-point state is,
 * alternate stack and blocked set. Built in the kernel, then copied out in one piece.
 */
@Magic
public final class SignalFrame {
    private static final int WINDOW = 0;
    private static final int INFO = 192;
    private static final int REGISTERS = 320;
    private static final int FLOATING = 480;
    private static final int STACK = 488;
    private static final int BLOCKED = 512;
    private static final int FLOATING_STATE = 528;
    private static final int BYTES = FLOATING_STATE + Floating.AREA_BYTES;

    // siginfo_t
    private static final int INFO_NUMBER = 0;
    private static final int INFO_CODE = 8;
    private static final int INFO_VALUE = 16;
    private static final int INFO_STATUS = 24;

    // pt_regs: g0-g7, o0-o7, tstate, tpc, tnpc, y, magic
    private static final int OUTS = 64;
    private static final int TSTATE = 128;
    private static final int PC = 136;
    private static final int NPC = 144;
    private static final int Y = 152;

    private static final int ALTERNATE_STACK_DISABLED = 2;
    private static final int ALTERNATE_STACK_IN_USE = 1;
    /**
     * Enters a handler: pushes the frame, sets registers. {@code %o7} is where the handler returns to, minus 8.
     *
     * @return 0 or −EFAULT
     */
    static int push(KThread self, int signal, long flags, long handler, long restorer, long blockedAfter, @Kva long frame) {
        UserWindows.settle(self);
        long buffer = build(self, signal, blockedAfter, frame);
        if (buffer == 0) {
            return -Errno.ENOMEM;
        }
        long at = place(self, flags, frame);
        int error = UserWindows.load(frame);
        if (error == 0) {
            Blocks.copy(frame + TrapFrame.L0, buffer + WINDOW, TrapFrame.SAVE_AREA_BYTES);
            Memory.store64(buffer + FLOATING, at + FLOATING_STATE);
            error = UserMemory.copyOut(buffer, at, BYTES);
        }
        Kmem.free(buffer);
        if (error != 0) {
            return error;
        }
        TrapFrame.setStack(frame, at);
        TrapFrame.setOut(frame, 0, signal);
        TrapFrame.setOut(frame, 1, at + INFO);
        TrapFrame.setOut(frame, 2, at + INFO);
        TrapFrame.setOut(frame, 7, restorer);
        TrapFrame.jump(frame, handler);
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 0);
        return 0;
    }

    private static @Uva long place(KThread self, long flags, long frame) {
        long top = TrapFrame.stack(frame);
        boolean wantsAlternate = (flags & SignalAction.ON_STACK) != 0 && self.signals.stackBytes != 0;
        if (wantsAlternate && !isOnAlternate(self.signals, top)) {
            top = self.signals.stack + self.signals.stackBytes;
        }
        return top - BYTES & -16L;
    }

    /** Whether an address lies in the alternate stack. */
    private static boolean isOnAlternate(ThreadSignals signals, @Uva long address) {
        return address - signals.stack >= 0 && address - signals.stack < signals.stackBytes;
    }

    private static long build(KThread self, int signal, long blockedAfter, long frame) {
        long buffer = Kmem.allocZeroed(BYTES);
        if (buffer == 0) {
            return 0;
        }
        Memory.store32(buffer + INFO + INFO_NUMBER, signal);
        Memory.store32(buffer + INFO + INFO_CODE, self.signals.code);
        Memory.store64(buffer + INFO + INFO_VALUE, self.signals.origin);
        Memory.store64(buffer + INFO + INFO_STATUS, self.signals.value);
        saveRegisters(frame, buffer + REGISTERS);
        Floating.park(self);
        Blocks.copy(self.floatingArea, buffer + FLOATING_STATE, Floating.FPRS);
        Memory.store64(buffer + FLOATING_STATE + Floating.FPRS, Cpu.readState(Cpu.ASR_FPRS));
        Memory.store64(buffer + STACK, self.signals.stack);
        Memory.store32(buffer + STACK + 8, stackFlags(self.signals, frame));
        Memory.store64(buffer + STACK + 16, self.signals.stackBytes);
        Memory.store64(buffer + BLOCKED, blockedAfter);
        return buffer;
    }

    /** {@code ss_flags} of the alternate stack as {@code sigaltstack} reports them. */
    public static int stackFlags(ThreadSignals signals, @Kva long frame) {
        if (signals.stackBytes == 0) {
            return ALTERNATE_STACK_DISABLED;
        }
        return isOnAlternate(signals, TrapFrame.stack(frame)) ? ALTERNATE_STACK_IN_USE : 0;
    }

    private static void saveRegisters(long frame, long to) {
        for (int i = 1; i < 8; i++) {
            Memory.store64(to + 8 * i, TrapFrame.global(frame, i));
        }
        for (int i = 0; i < 8; i++) {
            Memory.store64(to + OUTS + 8 * i, TrapFrame.out(frame, i));
        }
        Memory.store64(to + TSTATE, TrapFrame.get(frame, TrapFrame.TSTATE));
        Memory.store64(to + PC, TrapFrame.get(frame, TrapFrame.PC));
        Memory.store64(to + NPC, TrapFrame.get(frame, TrapFrame.NPC));
        Memory.store32(to + Y, (int) TrapFrame.get(frame, TrapFrame.Y));
    }

    /** {@code rt_sigreturn}: continues what the handler interrupted, with the alternate stack that there was. A frame that cannot be read kills. */
    public static void restore(KThread self, @Kva long frame) {
        long buffer = Kmem.alloc(BYTES);
        boolean isBad = UserWindows.settle(self) != 0 || UserMemory.copyIn(TrapFrame.stack(frame), buffer, BYTES) != 0;
        if (!isBad) {
            restoreRegisters(buffer + REGISTERS, frame);
            Floating.park(self);
            Blocks.copy(buffer + FLOATING_STATE, self.floatingArea, Floating.FPRS);
            Cpu.writeState(Cpu.ASR_FPRS, Memory.load64(buffer + FLOATING_STATE + Floating.FPRS));
            Signals.block(self, Memory.load64(buffer + BLOCKED));
            self.signals.stack = Memory.load64(buffer + STACK);
            self.signals.stackBytes = Memory.load64(buffer + STACK + 16);
        }
        Kmem.free(buffer);
        if (isBad || (TrapFrame.get(frame, TrapFrame.PC) & 3) != 0) {
            Signals.force(self, Signal.SIGSEGV, Signals.SI_KERNEL, 0);
        }
    }

    private static void restoreRegisters(long from, long frame) {
        for (int i = 1; i < 8; i++) {
            TrapFrame.setGlobal(frame, i, Memory.load64(from + 8 * i));
        }
        for (int i = 0; i < 8; i++) {
            TrapFrame.setOut(frame, i, Memory.load64(from + OUTS + 8 * i));
        }
        TrapFrame.setUserState(frame, Memory.load64(from + TSTATE));
        TrapFrame.set(frame, TrapFrame.PC, Memory.load64(from + PC));
        TrapFrame.set(frame, TrapFrame.NPC, Memory.load64(from + NPC));
        TrapFrame.set(frame, TrapFrame.Y, Memory.loadUnsigned32(from + Y));
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 0);
        TrapFrame.set(frame, TrapFrame.CALL, 0);
    }

    private SignalFrame() {}
}
