package dev.lamarck.kernel.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.process.HostedProcesses;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.trap.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final long HANDLER = 0x10_0000;
    private static final int REAL_TIME = Signal.REAL_TIME;
    private Proc self;
    private Proc other;

    @BeforeEach
    void start() {
        HostedKernel.start();
        self = Proc.current();
        HostedProcesses.enter(self);
        other = new Proc();
        other.thread = thread(other);
        HostedProcesses.enter(other);
        other.group = 77;
    }

    @AfterEach
    void leave() {
        HostedProcesses.leave(other);
        HostedProcesses.leave(self);
    }

    private static KThread thread(Proc of) {
        KThread thread = new KThread("other", null, 20);
        thread.proc = of;
        thread.signals = new ThreadSignals();
        return thread;
    }

    private void handle(Proc proc, int signal) {
        SignalAction action = new SignalAction();
        action.handler = HANDLER;
        assertThat(Signals.setAction(proc, signal, action, null)).isZero();
    }

    @Test
    void killFindsTheProcessAndGetsItsAttention() {
        handle(other, Signal.SIGUSR1);
        assertThat(Signals.kill(other.pid, Signal.SIGUSR1)).isZero();
        assertThat(other.pendingSignals).isEqualTo(Signal.bit(Signal.SIGUSR1));
        assertThat(other.thread.pending).isEqualTo(ThreadContext.SIGNAL);
        assertThat(other.values[Signal.SIGUSR1 - 1] >>> 32).isEqualTo(self.pid);
        assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGUSR1);
        assertThat(Signals.take(other.thread)).isZero();
    }

    @Test
    void realTimeSignalsAreDeliveredEachWithItsValue() {
        handle(other, REAL_TIME);
        handle(other, Signal.SIGUSR1);
        for (int value = 1; value <= 3; value++) {
            assertThat(Signals.queue(other.pid, REAL_TIME, -1, value)).isZero();
            assertThat(Signals.queue(other.pid, Signal.SIGUSR1, -1, 10 * value)).isZero();
        }
        assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGUSR1);
        assertThat(other.thread.signals.value).as("the first of those sent while it was pending").isEqualTo(10);
        for (int value = 1; value <= 3; value++) {
            assertThat(Signals.take(other.thread)).isEqualTo(REAL_TIME);
            assertThat(other.thread.signals.value).isEqualTo(value);
            assertThat(other.thread.signals.code).isEqualTo(-1);
        }
        assertThat(Signals.take(other.thread)).isZero();
        assertThat(other.queue.isEmpty()).isTrue();
    }

    @Test
    void ignoringASignalDropsWhatIsQueued() {
        handle(other, REAL_TIME);
        Signals.queue(other.pid, REAL_TIME, -1, 1);
        SignalAction ignore = new SignalAction();
        ignore.handler = SignalAction.IGNORE;
        Signals.setAction(other, REAL_TIME, ignore, null);
        assertThat(other.queue.isEmpty()).isTrue();
        assertThat(Signals.queue(other.pid, REAL_TIME, -1, 1)).isZero();
        assertThat(other.queue.isEmpty()).isTrue();
        assertThat(Signals.queue(31000, REAL_TIME, -1, 1)).isEqualTo(-Errno.ESRCH);
        assertThat(Signals.queue(other.pid, 65, -1, 1)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void queuesAreBounded() {
        handle(other, REAL_TIME);
        int queued = 0;
        while (Signals.queue(other.pid, REAL_TIME, -1, 0) == 0) {
            queued++;
        }
        assertThat(queued).isEqualTo(SignalQueue.MOST);
        other.queue.removeAll(-1L);
        assertThat(other.queue.isEmpty()).isTrue();
    }

    @Test
    void aTimerSendsOnceAndCountsWhatItMissed() {
        handle(self, REAL_TIME);
        IntervalTimer timer = IntervalTimer.find(IntervalTimer.make(TimerClock.SINCE_RESET, REAL_TIME, 99, 0));
        timer.set(1000, 100);
        IntervalTimer.tick(self, 999);
        assertThat(self.pendingSignals).isZero();
        IntervalTimer.tick(self, 1250);
        IntervalTimer.tick(self, 1300);
        assertThat(Signals.take(self.thread)).isEqualTo(REAL_TIME);
        assertThat(self.thread.signals.value).isEqualTo(99);
        assertThat(timer.overrun()).as("1100 and 1200, then 1300").isEqualTo(3);
        assertThat(Signals.take(self.thread)).isZero();
        timer.set(2000, 0);
        IntervalTimer.tick(self, 5000);
        timer.delete();
        assertThat(self.queue.isEmpty()).isTrue();
        assertThat(self.timers).isNull();
    }

    @Test
    void signalZeroOnlyAsks() {
        assertThat(Signals.kill(other.pid, 0)).isZero();
        assertThat(other.pendingSignals).isZero();
        assertThat(Signals.kill(31000, 0)).isEqualTo(-Errno.ESRCH);
        assertThat(Signals.kill(other.pid, 65)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void onlyTheSameUserAndTheSuperuserMaySend() {
        handle(other, Signal.SIGUSR1);
        self.uid = 7;
        self.euid = 7;
        assertThat(Signals.kill(other.pid, Signal.SIGUSR1)).as("a stranger").isEqualTo(-Errno.EPERM);
        assertThat(other.pendingSignals).isZero();
        other.session = self.session;
        assertThat(Signals.kill(other.pid, Signal.SIGCONT)).as("SIGCONT in one session").isZero();
        other.suid = 7;
        assertThat(Signals.kill(other.pid, Signal.SIGUSR1)).as("the saved user").isZero();
        other.suid = 0;
        self.euid = 0;
        assertThat(Signals.kill(other.pid, Signal.SIGUSR1)).as("the superuser").isZero();
    }

    @Test
    void theKernelsOwnSignalsNeedNoPermission() {
        self.uid = 7;
        self.euid = 7;
        assertThat(Signals.send(Signal.SIGUSR1, other, true)).isZero();
    }

    @Test
    void theVariantsOfKillProcDoTheSame() {
        handle(other, Signal.SIGUSR1);
        for (int i = 0; i < 2; i++) {
            assertThat(Signals.killProcCached(other.pid, Signal.SIGUSR1, false)).isZero();
            assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGUSR1);
        }
        assertThat(self.lastTarget).isSameAs(other);
        assertThat(Signals.killProcFolded(other.pid, Signal.SIGUSR1, false)).isZero();
        assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGUSR1);
        assertThat(Signals.killProcCached(31000, 0, false)).isEqualTo(-Errno.ESRCH);
        assertThat(Signals.killProcFolded(31000, 0, false)).isEqualTo(-Errno.ESRCH);
    }

    @Test
    void groupsGetTheirSignals() {
        handle(other, Signal.SIGTERM);
        assertThat(Signals.kill(-77, Signal.SIGTERM)).isZero();
        assertThat(other.pendingSignals).isEqualTo(Signal.bit(Signal.SIGTERM));
        assertThat(Signals.kill(-78, Signal.SIGTERM)).isEqualTo(-Errno.ESRCH);
    }

    @Test
    void ignoredSignalsLeaveNoTrace() {
        SignalAction ignore = new SignalAction();
        ignore.handler = SignalAction.IGNORE;
        Signals.setAction(other, Signal.SIGTERM, ignore, null);
        Signals.kill(other.pid, Signal.SIGTERM);
        Signals.kill(other.pid, Signal.SIGWINCH);
        assertThat(other.pendingSignals).isZero();
        assertThat(other.thread.pending).isZero();
    }

    @Test
    void blockedSignalsWait() {
        handle(other, Signal.SIGUSR1);
        Signals.block(other.thread, Signal.bit(Signal.SIGUSR1) | Signal.bit(Signal.SIGKILL));
        Signals.kill(other.pid, Signal.SIGUSR1);
        assertThat(Signals.take(other.thread)).isZero();
        assertThat(other.thread.signals.blocked).as("SIGKILL cannot be blocked").isEqualTo(Signal.bit(Signal.SIGUSR1));
        Signals.block(other.thread, 0);
        assertThat(other.thread.pending).isEqualTo(ThreadContext.SIGNAL);
        assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGUSR1);
    }

    private KThread second(Proc of) {
        KThread thread = thread(of);
        thread.tid = 500;
        of.thread.nextOfProcess = thread;
        return thread;
    }

    @Test
    void aProcessesSignalGoesToAThreadThatDoesNotBlockIt() {
        handle(other, Signal.SIGUSR1);
        KThread second = second(other);
        other.thread.signals.blocked = Signal.bit(Signal.SIGUSR1);
        Signals.kill(other.pid, Signal.SIGUSR1);
        assertThat(other.thread.pending).isZero();
        assertThat(second.pending).isEqualTo(ThreadContext.SIGNAL);
        assertThat(Signals.take(other.thread)).isZero();
        assertThat(Signals.take(second)).isEqualTo(Signal.SIGUSR1);
        assertThat(Signals.take(second)).isZero();
    }

    @Test
    void whoBlocksASignalPassesItOn() {
        handle(other, Signal.SIGUSR1);
        KThread second = second(other);
        Signals.kill(other.pid, Signal.SIGUSR1);
        assertThat(second.pending).isZero();
        Signals.block(other.thread, Signal.bit(Signal.SIGUSR1));
        assertThat(second.pending).isEqualTo(ThreadContext.SIGNAL);
        assertThat(Signals.take(second)).isEqualTo(Signal.SIGUSR1);
    }

    @Test
    void aThreadsSignalIsItsOwnAndComesFirst() {
        handle(other, Signal.SIGUSR1);
        handle(other, Signal.SIGHUP);
        KThread second = second(other);
        Signals.kill(other.pid, Signal.SIGHUP);
        assertThat(Signals.queueToThread(other.pid, 500, Signal.SIGUSR1, -6, 0)).isZero();
        assertThat(Signals.queueToThread(other.pid, 500, Signal.SIGUSR1, -6, 0)).as("merged").isZero();
        assertThat(Signals.queueToThread(self.pid, 500, Signal.SIGUSR1, -6, 0)).as("of another process").isEqualTo(-Errno.ESRCH);
        assertThat(Signals.take(other.thread)).isEqualTo(Signal.SIGHUP);
        assertThat(Signals.take(other.thread)).isZero();
        assertThat(Signals.take(second)).isEqualTo(Signal.SIGUSR1);
        assertThat(second.signals.code).isEqualTo(-6);
        assertThat(second.signals.origin >>> 32).isEqualTo(self.pid);
        assertThat(Signals.take(second)).isZero();
    }

    @Test
    void sigcontTakesBackWhatStopsAThread() {
        KThread second = second(other);
        Signals.queueToThread(0, 500, Signal.SIGTSTP, -6, 0);
        assertThat(Signals.pending(second)).isEqualTo(Signal.bit(Signal.SIGTSTP));
        Signals.kill(other.pid, Signal.SIGCONT);
        assertThat(Signals.pending(second)).isZero();
        assertThat(second.signals.queue.isEmpty()).isTrue();
    }

    @Test
    void aFaultCannotBeBlockedOrIgnored() {
        Signals.block(self.thread, -1L);
        handle(self, Signal.SIGSEGV);
        Signals.force(self.thread, Signal.SIGSEGV, 1, 0x1234);
        assertThat(self.actions[Signal.SIGSEGV - 1].handler).isEqualTo(SignalAction.DEFAULT);
        assertThat(Signals.take(self.thread)).isEqualTo(Signal.SIGSEGV);
    }

    @Test
    void faultsComeBeforeSignalsOfOthers() {
        handle(self, Signal.SIGHUP);
        handle(self, Signal.SIGSEGV);
        Signals.kill(self.pid, Signal.SIGHUP);
        Signals.force(self.thread, Signal.SIGSEGV, 1, 0);
        assertThat(Signals.take(self.thread)).isEqualTo(Signal.SIGSEGV);
        assertThat(Signals.take(self.thread)).isEqualTo(Signal.SIGHUP);
    }

    @Test
    void stopAndContinueCancelEachOther() {
        Signals.kill(other.pid, Signal.SIGTSTP);
        assertThat(other.pendingSignals).isEqualTo(Signal.bit(Signal.SIGTSTP));
        Signals.kill(other.pid, Signal.SIGCONT);
        assertThat(other.pendingSignals).isZero();
    }

    @Test
    void killAndStopHaveNoHandlers() {
        SignalAction action = new SignalAction();
        action.handler = HANDLER;
        assertThat(Signals.setAction(self, Signal.SIGKILL, action, null)).isEqualTo(-Errno.EINVAL);
        assertThat(Signals.setAction(self, Signal.SIGSTOP, action, null)).isEqualTo(-Errno.EINVAL);
        assertThat(Signals.setAction(self, Signal.SIGKILL, null, action)).isZero();
        assertThat(Signals.setAction(self, 0, null, null)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void execKeepsIgnoredAndForgetsHandlers() {
        handle(self, Signal.SIGUSR1);
        SignalAction ignore = new SignalAction();
        ignore.handler = SignalAction.IGNORE;
        Signals.setAction(self, Signal.SIGUSR2, ignore, null);
        Signals.reset(self.thread);
        assertThat(self.actions[Signal.SIGUSR1 - 1].handler).isEqualTo(SignalAction.DEFAULT);
        assertThat(self.actions[Signal.SIGUSR2 - 1].handler).isEqualTo(SignalAction.IGNORE);
    }
}
