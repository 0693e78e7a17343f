package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** Text to a descriptor, written at each line's end or when the buffer is full. Each appending method returns its stream. */
public final class Output {
    public static final Output STANDARD = new Output(1);
    public static final Output ERROR = new Output(2);

    private final int descriptor;
    private final byte[] buffer = new byte[1024];
    private int used;

    private Output(int descriptor) {
        this.descriptor = descriptor;
    }

    public Output text(String text) {
        byte[] bytes = Text.bytes(text);
        return bytes(bytes, 0, bytes.length);
    }

    public Output bytes(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (used == buffer.length) {
                flush();
            }
            int n = Math.min(length - done, buffer.length - used);
            Bytes.copy(bytes, from + done, buffer, used, n);
            used += n;
            done += n;
        }
        return this;
    }

    public Output decimal(long value) {
        reserve(Bytes.MAX_DECIMAL);
        used = Bytes.decimal(buffer, used, value);
        return this;
    }

    public Output hexadecimal(long value) {
        reserve(16);
        used = Bytes.hexadecimal(buffer, used, value);
        return this;
    }

    public Output line() {
        reserve(1);
        buffer[used++] = '\n';
        flush();
        return this;
    }

    public void flush() {
        int done = 0;
        while (done < used) {
            long n = Posix.write(descriptor, buffer, done, used - done);
            if (n <= 0) {
                break;
            }
            done += (int) n;
        }
        used = 0;
    }

    private void reserve(int bytes) {
        if (buffer.length - used < bytes) {
            flush();
        }
    }
}
