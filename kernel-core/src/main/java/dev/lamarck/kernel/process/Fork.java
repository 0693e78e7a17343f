package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.trap.Floating;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.UserWindows;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/** Making processes. */
@Magic
public final class Fork {
    // clone's flags, as far as they make sense between processes
    private static final long SHARE_MEMORY = 0x100;
    private static final long WAIT_FOR_CHILD = 0x4000;
    private static final long SET_THREAD_POINTER = 0x80000;
    private static final long STORE_IN_PARENT = 0x100000;
    private static final long CLEAR_IN_CHILD = 0x200000;
    private static final long STORE_IN_CHILD = 0x1000000;
    private static final long SIGNAL_MASK = 0xFF;
    private static final long SUPPORTED = SIGNAL_MASK | SHARE_MEMORY | WAIT_FOR_CHILD | SET_THREAD_POINTER
            | STORE_IN_PARENT | CLEAR_IN_CHILD | STORE_IN_CHILD;
    private static final int THREAD_POINTER = 7;

    /** Kernel stack, three page tables, and about what its objects take. */
    private static final int LEAST_PAGES = 8;
    private static final long LARGEST_STACK_FRAME = 65536;
    /** {@code %i6} of the frame's window. */
    private static final int CALLER_STACK = TrapFrame.I0 + 48;

    /**
     * {@code clone} between processes; {@code fork} is all arguments 0. A child that asks to share memory until it
     * executes ({@code vfork}) gets a copy and does not hold its parent up. The child's result is its parent's number
     * with {@code %o1} = 1, the parent's is the child's with {@code %o1} = 0.
     *
     * @return the child's number, or an error
     */
    @Symbol("do_fork")
    public static long clone(long flags, @Uva long stack, @Uva long parentNumber, long threadPointer,
            @Uva long childNumber) {
        KThread self = KThread.current();
        if ((flags & ~SUPPORTED) != 0 || (flags & (SHARE_MEMORY | WAIT_FOR_CHILD)) == SHARE_MEMORY) {
            return -Errno.EINVAL;
        }
        if (UserWindows.settle(self) != 0) {
            return -Errno.EFAULT;
        }
        if (!Pages.mayGive(LEAST_PAGES)) {
            return -Errno.EAGAIN;
        }
        Proc child = copy(self.proc);
        if (child == null) {
            return -Errno.ENOMEM;
        }
        long frame = child.thread.userFrame;
        copyRegisters(self, child.thread);
        if (stack != 0 && !moveStackFrame(child.space, frame, stack)) {
            return abandon(child);
        }
        if ((flags & SET_THREAD_POINTER) != 0) {
            TrapFrame.setGlobal(frame, THREAD_POINTER, threadPointer);
        }
        TrapFrame.setOut(self.userFrame, 1, 0);
        return admit(child, flags, parentNumber, childNumber);
    }

    /** Undoes what was made of a child. */
    private static long abandon(Proc child) {
        child.files.closeAll();
        child.space.destroy();
        child.thread.release();
        child.free();
        return -Errno.EFAULT;
    }

    /**
     * Copies the caller's innermost stack frame below another stack's top and makes it the child's: the function that
     * made the system call goes on there.
     *
     * @return whether both stacks are good
     */
    private static boolean moveStackFrame(AddressSpace space, @Kva long frame, @Uva long stack) {
        long from = TrapFrame.stack(frame);
        long top = stack + TrapFrame.STACK_BIAS & -16L;
        if (UserMemory.copyIn(from + TrapFrame.SAVED_FP, frame + CALLER_STACK, 8) != 0) {
            return false;
        }
        long bytes = TrapFrame.get(frame, CALLER_STACK) + TrapFrame.STACK_BIAS - from;
        if (bytes < TrapFrame.MINIMAL_STACK_FRAME || bytes > LARGEST_STACK_FRAME) {
            return false;
        }
        long buffer = Kmem.alloc(bytes);
        if (buffer == 0) {
            return false;
        }
        boolean isGood = UserMemory.copyIn(from, buffer, bytes) == 0;
        Memory.store64(buffer + TrapFrame.SAVED_FP, top - TrapFrame.STACK_BIAS);
        isGood = isGood && space.copyInto(top - bytes, buffer, bytes) == 0;
        Kmem.free(buffer);
        TrapFrame.setStack(frame, top - bytes);
        return isGood;
    }

    private static long admit(Proc child, long flags, long parentNumber, long childNumber) {
        Proc.TABLE.acquire();
        child.parent = Proc.current();
        child.enter();
        int pid = child.pid;
        Proc.TABLE.release();
        if ((flags & STORE_IN_PARENT) != 0) {
            UserMemory.store32(parentNumber, pid);
        }
        if ((flags & STORE_IN_CHILD) != 0) {
            storeIn(child.space, childNumber, pid);
        }
        Sched.admit(child.thread);
        return pid;
    }

    private static void storeIn(AddressSpace space, long at, int value) {
        long word = (at & 3) == 0 ? space.resolve(at, AddressSpace.WRITE) : 0;
        if (word != 0) {
            Memory.store32(word, value);
        }
    }

    /** A process like another, on no list yet. @return null if there is no memory */
    private static Proc copy(Proc parent) {
        AddressSpace space = parent.space.fork();
        if (space == null) {
            return null;
        }
        Proc child = new Proc();
        child.space = space;
        child.thread = UserThread.make(child);
        if (child.thread == null) {
            space.destroy();
            child.free();
            return null;
        }
        child.files = parent.files.copy();
        child.group = parent.group;
        child.session = parent.session;
        child.uid = parent.uid;
        child.euid = parent.euid;
        child.suid = parent.suid;
        child.executablePath = copyBytes(parent.executablePath);
        child.arguments = copyBytes(parent.arguments);
        Signals.copy(parent, child);
        return child;
    }

    private static byte[] copyBytes(byte[] from) {
        byte[] to = new byte[from.length];
        Bytes.copy(from, 0, to, 0, to.length);
        return to;
    }

    private static void copyRegisters(KThread parent, KThread child) {
        Floating.park(parent);
        Blocks.copy(parent.floatingArea, child.floatingArea, Floating.FPRS);
        Memory.store64(child.floatingArea + Floating.FPRS, Cpu.readState(Cpu.ASR_FPRS));
        @Kva long frame = child.userFrame;
        Blocks.copy(parent.userFrame, frame, TrapFrame.BYTES);
        TrapFrame.setResult(frame, parent.proc.pid);
        TrapFrame.setOut(frame, 1, 1);
        TrapFrame.set(frame, TrapFrame.CALL, 0);
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 0);
    }

    private Fork() {}
}
