package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;

/** Lines from a descriptor. */
public final class Input {
    /** What {@link #line} gives when a signal came before the line. */
    public static final int INTERRUPTED = -2;
    private static final int EINTR = -4;

    private final int descriptor;
    private final byte[] buffer = new byte[1024];
    private int from;
    private int to;
    private long last;

    public Input(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Puts the next line, without its end, into {@code line}; its length, what does not fit dropped, or −1 at the end of input. */
    public int line(byte[] line) {
        return line(line, line.length);
    }

    /** The same with at most so many bytes; {@link #INTERRUPTED} if a signal was handled instead. */
    public int line(byte[] line, int room) {
        int length = 0;
        while (from < to || fill()) {
            int end = Bytes.indexOf(buffer, from, to, '\n');
            int n = Math.min(end - from, room - length);
            Bytes.copy(buffer, from, line, length, n);
            length += n;
            boolean complete = end < to;
            from = complete ? end + 1 : to;
            if (complete) {
                return length;
            }
        }
        return length > 0 ? length : last == EINTR ? INTERRUPTED : -1;
    }

    private boolean fill() {
        long n = Posix.read(descriptor, buffer, 0, buffer.length);
        last = n;
        from = 0;
        to = n > 0 ? (int) n : 0;
        return n > 0;
    }
}
