package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pager;
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

/** Making processes, and threads of processes. */
@Magic
public final class Fork {
    // clone's flags
    private static final long SHARE_MEMORY = 0x100;
    private static final long SHARE_DIRECTORY = 0x200;
    private static final long SHARE_FILES = 0x400;
    private static final long SHARE_ACTIONS = 0x800;
    private static final long THREAD = 0x10000;
    private static final long SHARE_SEMAPHORE_ADJUSTMENTS = 0x40000;
    private static final long DETACHED = 0x400000;
    private static final long WAIT_FOR_CHILD = 0x4000;
    private static final long SET_THREAD_POINTER = 0x80000;
    private static final long STORE_IN_PARENT = 0x100000;
    private static final long CLEAR_IN_CHILD = 0x200000;
    private static final long STORE_IN_CHILD = 0x1000000;
    private static final long SIGNAL_MASK = 0xFF;
    /** What a process's threads share, all of it. */
    private static final long SHARED = SHARE_MEMORY | SHARE_DIRECTORY | SHARE_FILES | SHARE_ACTIONS | THREAD;
    private static final long OF_THREADS = SIGNAL_MASK | SHARED | SHARE_SEMAPHORE_ADJUSTMENTS | DETACHED | SET_THREAD_POINTER | STORE_IN_PARENT
            | CLEAR_IN_CHILD | STORE_IN_CHILD;
    private static final long OF_PROCESSES = SIGNAL_MASK | SHARE_MEMORY | WAIT_FOR_CHILD | SET_THREAD_POINTER
            | STORE_IN_PARENT | CLEAR_IN_CHILD | STORE_IN_CHILD;
    private static final int THREAD_POINTER = 7;

    /** Kernel stack and descriptors (a run of two pages each), seven page tables, and about what its objects take. */
    private static final int LEAST_PAGES = 12;
    /** Kernel stack, and about what its objects take. */
    private static final int LEAST_THREAD_PAGES = 4;
    private static final long LARGEST_STACK_FRAME = 65536;
    /** {@code %i6} of the frame's window. */
    private static final int CALLER_STACK = TrapFrame.I0 + 48;

    /**
     * {@code clone}; {@code fork} is all arguments 0. Who shares all is a thread; who shares memory only is a process, as LinuxThreads' threads were; {@code vfork}'s child is one for which
     * its parent's thread waits until it has become another program or has ended. The child's result is its parent's number with {@code %o1} = 1, the parent's is the child's with {@code %o1} = 0.
     *
     * @return the child's number, or an error
     */
    @Symbol("do_fork")
    public static long clone(long flags, @Uva long stack, @Uva long parentNumber, long threadPointer,
            @Uva long childNumber) {
        boolean isThread = (flags & SHARED) == SHARED;
        if ((flags & ~(isThread ? OF_THREADS : OF_PROCESSES)) != 0) {
            return -Errno.EINVAL;
        }
        KThread self = KThread.current();
        if (self.proc.uid != 0 && Long.compareUnsigned(Proc.threadsOf(self.proc.uid), self.proc.limits.soft(Limits.PROCESSES)) >= 0) {
            return -Errno.EAGAIN;
        }
        if (UserWindows.settle(self) != 0) {
            return -Errno.EFAULT;
        }
        if (!Pager.installed.makeRoomForRuns(isThread ? LEAST_THREAD_PAGES : LEAST_PAGES, isThread ? 1 : 2, Sched.STACK_PAGES)) {
            return -Errno.EAGAIN;
        }
        Proc child = isThread ? self.proc : copy(self, (flags & SHARE_MEMORY) != 0);
        KThread thread = child == null ? null : isThread ? UserThread.make(child) : child.thread;
        if (thread == null) {
            return -Errno.ENOMEM;
        }
        if (isThread) {
            child.space.share();
            child.files.share();
        }
        if (!setUp(thread, flags, stack, threadPointer)) {
            return abandon(thread, isThread);
        }
        TrapFrame.setOut(self.userFrame, 1, 0);
        return isThread ? admitThread(thread, flags, parentNumber, childNumber) : admit(child, flags, parentNumber, childNumber);
    }

    /** Gives a new thread the current one's registers, but for stack and thread pointer. @return whether both stacks are good */
    private static boolean setUp(KThread thread, long flags, @Uva long stack, long threadPointer) {
        KThread self = KThread.current();
        long frame = thread.userFrame;
        copyRegisters(self, thread);
        thread.signals.blocked = self.signals.blocked;
        thread.scheduleAs(self);
        thread.label = self.label;
        thread.labelRest = self.labelRest;
        if ((flags & SET_THREAD_POINTER) != 0) {
            TrapFrame.setGlobal(frame, THREAD_POINTER, threadPointer);
        }
        return stack == 0 || moveStackFrame(thread.proc.space, frame, stack);
    }

    /** Undoes what was made of a child that never ran. */
    private static long abandon(KThread thread, boolean isThread) {
        Proc child = thread.proc;
        if (!isThread) {
            child.files.closeAll();
            child.space.destroy();
            child.free();
        }
        thread.release();
        return -Errno.EFAULT;
    }

    /** A process that is about to end gets no more threads: its own are about to leave, this one too. */
    private static long admitThread(KThread thread, long flags, long parentNumber, long childNumber) {
        Proc.TABLE.acquire();
        boolean isAdded = thread.proc.add(thread);
        int number = thread.tid;
        Proc.TABLE.release();
        if (!isAdded) {
            thread.release();
            return -Errno.EAGAIN;
        }
        if ((flags & STORE_IN_PARENT) != 0) {
            UserMemory.store32(parentNumber, number);
        }
        if ((flags & STORE_IN_CHILD) != 0) {
            UserMemory.store32(childNumber, number);
        }
        if ((flags & CLEAR_IN_CHILD) != 0) {
            thread.clearedAtEnd = childNumber;
        }
        Sched.admit(thread);
        return number;
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
        isGood = isGood && copyTo(space, top - bytes, buffer, bytes) == 0;
        Kmem.free(buffer);
        TrapFrame.setStack(frame, top - bytes);
        return isGood;
    }

    /** Into the current process's space, or a child's. */
    private static int copyTo(AddressSpace space, @Uva long to, @Kva long from, long bytes) {
        if (space == Proc.current().space) {
            return UserMemory.copyOut(from, to, bytes);
        }
        return space.copyInto(to, from, bytes);
    }

    private static long admit(Proc child, long flags, long parentNumber, long childNumber) {
        Proc.TABLE.acquire();
        child.beChildOf(Proc.current());
        child.holdsParent = (flags & WAIT_FOR_CHILD) != 0;
        child.enter();
        int pid = child.pid;
        Proc.TABLE.release();
        if ((flags & STORE_IN_PARENT) != 0) {
            UserMemory.store32(parentNumber, pid);
        }
        if ((flags & STORE_IN_CHILD) != 0) {
            storeIn(child.space, childNumber, pid);
        }
        if ((flags & CLEAR_IN_CHILD) != 0) {
            child.thread.clearedAtEnd = childNumber;
        }
        Sched.admit(child.thread);
        if ((flags & WAIT_FOR_CHILD) != 0) {
            awaitLetGo(pid);
        }
        return pid;
    }

    /** Nothing interrupts it, as what the parent would do on its stack is the child's meanwhile. */
    private static void awaitLetGo(int pid) {
        Proc self = Proc.current();
        Proc.TABLE.acquire();
        Proc child = Proc.find(pid);
        while (child != null && child.parent == self && child.holdsParent) {
            self.childChanged.await(Proc.TABLE);
            child = Proc.find(pid);
        }
        Proc.TABLE.release();
    }

    private static void storeIn(AddressSpace space, long at, int value) {
        space.enter();
        long word = (at & 3) == 0 ? space.resolve(at, AddressSpace.WRITE) : 0;
        if (word != 0) {
            Memory.store32(word, value);
        }
        space.leave();
    }

    /** Its memory, or a copy of it; null if there is none for that. */
    private static AddressSpace spaceOf(Proc parent, boolean sharesMemory) {
        if (sharesMemory) {
            return parent.space.hold();
        }
        parent.space.enter();
        AddressSpace space = parent.space.fork();
        parent.space.leave();
        return space;
    }

    /** A process like another, on no list yet. Its stack comes first: it takes pages that follow one another. @return null if there is no memory */
    private static Proc copy(KThread self, boolean sharesMemory) {
        Proc parent = self.proc;
        Proc child = new Proc();
        child.thread = UserThread.make(child);
        if (child.thread == null) {
            child.free();
            return null;
        }
        child.space = spaceOf(parent, sharesMemory);
        if (child.space == null) {
            return unmade(child);
        }
        child.files = parent.files.copy();
        child.executablePath = Bytes.copyOf(parent.executablePath);
        child.arguments = Kmem.bytes(parent.arguments.length);
        if (child.files == null || child.arguments == null) {
            return unmade(child);
        }
        Bytes.copy(parent.arguments, 0, child.arguments, 0, child.arguments.length);
        child.initialStack = parent.initialStack;
        child.group = parent.group;
        child.session = parent.session;
        child.uid = parent.uid;
        child.euid = parent.euid;
        child.suid = parent.suid;
        child.gid = parent.gid;
        child.egid = parent.egid;
        child.sgid = parent.sgid;
        copyGroups(parent, child);
        child.limits.copy(parent.limits);
        child.isUndumpable = parent.isUndumpable;
        child.hasNoNewPrivileges = parent.hasNoNewPrivileges;
        child.personality = parent.personality;
        Signals.copy(self, child);
        return child;
    }

    private static void copyGroups(Proc parent, Proc child) {
        if (parent.groups != null) {
            child.groups = new int[parent.groups.length];
            for (int i = 0; i < parent.groups.length; i++) {
                child.groups[i] = parent.groups[i];
            }
        }
    }

    /** Gives back what there is of a child for which memory did not suffice. @return null */
    private static Proc unmade(Proc child) {
        if (child.files != null) {
            child.files.closeAll();
        }
        if (child.space != null) {
            child.space.destroy();
        }
        child.thread.release();
        child.free();
        return null;
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
