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
 * The network's lock and its thread, which carries what has come in up through the layers and serves the protocols' timers. Frames wait for it in a
 * queue that interrupt handlers fill; {@link Sched#LOCK} guards that and the thread's sleep.
 */
public final class Network implements ThreadBody {
    /** Guards all protocols and all sockets. */
    public static final Mutex LOCK = new Mutex();
    /** Frames that may wait for the thread; more are lost, as on a wire. */
    private static final int MOST_WAITING = 256;
    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;

    private static final WaitQueue SLEEPER = new WaitQueue();
    private static Mblk first;
    private static Mblk last;
    private static int waiting;
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

    /** Leaves a frame, or the news that there is one, for the thread; callable at interrupt level. */
    static void enqueue(Mblk frame) {
        Sched.LOCK.acquire();
        boolean isTaken = waiting < MOST_WAITING;
        if (isTaken) {
            frame.next = null;
            if (first == null) {
                first = frame;
            } else {
                last.next = frame;
            }
            last = frame;
            waiting++;
            Sched.wakeFirst(SLEEPER);
        }
        Sched.LOCK.release();
        if (!isTaken) {
            frame.free();
        }
    }

    private static Mblk dequeue() {
        Sched.LOCK.acquire();
        Mblk frame = first;
        if (frame != null) {
            first = frame.next;
            frame.next = null;
            waiting--;
        }
        Sched.LOCK.release();
        return frame;
    }

    @Override
    public void run() {
        while (true) {
            serve();
            Sched.LOCK.acquire();
            if (first == null) {
                Clock.sleepOn(SLEEPER, looksAgain);
            }
            Sched.LOCK.release();
        }
    }

    private static void serve() {
        LOCK.acquire();
        for (Mblk frame = dequeue(); frame != null; frame = dequeue()) {
            ethernet.rput(frame);
            Ip.drain();
        }
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
