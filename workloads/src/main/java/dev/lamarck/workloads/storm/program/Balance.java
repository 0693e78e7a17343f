package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What the kernel has given out, as {@code /proc/kmem} tells. */
final class Balance {
    private static final byte[] TEXT = new byte[16 * 1024];

    private int length;
    long freePages;
    long bytes;

    /** Reads it now. */
    static Balance now() {
        Balance balance = new Balance();
        int file = Posix.open(Text.bytes("/proc/kmem"), 0, 0);
        long n = 1;
        while (n > 0) {
            n = Posix.read(file, TEXT, balance.length, TEXT.length - balance.length);
            balance.length += (int) Math.max(0, n);
        }
        Posix.close(file);
        balance.freePages = balance.numberAfter(Text.bytes("free "));
        balance.bytes = balance.numberAfter(Text.bytes("bytes "));
        return balance;
    }

    private long numberAfter(byte[] word) {
        int at = 0;
        while (!Bytes.equal(TEXT, at, word, 0, word.length)) {
            at++;
        }
        int from = at + word.length;
        int end = from;
        while (TEXT[end] >= '0' && TEXT[end] <= '9') {
            end++;
        }
        return Bytes.number(TEXT, from, end, 10);
    }

    /** Prints the whole text that was read last. */
    void print() {
        Output.STANDARD.bytes(TEXT, 0, length).flush();
    }
}
