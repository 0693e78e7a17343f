package dev.lamarck.kernel.signal;

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
    /** The alternate signal stack: start, bytes (0 = none). */
    public long stack;
    public long stackBytes;

    /** Of the one last taken, as {@code siginfo_t} has it: {@code si_code}, sender or address, and value or status. */
    public int code;
    public long origin;
    public long value;

    /** Frees it, with what is pending. Its thread is gone or never ran. */
    public void free() {
        queue.free();
        Kmem.free(this);
    }
}
