package dev.lamarck.kernel.process;

import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.exec.Program;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.signal.IntervalTimer;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.trap.Floating;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.UserWindows;
import dev.lamarck.kernel.tty.Terminal;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;

/** A process becomes a program. */
@Magic
public final class Exec {
    private static final int MARKER = 0x08;
    private static final long MARKER_BOOTED = 0;

    /**
     * The current process goes on as this program, which then is taken apart; its other threads end. It cannot fail any more but for one
     * thing, that another thread has decided otherwise.
     *
     * @return whether it has become the program
     */
    public static boolean become(Program program) {
        KThread self = KThread.current();
        Proc proc = self.proc;
        if (!Exit.outlive(self)) {
            return false;
        }
        Futex.leave(self);
        proc.files.closeOnExec();
        self.clearedAtEnd = 0;
        self.robustList = 0;
        self.label = 0;
        program.space.limitStack(proc.limits.soft(Limits.STACK));
        UserWindows.discard(self);
        Floating.reset(self);
        Signals.reset(self);
        IntervalTimer.deleteAll(proc);
        AddressSpace old = proc.space;
        long level = Interrupts.disable();
        proc.space = program.space;
        AddressSpace.activate(program.space);
        Interrupts.restore(level);
        old.destroy();
        adopt(proc, program);
        begin(self.userFrame, program);
        return true;
    }

    /** Makes the first process, number 1, from a program; it runs as soon as the caller lets it. */
    public static Proc startFirst(Program program, ProcessFiles files) {
        Proc proc = new Proc();
        proc.space = program.space;
        proc.files = files;
        proc.thread = UserThread.make(proc);
        adopt(proc, program);
        begin(proc.thread.userFrame, program);
        Proc.TABLE.acquire();
        proc.enter();
        proc.group = proc.pid;
        proc.session = proc.pid;
        Proc.TABLE.release();
        if (Console.isTerminal()) {
            Terminal.CONSOLE.acquireFor(proc);
        }
        Devices.write(Devices.SYSTEM_CONTROL, MARKER, MARKER_BOOTED);
        Sched.admit(proc.thread);
        return proc;
    }

    private static void adopt(Proc proc, Program program) {
        Proc.TABLE.acquire();
        if (proc.executablePath != null) {
            Kmem.free(proc.executablePath);
            Kmem.free(proc.arguments);
        }
        proc.executablePath = program.path;
        proc.arguments = program.arguments;
        proc.initialStack = program.stack;
        if (proc.holdsParent) {
            proc.holdsParent = false;
            proc.parent.childChanged.broadcast();
        }
        Proc.TABLE.release();
    }

    /**
     * The registers a program starts with: all clear but PC and stack; interrupts on, not privileged, ASI 0x80
     * (primary).
     */
    private static void begin(@Kva long frame, Program program) {
        Blocks.zero(frame, TrapFrame.BYTES);
        TrapFrame.set(frame, TrapFrame.TSTATE, TrapFrame.TSTATE_IE | 0x80L << 24);
        TrapFrame.jump(frame, program.entry);
        TrapFrame.setStack(frame, program.stack);
        TrapFrame.set(frame, TrapFrame.WINDOW_LOADED, 1);
    }

    private Exec() {}
}
