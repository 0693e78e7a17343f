package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.StreamSockets;
import dev.lamarck.toolchain.magic.Text;

/** What is under way on the network, as {@code /proc/network} tells. */
final class Wire {
    /** What the layers count; the other lines are connections. */
    private static final int LAYERS = 3;
    private static final int MOST_BYTES = 16 * 1024;
    /** Questions for a machine nobody has heard of go out a second apart, and the last is waited for as long. */
    private static final long PAUSE = 2_000_000_000;
    /** A peer that answers no more is given up by then. */
    private static final int MOST_PAUSES = 450;

    private static byte[] before = new byte[MOST_BYTES];
    private static byte[] now = new byte[MOST_BYTES];

    /** {@code struct sockaddr_in} of the other end, 10.0.0.254, where port 7 answers. */
    private static final byte[] OTHER_END = {0, 2, 0, 7, 10, 0, 0, (byte) 254, 0, 0, 0, 0, 0, 0, 0, 0};

    private Wire() {}

    /** Lets the kernel learn the other end's address on the wire, which it then keeps for longer than a storm. */
    static void introduce() {
        int socket = StreamSockets.connect(OTHER_END);
        if (socket > 0) {
            Posix.close(socket);
        }
    }

    /**
     * Waits until no connection is left, not even one that is over and waits for what is late, and nothing has passed any layer for a while: the last frames of the
     * last connection lie in the driver's ring when it is gone. A kernel without a network has none.
     */
    static void awaitQuiet() {
        int length = read();
        boolean isQuiet = length == 0;
        for (int i = 0; i < MOST_PAUSES && !isQuiet; i++) {
            Posix.sleep(PAUSE);
            byte[] older = before;
            before = now;
            now = older;
            int lengthBefore = length;
            length = read();
            isQuiet = lines(length) <= LAYERS && length == lengthBefore && Bytes.equal(before, 0, now, 0, length);
        }
    }

    /** Reads all there is. @return how many bytes */
    private static int read() {
        int file = Posix.open(Text.bytes("/proc/network"), 0, 0);
        int length = 0;
        long read = Posix.read(file, now, 0, MOST_BYTES);
        while (read > 0) {
            length += (int) read;
            read = Posix.read(file, now, length, MOST_BYTES - length);
        }
        Posix.close(file);
        return length;
    }

    private static int lines(int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += now[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
