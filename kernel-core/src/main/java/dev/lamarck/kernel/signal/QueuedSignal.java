package dev.lamarck.kernel.signal;

/**
 * A signal that was sent with a value, or to one thread. Real-time signals each have their place in the receiver's {@link SignalQueue}; of the
 * others only the first counts until it is taken.
 */
final class QueuedSignal {
    final int signal;
    /** {@code si_code}; the two words behind it in {@code siginfo_t}: sender, or timer and overruns; {@code si_value}. */
    int code;
    long origin;
    long value;
    /** Its timer, to which it belongs, or null. */
    final IntervalTimer timer;
    /** Where it waits, or null. */
    SignalQueue queue;
    QueuedSignal next;

    QueuedSignal(int signal, IntervalTimer timer) {
        this.signal = signal;
        this.timer = timer;
    }
}
