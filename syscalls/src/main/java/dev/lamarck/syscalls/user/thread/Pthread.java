package dev.lamarck.syscalls.user.thread;

import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.syscalls.user.Pointer;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalHandlers;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.SystemCall;

/** A thread of a program; its descriptor is what {@code %g7} points to. */
@Magic
public final class Pthread {
    private static final int RESTART = Signal.SIGUSR1;
    private static final int BLOCK = 1;
    private static final int SIGNAL_SET_BYTES = 8;
    // CLONE_VM, CLONE_SETTLS, and the signal at the end
    private static final long SHARE_MEMORY = 0x100;
    private static final long SET_THREAD_POINTER = 0x80000;
    private static final long STACK_BYTES = 64 * 1024;
    /** Above a stack's first frame, and what the stack pointer is off by. */
    private static final long STACK_MARGIN = 256;
    private static final long STACK_BIAS = 2047;

    private final PthreadBody body;
    private final long stack;
    /** Signals blocked while it sleeps: none. */
    private final long[] unblocked = new long[1];
    private volatile int pid;
    private volatile boolean isRestarted;
    /** The next that waits for the same thing. */
    Pthread next;

    private Pthread(PthreadBody body, long stack) {
        this.body = body;
        this.stack = stack;
    }

    /** Makes the program's only thread one of these: called before all else of this package. */
    public static void initialize() {
        Pthread main = new Pthread(null, 0);
        main.pid = Posix.processNumber();
        Cpu.setThreadRegister(Address.of(main));
        SignalHandlers.enter(RESTART, Call.entryOf(Pthread.class, "restarted"), 0);
        long[] restart = {1L << RESTART - 1};
        SystemCall.call(SyscallNumber.RT_SIGPROCMASK, BLOCK, Pointer.toWords(restart), 0, SIGNAL_SET_BYTES, 0, 0);
    }

    /** Starts a thread; null if that cannot be. One thread at a time starts others, as the heap has no lock. */
    @NoInline
    public static Pthread start(PthreadBody body) {
        long stack = Mapping.map(STACK_BYTES);
        if (stack < 0) {
            return null;
        }
        Pthread made = new Pthread(body, stack);
        long pid = clone(SHARE_MEMORY | SET_THREAD_POINTER | Signal.SIGCHLD, stack + STACK_BYTES - STACK_MARGIN - STACK_BIAS, 0, Address.of(made), 0);
        if (pid == 0) {
            begin();
        }
        if (pid < 0) {
            Mapping.unmap(stack, STACK_BYTES);
            return null;
        }
        made.pid = (int) pid;
        return made;
    }

    /** On the new stack, from which nobody returns. */
    @NoInline
    private static void begin() {
        Pthread self = self();
        self.pid = Posix.processNumber();
        self.body.run();
        Posix.exit(0);
    }

    public static Pthread self() {
        return (Pthread) Address.object(Cpu.threadRegister());
    }

    /** Waits for its end, and gives its stack back; by the thread that started it. @return whether it ended by itself */
    public boolean join() {
        boolean isWell = Posix.waitFor(pid, 0) == pid && Posix.lastStatus() == 0;
        Mapping.unmap(stack, STACK_BYTES);
        return isWell;
    }

    /** Before the current thread puts itself where others find it to {@link #restart} it. */
    void prepareToSuspend() {
        isRestarted = false;
    }

    /** Sleeps until it is restarted, which may have been already. It is the current thread. */
    void suspend() {
        while (!isRestarted) {
            SystemCall.call(SyscallNumber.RT_SIGSUSPEND, Pointer.toWords(unblocked), SIGNAL_SET_BYTES, 0, 0, 0, 0);
        }
    }

    void restart() {
        Posix.kill(pid, RESTART);
    }

    /** The restart signal's handler, which only runs within {@link #suspend}. */
    private static void restarted(int signal, long information, long context) {
        self().isRestarted = true;
    }

    /** The child's number, 0 in the child; negative if there is none. The second result is 0 in the parent and 1 in the child. */
    @Assembly("""
            mov     217, %g1
            ta      0x6d
            sub     %g0, %o0, %o2
            sub     %o1, 1, %o1
            and     %o0, %o1, %o0
            retl
            movcs   %xcc, %o2, %o0
            """)
    private static native long clone(long flags, long stack, long parentNumber, long threadPointer, long childNumber);
}
