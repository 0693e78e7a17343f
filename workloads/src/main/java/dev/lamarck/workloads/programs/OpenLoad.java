package dev.lamarck.workloads.programs;

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
    private static final int ROUNDS_BETWEEN_SLEEPS = 8;
    private static final long SLEEP_NANOSECONDS = 2_000_000;
    private static final int RECORD = 512;

    public static void main(String[] args) {
        int processes = Arguments.number(args, 0, 4);
        int rounds = Arguments.number(args, 1, 100);
        if (processes < 0 || rounds < 0) {
            Output.ERROR.text("usage: openload PROCESSES ROUNDS").line();
            Exit.now(2);
        }
        Posix.makeDirectory(Text.bytes("/tmp/shared"), 0x1FF);
        RecordFile.write(Text.bytes("/tmp/shared/record"), 0, RECORD);
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

    /** The life of one process; its exit status. */
    private static int work(int process, int rounds) {
        byte[] own = RecordFile.path(Text.bytes("/tmp/load-"), process);
        for (int round = 0; round < rounds; round++) {
            boolean intact = RecordFile.write(own, process + round, RECORD) && RecordFile.read(own, process + round, RECORD)
                    && RecordFile.read(Text.bytes("/tmp/shared/record"), 0, RECORD);
            if (!intact || Posix.open(Text.bytes("/tmp/shared/missing"), 0, 0) >= 0) {
                return 1;
            }
            if (round % ROUNDS_BETWEEN_SLEEPS == process % ROUNDS_BETWEEN_SLEEPS) {
                Posix.sleep(SLEEP_NANOSECONDS);
            }
        }
        return Posix.unlink(own) == 0 ? 0 : 1;
    }

    private OpenLoad() {}
}
