package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code mixedload PAIRS ROUNDS}: pairs of processes that each round write a file and read it back, read a shared one, look for one that
 * does not exist, send bytes through a pipe made for them, take and give back memory, and signal each other. The work is the same
 * whatever the seed. Ends with 1 if a process found anything but what had to be.
 */
public final class MixedLoad {
    private static final int SHARED_BYTES = 512;

    public static void main(String[] args) {
        int pairs = Arguments.number(args, 0, 3);
        int rounds = Arguments.number(args, 1, 100);
        if (pairs < 0 || rounds < 0) {
            Output.ERROR.text("usage: mixedload PAIRS ROUNDS").line();
            Exit.now(2);
        }
        Posix.makeDirectory(Text.bytes("/tmp/mixed"), 0x1FF);
        RecordFile.write(Text.bytes("/tmp/mixed/shared"), 0, SHARED_BYTES);
        int failures = Pairs.run(pairs, new MixedWork(rounds));
        Output.STANDARD.decimal(2L * pairs * rounds).text(" rounds, ").decimal(failures).text(" failures").line();
        Exit.now(failures == 0 ? 0 : 1);
    }

    /** Files, allocation, signals. */
    private static final class MixedWork extends PairWork {
        private static final int OWN_BYTES = 128;

        private final int rounds;

        MixedWork(int rounds) {
            this.rounds = rounds;
        }

        @Override
        boolean run(int number, SignalPair pair) {
            byte[] own = RecordFile.path(Text.bytes("/tmp/mixed/own-"), number);
            boolean intact = true;
            for (int round = 0; round < rounds; round++) {
                intact &= RecordFile.write(own, number + round, OWN_BYTES) && RecordFile.read(own, number + round, OWN_BYTES)
                        && RecordFile.read(Text.bytes("/tmp/mixed/shared"), 0, SHARED_BYTES)
                        && Posix.open(Text.bytes("/tmp/mixed/missing"), 0, 0) < 0;
                intact &= AllocationWork.round(round);
                intact &= pair.exchange();
            }
            return Posix.unlink(own) == 0 && intact;
        }
    }

    private MixedLoad() {}
}
