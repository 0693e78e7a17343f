package dev.lamarck.kernel.signal;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;

/**
 * What one thread of a process has of signals for itself. Blocked set and alternate stack are changed by the thread alone; what is pending is changed
 * with interrupts off.
 */
public final class ThreadSignals {
    /** See {@link Signal#bit}. */
    public volatile long blocked;
    /** Sent to this thread and not yet taken; each has its record in the queue. */
    public volatile long pending;
    final SignalQueue queue = new SignalQueue();
    /** Caused by the thread's own instructions: taken first, whatever is blocked; with {@code si_code} and address of the last. */
    long forced;
    int forcedCode;
    long forcedAddress;
    /** Blocked set to return to after {@code sigsuspend}'s handler. */
    long savedBlocked;
    boolean restoreBlocked;
    /** When the wait ends that a call was taken out of and which is made again, in cycles since reset; 0 if there is none. */
    private long limit;
    /** The alternate signal stack: start, bytes (0 = none). */
    public long stack;
    public long stackBytes;

    /** Of the one last taken, as {@code siginfo_t} has it: {@code si_code}, sender or address, and value or status. */
    public int code;
    public long origin;
    public long value;

    /** When the wait ends that a call begins: at a moment, or at that of the call before, which this one continues. */
    public long begin(long moment) {
        long kept = limit;
        limit = 0;
        return kept == 0 ? moment : kept;
    }

    /** A wait up to a moment is interrupted, and goes on if no handler runs. @return what the call's result is then */
    public int interrupt(long moment) {
        limit = moment;
        return -Errno.ERESTART_UNHANDLED;
    }

    /** A handler runs: what was interrupted does not go on. */
    void forgetWait() {
        limit = 0;
    }

    /** Frees it, with what is pending. Its thread is gone or never ran. */
    public void free() {
        queue.free();
        Kmem.free(this);
    }
}
