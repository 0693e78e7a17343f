package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Where threads could be: every address that a suspended thread will go back to. A switched-out thread has all its windows
 * flushed, so its return addresses and the PC and nPC of its trap frames are doublewords between its saved stack pointer and the
 * top of its stack; any such doubleword in the range counts, which may take a number for an address but never misses one. The
 * asking thread is in none of the code it asks about itself, but may have called its way through some: its frames are walked.
 *
 * <p>A thread found outside cannot enter later: the launcher was redirected before anyone asks.
 */
@Magic
final class SavedContexts {
    /** Of %i6 and %i7 in a frame's register save area. */
    private static final int SAVED_FRAME_POINTER = 112;
    private static final int SAVED_RETURN_ADDRESS = 120;

    private SavedContexts() {}

    /** Whether any thread may resume at an address from {@code low} up to {@code high}. */
    static boolean mayBeIn(long low, long high) {
        Sched.disablePreemption();
        boolean found = selfMayReturnTo(low, high);
        KThread self = KThread.current();
        for (KThread thread = Sched.threads(); thread != null && !found; thread = thread.next) {
            found = thread != self && otherMayResumeIn(thread, low, high);
        }
        Sched.enablePreemption();
        return found;
    }

    private static boolean otherMayResumeIn(KThread thread, long low, long high) {
        if (thread.savedPc >= low && thread.savedPc < high) {
            return true;
        }
        long top = thread.stackHigh;
        for (long at = thread.savedStack + TrapFrame.STACK_BIAS; at < top; at += 8) {
            long word = Memory.load64(at);
            if (word >= low && word < high) {
                return true;
            }
        }
        return false;
    }

    private static boolean selfMayReturnTo(long low, long high) {
        Cpu.flushWindows();
        KThread self = KThread.current();
        long frame = Cpu.stackPointer() + TrapFrame.STACK_BIAS;
        while (frame >= self.stackLow && frame < self.stackHigh - SAVED_RETURN_ADDRESS) {
            long address = Memory.load64(frame + SAVED_RETURN_ADDRESS);
            if (address >= low && address < high) {
                return true;
            }
            frame = Memory.load64(frame + SAVED_FRAME_POINTER) + TrapFrame.STACK_BIAS;
        }
        return false;
    }
}
