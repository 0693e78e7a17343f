package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Where threads could be: every address that a suspended thread will go back to. A switched-out thread has all its windows flushed,
 * so its frames are walked from its saved stack pointer to the top of its stack: the return address of each, and where the frame is
 * trap entry's, PC and nPC of the trap frame that the entry's {@code %l0} points to. Words that merely lie on the stack do not
 * count: a trap frame that is over stays there until something else is stored on it, which in a thread that sleeps may be never.
 *
 * <p>Trap entry's frame is known by the address in {@code .text.trap} at which it goes on. Of an interrupted context that is its PC
 * or, if it had no window of its own, {@code %o7}, which is {@code %i7} of the entry's window; so a frame has two such addresses, of
 * which one may be out of use. Other code in {@code .text.trap} may be interrupted too, with any number in {@code %l0}. All this may
 * take a number for an address, but never misses one. A user's PC is no address of the kernel's.
 *
 * <p>A thread that runs on another processor is in user mode or in {@code .text.trap}, which nobody changes: the rest of the kernel runs
 * under the kernel lock, which the caller's processor holds.
 *
 * <p>A thread found outside cannot enter later: the launcher was redirected before anyone asks.
 */
@Magic
final class SavedContexts {
    private SavedContexts() {}

    /** Whether any thread may resume at an address from {@code low} up to {@code high}. */
    static boolean mayBeIn(long low, long high) {
        Sched.disablePreemption();
        Cpu.flushWindows();
        KThread self = KThread.current();
        boolean found = mayReturnTo(low, high, self, Cpu.stackPointer(), 0);
        for (KThread thread = Sched.threads(); thread != null && !found; thread = thread.next) {
            found = thread != self && thread.state != KThread.FREE && !Sched.runsElsewhere(thread) && mayReturnTo(low, high, thread, thread.savedStack, thread.savedPc);
        }
        Sched.enablePreemption();
        return found;
    }

    /** @param pc where the innermost frame, at that biased stack pointer, goes on */
    private static boolean mayReturnTo(long low, long high, KThread thread, long stack, long pc) {
        long frame = stack + TrapFrame.STACK_BIAS;
        long at = pc;
        long linked = pc;
        while (frame >= thread.stackLow && frame <= thread.stackHigh - TrapFrame.SAVE_AREA_BYTES) {
            if (isIn(at, low, high) || isIn(linked, low, high)) {
                return true;
            }
            boolean isEntry = isTrapText(at) || isTrapText(linked);
            linked = Memory.load64(frame + TrapFrame.SAVED_RETURN);
            at = linked;
            if (isEntry) {
                long trap = Memory.load64(frame);
                if (isTrapFrame(trap, thread) && TrapFrame.fromKernel(trap)) {
                    at = TrapFrame.get(trap, TrapFrame.PC);
                    if (isIn(TrapFrame.get(trap, TrapFrame.NPC), low, high)) {
                        return true;
                    }
                }
            }
            long outer = Memory.load64(frame + TrapFrame.SAVED_FP) + TrapFrame.STACK_BIAS;
            frame = outer > frame ? outer : 0;
        }
        return isIn(at, low, high) || isIn(linked, low, high);
    }

    private static boolean isIn(long address, long low, long high) {
        return address >= low && address < high;
    }

    private static boolean isTrapText(long address) {
        return isIn(address, Address.symbol("_trap_start"), Address.symbol("_trap_end"));
    }

    private static boolean isTrapFrame(long address, KThread thread) {
        return address >= thread.stackLow && address <= thread.stackHigh - TrapFrame.BYTES && (address & 7) == 0;
    }
}
