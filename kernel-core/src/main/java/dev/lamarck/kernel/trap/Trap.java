package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.boot.Panic;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.Delivery;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** Where trap entry arrives in Java and where the way back begins. */
@Magic
final class Trap {
    /** PSTATE with interrupts, and without. */
    private static final long INTERRUPTIBLE = 6;
    private static final long UNINTERRUPTIBLE = 4;

    /** Any trap but a system call. From the kernel only interrupts are in order. */
    @Root
    @Symbol("trap_dispatch")
    static void dispatch(@Kva long frame) {
        int type = (int) TrapFrame.get(frame, TrapFrame.TRAP_TYPE);
        boolean fromKernel = TrapFrame.fromKernel(frame);
        if (type >= TrapType.INTERRUPT_LEVEL_1 && type <= TrapType.INTERRUPT_LEVEL_15) {
            Interrupts.dispatch(type - TrapType.INTERRUPT_LEVEL_1 + 1, frame);
            if (fromKernel && TrapFrame.get(frame, TrapFrame.PIL) == 0 && Sched.shouldPreempt(KThread.current())) {
                Sched.preempt();
            }
        } else if (fromKernel) {
            Panic.trap(frame);
        } else {
            UserTraps.handle(frame, type);
        }
    }

    /**
     * Before a return to user mode: does what is pending, brings spilled user windows to the user's stack and the
     * trap window where the return finds it. Ends with interrupts off and nothing left to do.
     */
    @Root
    @Symbol("trap_prepare_return")
    static void prepareReturn(@Kva long frame) {
        KThread self = KThread.current();
        Cpu.writePrivileged(Cpu.PIL, 0);
        while (true) {
            Cpu.writePrivileged(Cpu.PSTATE, UNINTERRUPTIBLE);
            long pending = self.pending;
            boolean isWritten = UserWindows.isBufferEmpty(self);
            if (pending == 0 && isWritten && (UserWindows.areInRegisters() || UserWindows.isLoaded(frame))) {
                return;
            }
            Cpu.writePrivileged(Cpu.PSTATE, INTERRUPTIBLE);
            if ((pending & ThreadContext.RESCHEDULE) != 0) {
                Sched.preempt();
            } else if ((pending & ThreadContext.SIGNAL) != 0) {
                Delivery.deliver(self, frame);
            } else if ((isWritten ? UserWindows.load(frame) : UserWindows.writeBuffer(self)) != 0) {
                Signals.force(self, Signal.SIGSEGV, Signals.SEGV_MAPERR, TrapFrame.stack(frame));
            }
        }
    }

    private Trap() {}
}
