package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A terminal's line discipline; the console's, if that is one. The interrupt handler turns what is typed into signals for the foreground group or puts it into
 * a queue, from which readers take it, by lines or by bytes. The lock guards the queue; session and foreground are words that change whole.
 */
public class Terminal implements InterruptHandler {
    /** The one there is, if the console is one. */
    public static final Terminal CONSOLE = new Terminal();

    private static final int QUEUE = 4096;
    /** In the queue, where the key for the end of input was. */
    private static final int END = 256;
    private static final long TENTH = 100_000_000L;

    final Termios settings = new Termios();
    final SpinLock lock = new SpinLock();
    /** Typed and not read, from {@link #taken} to {@link #put}, both counted from the beginning of time. */
    private final short[] queue = new short[QUEUE];
    private int taken;
    private int put;
    /** How many lines and ends of input are complete in the queue. */
    private int lines;
    /** What the terminal was told that somebody waits for, since something came last. */
    private int listening;
    private int session;
    private int foreground;

    Terminal() {}

    /** Lets keys interrupt. */
    public static void start() {
        if (Console.isTerminal()) {
            Interrupts.register(Interrupts.CONSOLE, CONSOLE);
        }
    }

    // ---- what is typed

    @Override
    @Symbol("tty_intr")
    public void interrupt() {
        lock.acquire();
        listening = 0;
        int signals = 0;
        for (int key = Console.key(); key >= 0; key = Console.key()) {
            signals |= type(key);
        }
        lock.release();
        send(signals);
    }

    /** Sends the foreground group what keys meant, and says that there may be something to read. */
    final void send(int set) {
        int signals = set;
        for (int signal = 1; signals != 0; signal++, signals >>= 1) {
            if ((signals & 1) != 0 && foreground != 0) {
                Signals.sendToGroup(foreground, signal);
            }
        }
        Readiness.changed();
    }

    /** One key. @return the set of signals that it means, as {@link Signal#bit} has them. The lock is held */
    int type(int typed) {
        int key = settings.returnsAreNewlines() && typed == '\r' ? '\n' : typed;
        int signal = settings.signals() ? signal(key) : 0;
        if (signal != 0) {
            if (settings.flushes()) {
                flush();
            }
            return (int) Signal.bit(signal);
        }
        if (!settings.isCanonical()) {
            echo(key);
            append(key);
        } else if (settings.is(key, Termios.ERASE)) {
            erase();
        } else if (settings.is(key, Termios.KILL)) {
            while (erase()) {
                continue;
            }
        } else {
            append(settings.is(key, Termios.END_OF_FILE) ? END : key);
        }
        return 0;
    }

    private int signal(int key) {
        return settings.is(key, Termios.INTERRUPT) ? Signal.SIGINT
                : settings.is(key, Termios.QUIT) ? Signal.SIGQUIT : settings.is(key, Termios.SUSPEND) ? Signal.SIGTSTP : 0;
    }

    /** A terminal that is not asked for lines does not show what is typed. */
    void echo(int key) {
        if (settings.echoes()) {
            Console.put(Console.OUT, key);
        }
    }

    /** What finds no room is lost. */
    private void append(int key) {
        if (put - taken < QUEUE) {
            queue[put++ & QUEUE - 1] = (short) key;
            lines += endsLine(key) ? 1 : 0;
        }
    }

    private static boolean endsLine(int key) {
        return key == '\n' || key == END;
    }

    /** Takes the last key back, unless a line ended there. */
    private boolean erase() {
        boolean can = put != taken && !endsLine(queue[put - 1 & QUEUE - 1]);
        put -= can ? 1 : 0;
        return can;
    }

    private void flush() {
        taken = put;
        lines = 0;
    }

    /** Forgets what has been typed and not read. */
    void discardInput() {
        lock.acquire();
        flush();
        lock.release();
    }

    // ---- reading and writing

    /** Moves a line, or what there is, to a reader of the foreground. */
    @Symbol("tty_read")
    public long read(Uio to) {
        int wanted = (int) Math.min(to.residual(), QUEUE);
        byte[] bytes = new byte[wanted];
        long n = wanted == 0 ? 0 : read(bytes, to.isNonblocking());
        if (n > 0) {
            int error = to.moveOutBytes(bytes, 0, (int) n);
            n = error == 0 ? n : error;
        }
        Kmem.free(bytes);
        return n;
    }

    private long read(byte[] to, boolean isNonblocking) {
        long limit = 0;
        while (true) {
            int seen = Readiness.changes();
            int error = JobControl.refusal(this, Signal.SIGTTIN);
            if (error != 0) {
                return error;
            }
            lock.acquire();
            boolean isDone = isReady(to.length) || isHungUp() || limit != 0 && limit <= TimeOfDay.cycles();
            int n = isDone ? take(to) : 0;
            lock.release();
            if (isDone || isNonblocking) {
                return isDone ? n : -Errno.EAGAIN;
            }
            if ((KThread.current().pending & ThreadContext.SIGNAL) != 0) {
                return -Errno.ERESTART;
            }
            listen();
            limit = limit(limit);
            if (Readiness.await(seen, limit == 0 ? Clock.NEVER : limit) == -Errno.EINTR) {
                return -Errno.ERESTART;
            }
        }
    }

    /** When a read that began to wait gives up, 0 for never: only without lines, by {@code VTIME} (POSIX.1 11.1.7). */
    private long limit(long before) {
        boolean isTimed = !settings.isCanonical() && settings.tenths() > 0 && (settings.least() == 0 || put != taken);
        return !isTimed ? 0 : before != 0 ? before : Clock.after(TimeOfDay.toCycles(settings.tenths() * TENTH));
    }

    private boolean isReady(int wanted) {
        return settings.isCanonical() ? lines > 0
                : put - taken >= Math.min(wanted, settings.least()) && (settings.least() > 0 || settings.tenths() == 0 || put != taken);
    }

    /** @return how many bytes were taken: none at the end of input. The lock is held */
    private int take(byte[] to) {
        int n = 0;
        boolean isOver = false;
        while (!isOver && n < to.length && put != taken) {
            int key = queue[taken++ & QUEUE - 1];
            isOver = endsLine(key) && settings.isCanonical();
            lines -= endsLine(key) ? 1 : 0;
            if (key != END) {
                to[n++] = (byte) key;
            }
        }
        return n;
    }

    /** Whether nothing will be typed any more. */
    boolean isHungUp() {
        return false;
    }

    /** Tells the terminal what is waited for, unless it knows. */
    void listen() {
        int sort = settings.isCanonical() ? Console.LINES : Console.KEYS;
        sort |= settings.echoes() ? 0 : Console.UNSEEN;
        lock.acquire();
        boolean isNews = listening != sort;
        listening = sort;
        lock.release();
        if (isNews) {
            Console.listen(sort);
        }
    }

    /** Whether a read would not wait. */
    public boolean hasInput() {
        return settings.isCanonical() ? lines > 0 : put != taken;
    }

    /** How many keys have been typed and not read. */
    final int typedAhead() {
        return put - taken;
    }

    /** Whether what is typed now would be lost. */
    final boolean isFull() {
        return put - taken == QUEUE;
    }

    /** Gives its memory back. */
    void free() {
        settings.free();
        Kmem.free(lock);
        Kmem.free(queue);
        Kmem.free(this);
    }

    /** How many bytes a read could take. */
    public int bytesReady() {
        return settings.isCanonical() && lines == 0 ? 0 : put - taken;
    }

    /** Why the current process may not write now, or 0. */
    public int writeRefusal() {
        return settings.stopsWriters() ? JobControl.refusal(this, Signal.SIGTTOU) : 0;
    }

    // ---- whose it is

    /** Becomes the terminal of a session that has none, if a leader asks and it is nobody's. @return whether it is that session's now */
    public boolean acquireFor(Proc leader) {
        if (session == 0 && leader.session == leader.pid && !FurtherTerminals.controls(leader) && !CONSOLE.controls(leader)) {
            session = leader.session;
            foreground = leader.group;
        }
        return session == leader.session;
    }

    public boolean controls(Proc process) {
        return session != 0 && session == process.session;
    }

    int session() {
        return session;
    }

    int foreground() {
        return foreground;
    }

    void setForeground(int group) {
        foreground = group;
    }

    /** A session gives it up, if it is its: whoever is in the foreground is told. */
    public void hangUp(int leaving) {
        if (session != 0 && session == leaving) {
            int left = foreground;
            session = 0;
            foreground = 0;
            Signals.sendToGroup(left, Signal.SIGHUP);
            Signals.sendToGroup(left, Signal.SIGCONT);
        }
    }
}
