package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code fileload PROCESSES ROUNDS}: processes that write files of sizes from 64 bytes to 4 KB, read them back, and delete them, in one
 * directory that all share. Ends with 1 if a process read anything but what it wrote.
 */
public final class FileLoad {
    private static final int SMALLEST = 64;
    private static final int SIZES = 7;

    public static void main(String[] args) {
        int processes = Arguments.number(args, 0, 4);
        int rounds = Arguments.number(args, 1, 100);
        if (processes < 0 || rounds < 0) {
            Output.ERROR.text("usage: fileload PROCESSES ROUNDS").line();
            Exit.now(2);
        }
        Posix.makeDirectory(Text.bytes("/tmp/files"), 0x1FF);
        for (int i = 0; i < processes; i++) {
            if (Posix.fork() == 0) {
                Exit.now(work(i, rounds));
            }
        }
        int failures = 0;
        for (int i = 0; i < processes; i++) {
            Posix.waitFor(-1, 0);
            failures += Posix.lastStatus() == 0 ? 0 : 1;
        }
        Output.STANDARD.decimal((long) processes * rounds).text(" files, ").decimal(failures).text(" failures").line();
        Exit.now(failures == 0 ? 0 : 1);
    }

    /** The life of one process; its exit status. */
    private static int work(int process, int rounds) {
        byte[] path = RecordFile.path(Text.bytes("/tmp/files/file-"), process);
        for (int round = 0; round < rounds; round++) {
            int bytes = SMALLEST << round % SIZES;
            boolean intact = RecordFile.write(path, process + round, bytes) && RecordFile.read(path, process + round, bytes);
            if (!intact || Posix.unlink(path) != 0) {
                return 1;
            }
        }
        return 0;
    }

    private FileLoad() {}
}
