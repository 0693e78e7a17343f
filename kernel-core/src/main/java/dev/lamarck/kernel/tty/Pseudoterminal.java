package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;

/**
 * A terminal behind which a program sits: what that writes is typed, what is written to the terminal it reads. It shows what is typed itself. The lock guards what is to be read as it guards what was typed; the other
 * words change whole, with preemption off. It is there as long as one of its two files is.
 */
public final class Pseudoterminal extends Terminal {
    private static final int OUTPUT = 4096;
    /** A key that is no character is shown so: a caret, and what is at its place among the characters. */
    private static final int CONTROL = 0x40;
    private static final int DELETE = 0x7F;

    private final int number;
    /** The terminal's, held by the program's, which is there as long as this is in the table. */
    private Vnode file;
    private final byte[] output = new byte[OUTPUT];
    /** In {@link #output}, counted from the beginning of time. */
    private int read;
    private int written;
    /** Files there are: the program's, and the terminal's. */
    private int files = 2;
    private boolean isLocked = true;
    private boolean isHungUp;
    private int opens;
    private boolean wasOpened;
    /** Rows, columns, and two numbers of pixels, 16 bits each. */
    private long window;

    Pseudoterminal(int number) {
        this.number = number;
    }

    /** A new one; null if there are too many, or there is no memory. */
    public static Pseudoterminal make() {
        return Pages.mayGive(3) ? FurtherTerminals.make() : null;
    }

    public int number() {
        return number;
    }

    Vnode file() {
        return file;
    }

    /** From now on it is found in {@code /dev/pts}. */
    public void setFile(Vnode terminal) {
        file = terminal;
    }

    boolean isLocked() {
        return isLocked;
    }

    void setLocked(boolean locked) {
        isLocked = locked;
    }

    long window() {
        return window;
    }

    /** Who is in the foreground is told. */
    void setWindow(long size) {
        boolean isNews = size != window;
        window = size;
        if (isNews && foreground() != 0) {
            Signals.sendToGroup(foreground(), Signal.SIGWINCH);
        }
    }

    // ---- what is typed

    @Override
    int type(int typed) {
        int ahead = typedAhead();
        boolean isEdited = settings.isCanonical();
        boolean isEnd = isEdited && settings.is(typed, Termios.END_OF_FILE);
        boolean isErasure = isEdited && (settings.is(typed, Termios.ERASE) || settings.is(typed, Termios.KILL));
        int signals = super.type(typed);
        if (settings.echoes() && !isEnd) {
            show(settings.returnsAreNewlines() && typed == '\r' ? '\n' : typed, isErasure ? ahead - typedAhead() : -1);
        }
        return signals;
    }

    /** Shows a key, or that so many characters have been taken back. The lock is held. */
    private void show(int key, int erased) {
        for (int i = 0; i < erased; i++) {
            put('\b');
            put(' ');
            put('\b');
        }
        if (erased < 0 && (key < ' ' && key != '\n' && key != '\t' || key == DELETE)) {
            put('^');
            put(key ^ CONTROL);
        } else if (erased < 0) {
            write(key);
        }
    }

    /** It is shown where it is typed. */
    @Override
    void echo(int key) {}

    @Override
    void listen() {}

    @Override
    boolean isHungUp() {
        return isHungUp;
    }

    /** Whether the program has left. */
    public boolean isAbandoned() {
        return isHungUp;
    }

    /** The program's writing. */
    public long typeFrom(Uio from) {
        long wanted = from.residual();
        byte[] chunk = new byte[1];
        int error = 0;
        while (error == 0 && from.residual() > 0) {
            int seen = Readiness.changes();
            if (isFull()) {
                error = from.isNonblocking() ? -Errno.EAGAIN : await(seen);
            } else {
                error = from.moveInBytes(chunk, 0, 1);
                if (error == 0) {
                    lock.acquire();
                    int signals = type(chunk[0] & 0xFF);
                    lock.release();
                    send(signals);
                }
            }
        }
        Kmem.free(chunk);
        long moved = wanted - from.residual();
        return moved > 0 || error == 0 ? moved : error;
    }

    private static int await(int seen) {
        return Readiness.await(seen, Clock.NEVER) == 0 ? 0 : -Errno.ERESTART;
    }

    // ---- what is written to it

    /** What finds no room is lost. The lock is held. */
    private void put(int octet) {
        if (written - read < OUTPUT) {
            output[written++ & OUTPUT - 1] = (byte) octet;
        }
    }

    private void write(int octet) {
        if (octet == '\n' && settings.newlinesReturn()) {
            put('\r');
        }
        put(octet);
    }

    /** The terminal's writing: waits for room for two characters, which a newline may be. */
    public long writeFrom(Uio from) {
        long wanted = from.residual();
        byte[] chunk = new byte[1];
        int error = writeRefusal();
        while (error == 0 && from.residual() > 0) {
            int seen = Readiness.changes();
            if (isHungUp) {
                error = -Errno.EIO;
            } else if (!hasRoom()) {
                error = from.isNonblocking() ? -Errno.EAGAIN : await(seen);
            } else {
                error = from.moveInBytes(chunk, 0, 1);
                if (error == 0) {
                    lock.acquire();
                    write(chunk[0] & 0xFF);
                    lock.release();
                    if (from.residual() == 0 || !hasRoom()) {
                        Readiness.changed();
                    }
                }
            }
        }
        Kmem.free(chunk);
        long moved = wanted - from.residual();
        return moved > 0 || error == 0 ? moved : error;
    }

    public boolean hasRoom() {
        return OUTPUT - (written - read) >= 2;
    }

    public int bytesWritten() {
        return written - read;
    }

    /** The program's reading; −EIO once nobody has the terminal open any more. */
    public long readTo(Uio to) {
        byte[] taken = new byte[OUTPUT];
        long n = 0;
        while (n == 0 && to.residual() > 0) {
            int seen = Readiness.changes();
            n = take(taken, (int) Math.min(to.residual(), OUTPUT));
            if (n == 0) {
                n = isLeft() ? -Errno.EIO : to.isNonblocking() ? -Errno.EAGAIN : await(seen);
            }
        }
        if (n > 0) {
            int error = to.moveOutBytes(taken, 0, (int) n);
            n = error == 0 ? n : error;
            Readiness.changed();
        }
        Kmem.free(taken);
        return n;
    }

    private int take(byte[] to, int most) {
        lock.acquire();
        int n = 0;
        while (n < most && read != written) {
            to[n++] = output[read++ & OUTPUT - 1];
        }
        lock.release();
        return n;
    }

    /** Whether it was open and is not any more. */
    public boolean isLeft() {
        return wasOpened && opens == 0;
    }

    // ---- its files

    /** The terminal is opened. @return 0, or −EIO if it may not be, or not any more */
    public int open() {
        if (isLocked || isHungUp) {
            return -Errno.EIO;
        }
        opens++;
        wasOpened = true;
        return 0;
    }

    public void close() {
        opens--;
        Readiness.changed();
    }

    /** The program has left: readers find the end, and whose terminal it was is told. */
    public void abandon() {
        isHungUp = true;
        FurtherTerminals.remove(number);
        hangUp(session());
        Readiness.changed();
    }

    /** One of its two files is no more. */
    public void release() {
        files--;
        if (files == 0) {
            Kmem.free(output);
            free();
        }
    }
}
