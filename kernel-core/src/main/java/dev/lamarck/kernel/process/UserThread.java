package dev.lamarck.kernel.process;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.kernel.sched.TimeSharing;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.trap.Floating;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.TrapReturn;
import dev.lamarck.kernel.trap.UserWindows;

/** A process's thread begins by leaving for user mode with the frame that was prepared for it. */
final class UserThread implements ThreadBody {
    private static final UserThread BODY = new UserThread();

    @Override
    public void run() {
        TrapReturn.startUser(KThread.current().userFrame);
    }

    /** A thread for a process, its frame still to be filled; not yet admitted. @return null if there is no memory */
    static KThread make(Proc proc) {
        KThread thread = new KThread("user", BODY, 0);
        TimeSharing.CLASS.enter(thread);
        if (!Sched.prepareStack(thread)) {
            Kmem.free(thread);
            return null;
        }
        UserWindows.prepare(thread);
        Floating.prepare(thread);
        thread.userFrame = thread.stackHigh - TrapFrame.BYTES;
        thread.proc = proc;
        thread.signals = new ThreadSignals();
        return thread;
    }
}
