package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;

/** Lines from a descriptor. */
public final class Input {
    private final int descriptor;
    private final byte[] buffer = new byte[1024];
    private int from;
    private int to;

    public Input(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Puts the next line, without its end, into {@code line}; its length, what does not fit dropped, or −1 at the end of input. */
    public int line(byte[] line) {
        int length = 0;
        while (from < to || fill()) {
            int end = Bytes.indexOf(buffer, from, to, '\n');
            int n = Math.min(end - from, line.length - length);
            Bytes.copy(buffer, from, line, length, n);
            length += n;
            boolean complete = end < to;
            from = complete ? end + 1 : to;
            if (complete) {
                return length;
            }
        }
        return length == 0 ? -1 : length;
    }

    private boolean fill() {
        long n = Posix.read(descriptor, buffer, 0, buffer.length);
        from = 0;
        to = n > 0 ? (int) n : 0;
        return n > 0;
    }
}
