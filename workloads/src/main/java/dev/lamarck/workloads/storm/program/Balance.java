package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What the kernel has given out, as {@code /proc/kmem} tells. */
final class Balance {
    /** Of the file; it ends with a line's end. */
    private static final int MOST_BYTES = 16 * 1024;

    private final byte[] text = new byte[MOST_BYTES];
    private int length;
    long freePages;
    long bytes;

    /** Reads it now. */
    static Balance now() {
        Balance balance = new Balance();
        int file = Posix.open(Text.bytes("/proc/kmem"), 0, 0);
        long n = 1;
        while (n > 0) {
            n = Posix.read(file, balance.text, balance.length, MOST_BYTES - balance.length);
            balance.length += (int) Math.max(0, n);
        }
        Posix.close(file);
        balance.freePages = balance.numberAfter(Text.bytes("free "));
        balance.bytes = balance.numberAfter(Text.bytes("bytes "));
        return balance;
    }

    private long numberAfter(byte[] word) {
        int at = 0;
        while (!Bytes.equal(text, at, word, 0, word.length)) {
            at++;
        }
        int from = at + word.length;
        int end = from;
        while (text[end] >= '0' && text[end] <= '9') {
            end++;
        }
        return Bytes.number(text, from, end, 10);
    }

    /** Prints what is otherwise than before, line by line: as it was, as it is. */
    void printChangesSince(Balance before) {
        before.printLinesNotIn(this, "was ");
        printLinesNotIn(before, "is  ");
        Output.STANDARD.flush();
    }

    private void printLinesNotIn(Balance other, String prefix) {
        int start = 0;
        while (start < length) {
            int end = Bytes.indexOf(text, start, length, '\n') + 1;
            if (!other.has(text, start, end - start)) {
                Output.STANDARD.text(prefix).bytes(text, start, end - start);
            }
            start = end;
        }
    }

    private boolean has(byte[] line, int from, int bytes) {
        int at = 0;
        while (at + bytes <= length && !(Bytes.equal(text, at, line, from, bytes) && (at == 0 || text[at - 1] == '\n'))) {
            at++;
        }
        return at + bytes <= length;
    }
}
