package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.SignalAction;
import dev.lamarck.kernel.text.TextBuffer;

/** {@code /proc/N/status}: what {@code stat} tells, for people; whom the process acts for; its memory; its signals as sets. */
final class ProcStatus extends ProcReport {
    private static final int SIGNAL_DIGITS = 16;

    ProcStatus(long number, int pid) {
        super(number, pid);
    }

    static void name(TextBuffer text, Proc process) {
        byte[] name = new byte[ProcStat.MAX_NAME];
        text.bytes(name, ProcStat.appendName(name, 0, process));
        Kmem.free(name);
    }

    @Override
    void write(TextBuffer text, Proc process) {
        name(text.text("Name:\t"), process);
        int state = ProcStat.state(process);
        text.text("\nState:\t").character(state).text(state == 'R' ? " (running)" : state == 'S' ? " (sleeping)" : state == 'T' ? " (stopped)" : " (zombie)");
        text.text("\nTgid:\t").decimal(process.pid).text("\nPid:\t").decimal(process.pid).text("\nPPid:\t").decimal(process.parentPid).text("\nTracerPid:\t0");
        people(text.text("\nUid:\t"), process.uid, process.euid, process.suid);
        people(text.text("\nGid:\t"), process.gid, process.egid, process.sgid);
        text.text("\nVmSize:\t").decimal(mapped(process) >> 10).text(" kB\nVmRSS:\t").decimal(resident(process) >> 10).text(" kB");
        text.text("\nThreads:\t").decimal(process.threads());
        KThread thread = process.state == Proc.ZOMBIE ? null : process.thread;
        set(text.text("\nSigPnd:\t"), thread == null ? 0 : thread.signals.pending);
        set(text.text("\nShdPnd:\t"), process.pendingSignals);
        set(text.text("\nSigBlk:\t"), thread == null ? 0 : thread.signals.blocked);
        set(text.text("\nSigIgn:\t"), handled(process, true));
        set(text.text("\nSigCgt:\t"), handled(process, false));
        text.line();
    }

    /** Real, effective, saved, and that of the file system, which is the effective one. */
    private static void people(TextBuffer text, int real, int effective, int saved) {
        text.decimal(real).character('\t').decimal(effective).character('\t').decimal(saved).character('\t').decimal(effective);
    }

    private static void set(TextBuffer text, long signals) {
        text.padded(signals, SIGNAL_DIGITS);
    }

    /** The signals that it ignores, or those it has handlers for. */
    static long handled(Proc process, boolean ignored) {
        long set = 0;
        for (int signal = 1; signal <= Signal.COUNT; signal++) {
            long handler = process.actions[signal - 1].handler;
            boolean isMember = ignored ? handler == SignalAction.IGNORE : handler != SignalAction.IGNORE && handler != SignalAction.DEFAULT;
            set |= isMember ? Signal.bit(signal) : 0;
        }
        return set;
    }
}
