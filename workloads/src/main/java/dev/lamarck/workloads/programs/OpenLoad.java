package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code openload PROCESSES ROUNDS}: processes that open, read, write and close files side by side. A round opens four times: its own
 * file overwritten, the same file read back, a file that all processes share, and a name that does not exist. Between the opens it
 * computes, now and then it sleeps. Ends with 1 if a process found anything but what was written.
 */
public final class OpenLoad {
    private static final int OPENS_A_ROUND = 4;
    private static final int CREATE_TO_WRITE = 0x0001 | 0x0200 | 0x0400;
    private static final int ROUNDS_BETWEEN_SLEEPS = 8;
    private static final long SLEEP_NANOSECONDS = 2_000_000;
    private static final int RECORD = 512;

    private static final byte[] DATA = new byte[RECORD];
    private static final byte[] CHECK = new byte[RECORD];

    public static void main(String[] args) {
        int processes = argument(args, 0, 4);
        int rounds = argument(args, 1, 100);
        if (processes < 0 || rounds < 0) {
            Output.ERROR.text("usage: openload PROCESSES ROUNDS").line();
            Exit.now(2);
        }
        Posix.makeDirectory(Text.bytes("/tmp/shared"), 0x1FF);
        write(Text.bytes("/tmp/shared/record"), 0);
        for (int i = 1; i <= processes; i++) {
            if (Posix.fork() == 0) {
                Exit.now(work(i, rounds));
            }
        }
        int failures = 0;
        for (int i = 0; i < processes; i++) {
            Posix.waitFor(-1, 0);
            failures += Posix.lastStatus() == 0 ? 0 : 1;
        }
        Output.STANDARD.decimal((long) processes * rounds * OPENS_A_ROUND + 1).text(" opens, ").decimal(failures).text(" failures").line();
        Exit.now(failures == 0 ? 0 : 1);
    }

    private static int argument(String[] args, int index, int otherwise) {
        if (index >= args.length) {
            return otherwise;
        }
        byte[] text = Text.bytes(args[index]);
        return (int) Bytes.number(text, 0, text.length, 10);
    }

    /** The life of one process; its exit status. */
    private static int work(int process, int rounds) {
        byte[] own = new byte[12];
        int digits = Bytes.append(own, 0, Text.bytes("/tmp/load-"));
        own[digits] = (byte) ('0' + process / 10 % 10);
        own[digits + 1] = (byte) ('0' + process % 10);
        for (int round = 0; round < rounds; round++) {
            boolean intact = write(own, process + round) && read(own, process + round) && read(Text.bytes("/tmp/shared/record"), 0);
            if (!intact || Posix.open(Text.bytes("/tmp/shared/missing"), 0, 0) >= 0) {
                return 1;
            }
            if (round % ROUNDS_BETWEEN_SLEEPS == process % ROUNDS_BETWEEN_SLEEPS) {
                Posix.sleep(SLEEP_NANOSECONDS);
            }
        }
        return Posix.unlink(own) == 0 ? 0 : 1;
    }

    private static boolean write(byte[] path, int seed) {
        fill(DATA, seed);
        int descriptor = Posix.open(path, CREATE_TO_WRITE, 0x1B6);
        if (descriptor < 0) {
            return false;
        }
        boolean written = Posix.write(descriptor, DATA, 0, RECORD) == RECORD;
        return Posix.close(descriptor) == 0 && written;
    }

    private static boolean read(byte[] path, int seed) {
        int descriptor = Posix.open(path, 0, 0);
        if (descriptor < 0) {
            return false;
        }
        long n = Posix.read(descriptor, CHECK, 0, RECORD);
        Posix.close(descriptor);
        fill(DATA, seed);
        return n == RECORD && Bytes.equal(CHECK, 0, DATA, 0, RECORD);
    }

    private static void fill(byte[] record, int seed) {
        int value = seed;
        for (int i = 0; i < record.length; i++) {
            value = value * 1103515245 + 12345;
            record[i] = (byte) (value >> 16);
        }
    }

    private OpenLoad() {}
}
