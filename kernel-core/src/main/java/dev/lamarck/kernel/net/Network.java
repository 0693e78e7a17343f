package dev.lamarck.kernel.net;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.proc.ProcRoot;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.WaitQueue;

/**
 * The network's lock and its thread, which serves the protocols' timers. What comes in is carried up through the layers by the interface's interrupt thread, which waits for the lock like
 * anybody.
 */
public final class Network implements ThreadBody {
    /** Guards all protocols and all sockets, and the interface's rings. */
    public static final Mutex LOCK = new Mutex();
    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;

    private static final WaitQueue SLEEPER = new WaitQueue();
    private static Ethernet ethernet;
    /** When the thread looks at the timers next; whoever sets one that is due before wakes it. */
    private static long looksAgain = Clock.NEVER;

    /** Starts the interface and the thread. */
    public static void start() {
        Ip.attach(new Loopback(Loopback.MTU));
        Hme driver = new Hme();
        ethernet = new Ethernet(driver);
        Ip.attach(ethernet);
        ProcRoot.add(new NetworkFile(driver));
        Sched.startThread("network", new Network(), KThread.KERNEL_PRIORITY, 0);
    }

    @Override
    public void run() {
        while (true) {
            serve();
            Sched.LOCK.acquire();
            Clock.sleepOn(SLEEPER, looksAgain);
            Sched.LOCK.release();
        }
    }

    private static void serve() {
        LOCK.acquire();
        long now = now();
        if (looksAgain <= now) {
            looksAgain = Clock.NEVER;
            Tcp.tick(now);
            ethernet.tick(now);
            Reassembly.tick(now);
            Ip.drain();
        }
        LOCK.release();
    }

    /** A timer is due at a moment: has the thread look at all of them then. The network is locked. */
    static void lookAt(long moment) {
        if (moment < looksAgain) {
            looksAgain = moment;
            Sched.LOCK.acquire();
            Sched.wakeFirst(SLEEPER);
            Sched.LOCK.release();
        }
    }

    /** Cycles since reset. */
    static long now() {
        return TimeOfDay.cycles();
    }

    static long milliseconds(long count) {
        return TimeOfDay.toCycles(count * NANOSECONDS_A_MILLISECOND);
    }

    private Network() {}
}
