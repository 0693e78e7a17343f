package dev.lamarck.kernel.fs.fifo;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.StreamFile;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A pipe. Readers wait while it is empty and has writers, writers while it is full and has readers. Its lock is held while user memory is
 * touched: a fault reads regular files only, never a pipe.
 */
@Magic
public final class Pipe extends StreamFile {
    private static final int OWNER_MAY_READ_AND_WRITE = 0x180;
    private static final int BUFFER_PAGES = 8;
    public static final int CAPACITY = BUFFER_PAGES * Pages.BYTES;
    /** A write of up to so many bytes is not mixed with others (POSIX's PIPE_BUF). */
    private static final int ATOMIC = 4096;
    /** Of what one call copies, which another pipe takes at once. */
    private static final int COPIED = ATOMIC;

    private final Condition changed = new Condition();
    /** From the first open on; 0 before. */
    private @Kva long buffer;
    /** The buffer's bytes in use are {@code taken} to {@code put}, counted from the beginning of time. */
    private long taken;
    private long put;
    private int readers;
    private int writers;
    /** How often it was opened for each, ever: one who waits for the other side misses no short visit. */
    private int readerOpens;
    private int writerOpens;

    public Pipe(int permissions) {
        super(FileMode.FIFO | permissions & FileMode.PERMISSIONS);
    }

    /** A pipe without a name. */
    public static Pipe anonymous() {
        return new Pipe(OWNER_MAY_READ_AND_WRITE);
    }

    @Override
    protected void inactive() {
        if (buffer != 0) {
            Pages.release(buffer);
        }
        changed.free();
    }

    /** Opens a named pipe: waits for the other side. Who would not wait may read nothing yet, but not write to nobody. */
    @Override
    public int open(int flags) {
        boolean waits = (flags & OpenFlags.NONBLOCKING) == 0;
        int error = attach(flags);
        lock.acquire();
        if (error == 0 && !waits && !OpenFlags.reads(flags) && readers == 0) {
            error = -Errno.ENXIO;
        }
        int readersSeen = readers > 0 ? -1 : readerOpens;
        int writersSeen = writers > 0 ? -1 : writerOpens;
        while (error == 0 && waits && (readersSeen == readerOpens || writersSeen == writerOpens)) {
            error = changed.awaitInterruptible(lock) == 0 ? 0 : -Errno.ERESTART;
        }
        lock.release();
        if (error != 0 && error != -Errno.ENOMEM) {
            close(flags);
        }
        return error;
    }

    /** Counts one more end, without waiting for the other side. @return 0 or −ENOMEM */
    public int attach(int flags) {
        lock.acquire();
        if (buffer == 0) {
            buffer = Pages.mayGive(BUFFER_PAGES) ? Pages.allocateRun(BUFFER_PAGES) : 0;
        }
        int error = buffer == 0 ? -Errno.ENOMEM : 0;
        if (error == 0 && OpenFlags.reads(flags)) {
            readers++;
            readerOpens++;
        }
        if (error == 0 && OpenFlags.writes(flags)) {
            writers++;
            writerOpens++;
        }
        tellChange();
        lock.release();
        return error;
    }

    @Override
    public void close(int flags) {
        lock.acquire();
        if (OpenFlags.reads(flags)) {
            readers--;
        }
        if (OpenFlags.writes(flags)) {
            writers--;
        }
        tellChange();
        lock.release();
    }

    @Override
    @Symbol("fifo_read")
    public long readTo(long offset, Uio to) {
        if (to.residual() == 0) {
            return 0;
        }
        lock.acquire();
        int error = 0;
        while (error == 0 && put == taken && writers > 0) {
            error = await(to);
        }
        long moved = 0;
        while (error == 0 && put > taken && to.residual() > 0) {
            int at = (int) taken & CAPACITY - 1;
            int n = (int) Math.min(Math.min(put - taken, CAPACITY - at), to.residual());
            error = to.moveOut(buffer + at, n);
            if (error == 0) {
                taken += n;
                moved += n;
            }
        }
        tellChange();
        lock.release();
        return moved > 0 || error == 0 ? moved : error;
    }

    /** Writes what it holds, or the first bytes of that, to another pipe, and keeps it; waits until it holds something, if wanted. No more than the other has room for. */
    public long copyTo(OpenFile other, long most, boolean isNonblocking) {
        @Kva long bytes = Pages.mayGive(1) ? Kmem.alloc(COPIED) : 0;
        if (bytes == 0) {
            return -Errno.ENOMEM;
        }
        lock.acquire();
        int error = 0;
        while (error == 0 && put == taken && writers > 0) {
            error = isNonblocking ? -Errno.EAGAIN : changed.awaitInterruptible(lock) == 0 ? 0 : -Errno.ERESTART;
        }
        int n = error != 0 ? 0 : (int) Math.min(Math.min(put - taken, most), COPIED);
        for (int i = 0; i < n; i++) {
            Memory.store8(bytes + i, Memory.loadUnsigned8(buffer + ((int) (taken + i) & CAPACITY - 1)));
        }
        lock.release();
        Uio copied = Uio.kernel(bytes, n);
        long moved = n == 0 ? error : other.write(copied);
        Kmem.free(copied);
        Kmem.free(bytes);
        return moved;
    }

    @Override
    @Symbol("fifo_write")
    public long writeFrom(long offset, Uio from) {
        long wanted = from.residual();
        int together = wanted <= ATOMIC ? (int) wanted : 1;
        lock.acquire();
        int error = 0;
        while (error == 0 && from.residual() > 0) {
            int room = CAPACITY - (int) (put - taken);
            if (readers == 0) {
                error = -Errno.EPIPE;
            } else if (room < together) {
                error = await(from);
            } else {
                error = moveIn(from, room);
            }
        }
        lock.release();
        long moved = wanted - from.residual();
        if (error == -Errno.EPIPE) {
            Signals.sendToCurrent(Signal.SIGPIPE);
        }
        return moved > 0 || error == 0 ? moved : error;
    }

    private int moveIn(Uio from, int room) {
        int at = (int) put & CAPACITY - 1;
        int n = (int) Math.min(Math.min(room, CAPACITY - at), from.residual());
        int error = from.moveIn(buffer + at, n);
        if (error == 0) {
            put += n;
            tellChange();
        }
        return error;
    }

    /** Of fcntl's commands (linux/fcntl.h) one of two that are for pipes. */
    private static final int F_SETPIPE_SZ = 1031;

    /** Any size that is wanted and not larger than its own is rounded up to that (fcntl(2)). */
    @Override
    public long command(int command, long argument) {
        boolean isTooMuch = command == F_SETPIPE_SZ && Integer.compareUnsigned((int) argument, CAPACITY) > 0;
        return isTooMuch ? (int) argument < 0 ? -Errno.EINVAL : -Errno.EPERM : CAPACITY;
    }

    @Override
    public int available() {
        lock.acquire();
        int bytes = (int) (put - taken);
        lock.release();
        return bytes;
    }

    @Override
    public int ready(int flags) {
        lock.acquire();
        int events = 0;
        if (OpenFlags.reads(flags)) {
            events |= (put > taken ? Readiness.IN : 0) | (writers == 0 ? Readiness.HANG_UP : 0);
        }
        if (OpenFlags.writes(flags)) {
            events |= (CAPACITY - (put - taken) >= ATOMIC ? Readiness.OUT : 0) | (readers == 0 ? Readiness.ERROR : 0);
        }
        lock.release();
        return events;
    }

    private void tellChange() {
        changed.broadcast();
        Readiness.changed();
    }

    /** Waits for a change, if the caller would wait. The lock is held. */
    private int await(Uio uio) {
        if (uio.isNonblocking()) {
            return -Errno.EAGAIN;
        }
        return changed.awaitInterruptible(lock) == 0 ? 0 : -Errno.ERESTART;
    }
}
