package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The user's register windows while their thread is in the kernel: some still in the register file as other windows,
 * the older ones perhaps in the thread's buffer, put there by spills. Here they go to the user's stack, where the ABI
 * expects them, and only here can a bad stack be noticed.
 */
@Magic
public final class UserWindows {
    /** Sixteen registers, then the stack pointer they belong to. */
    public static final int ENTRY_BYTES = 136;
    public static final int ENTRY_STACK = 128;
    /** As many windows as a processor has, so that the buffer cannot overflow. */
    private static final int ENTRIES = 8;

    /** Gives a new user thread its buffer. */
    public static void prepare(ThreadContext thread) {
        thread.windowBuffer = Kmem.alloc(ENTRIES * ENTRY_BYTES);
        thread.windowNext = thread.windowBuffer;
    }

    /** Whether nothing is waiting in the buffer. */
    static boolean isBufferEmpty(ThreadContext thread) {
        return thread.windowNext == thread.windowBuffer;
    }

    /** Whether the register file holds user windows, the trap window among them. */
    static boolean areInRegisters() {
        return Cpu.readPrivileged(Cpu.OTHERWIN) != 0;
    }

    /** Brings all windows of the current thread's user to his stack. @return 0, or −EFAULT: see {@link #writeBuffer} */
    public static int settle(ThreadContext thread) {
        Cpu.flushWindows();
        return writeBuffer(thread);
    }

    /**
     * Writes the buffer to the user's stack and empties it. Windows still in registers may come to the buffer meanwhile, at any call and at
     * any interrupt.
     *
     * @return 0, or −EFAULT and what could not be written is lost, except the trap window, which the frame then holds
     */
    static int writeBuffer(ThreadContext thread) {
        int result = 0;
        for (long entry = thread.windowBuffer; !isEmptied(thread, entry); entry += ENTRY_BYTES) {
            long area = Memory.load64(entry + ENTRY_STACK) + TrapFrame.STACK_BIAS;
            if ((area & 7) != 0 || UserMemory.copyOut(entry, area, TrapFrame.SAVE_AREA_BYTES) != 0) {
                result = -Errno.EFAULT;
                if (area == TrapFrame.stack(thread.userFrame)) {
                    Blocks.copy(entry, thread.userFrame + TrapFrame.L0, TrapFrame.SAVE_AREA_BYTES);
                    TrapFrame.set(thread.userFrame, TrapFrame.WINDOW_LOADED, 1);
                }
            }
        }
        return result;
    }

    /** Empties the buffer if all of it up to an address is written and there is no more; nothing comes to it between the look and that. */
    private static boolean isEmptied(ThreadContext thread, long written) {
        long level = Interrupts.disable();
        boolean isAll = written == thread.windowNext;
        if (isAll) {
            thread.windowNext = thread.windowBuffer;
        }
        Interrupts.restore(level);
        return isAll;
    }

    /** Forgets all user windows: the program they belonged to is gone. */
    public static void discard(ThreadContext thread) {
        Cpu.flushWindows();
        thread.windowNext = thread.windowBuffer;
    }

    /**
     * Reads the trap window, which is in no register, into the frame, unless it is there already.
     *
     * @return 0 or −EFAULT
     */
    public static int load(@Kva long frame) {
        if (isLoaded(frame)) {
            return 0;
        }
        long area = TrapFrame.stack(frame);
        if ((area & 7) != 0 || UserMemory.copyIn(area, frame + TrapFrame.L0, TrapFrame.SAVE_AREA_BYTES) != 0) {
            return -Errno.EFAULT;
        }
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 1);
        return 0;
    }

    static boolean isLoaded(@Kva long frame) {
        return TrapFrame.get(frame, TrapFrame.WINDOW_LOADED) != 0;
    }

    private UserWindows() {}
}
