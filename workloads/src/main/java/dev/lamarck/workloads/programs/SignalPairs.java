package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;

/**
 * {@code signalpairs PAIRS EXCHANGES IDLE}: pairs of processes that signal each other so many times, while so many others sleep. Ends
 * with 1 if a signal was lost.
 */
public final class SignalPairs {
    public static void main(String[] args) {
        int pairs = Arguments.number(args, 0, 2);
        int exchanges = Arguments.number(args, 1, 1000);
        int idle = Arguments.number(args, 2, 20);
        if (pairs < 0 || exchanges < 0 || idle < 0 || idle > Sleepers.MOST) {
            Output.ERROR.text("usage: signalpairs PAIRS EXCHANGES IDLE").line();
            Exit.now(2);
        }
        Sleepers.start(idle);
        int failures = Pairs.run(pairs, new SignalWork(exchanges));
        Sleepers.end(idle);
        Output.STANDARD.decimal(2L * pairs * exchanges).text(" signals, ").decimal(failures).text(" failures").line();
        Exit.now(failures == 0 ? 0 : 1);
    }

    /** Nothing but signals. */
    private static final class SignalWork extends PairWork {
        private final int exchanges;

        SignalWork(int exchanges) {
            this.exchanges = exchanges;
        }

        @Override
        boolean run(int number, SignalPair pair) {
            boolean intact = true;
            for (int i = 0; i < exchanges; i++) {
                intact &= pair.exchange();
            }
            return intact;
        }
    }

    private SignalPairs() {}
}
