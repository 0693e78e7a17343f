package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code signalload PROCESSES SIGNAL RUNS COUNT MILLISECONDS}: with so many processes present, this one and idle ones among them, the
 * last of them sends itself a signal, in runs of so many, a handler for SIGUSR1 installed. Before the first run it sleeps, sends a few, and sleeps
 * again. It asks for its process number once before all that, and then before and after each run: an observer knows a run by them. Ends
 * with 1 if a signal was lost.
 */
public final class SignalLoad {
    private static final int SIGKILL = 9;
    private static final int SIGUSR1 = 30;
    private static final int MOST_PROCESSES = 512;
    private static final int WARM_UP = 16;
    private static final long NANOSECONDS = 1_000_000;

    private static final int[] IDLE = new int[MOST_PROCESSES];

    public static void main(String[] args) {
        int processes = argument(args, 0, 62);
        int signal = argument(args, 1, SIGUSR1);
        int runs = argument(args, 2, 4);
        int count = argument(args, 3, 1000);
        int milliseconds = argument(args, 4, 0);
        if (processes < 2 || processes > MOST_PROCESSES || signal != 0 && signal != SIGUSR1 || runs < 0 || count < 0 || milliseconds < 0) {
            Output.ERROR.text("usage: signalload PROCESSES 30|0 RUNS COUNT MILLISECONDS").line();
            Exit.now(2);
        }
        int idle = processes - 2;
        for (int i = 0; i < idle; i++) {
            IDLE[i] = Posix.fork();
            if (IDLE[i] == 0) {
                Posix.pause();
            }
        }
        int sender = Posix.fork();
        if (sender == 0) {
            Exit.now(send(signal, runs, count, milliseconds));
        }
        Posix.waitFor(sender, 0);
        int status = Posix.lastStatus();
        for (int i = 0; i < idle; i++) {
            Posix.kill(IDLE[i], SIGKILL);
            Posix.waitFor(IDLE[i], 0);
        }
        Exit.now(status);
    }

    private static int argument(String[] args, int index, int otherwise) {
        if (index >= args.length) {
            return otherwise;
        }
        byte[] text = Text.bytes(args[index]);
        return (int) Bytes.number(text, 0, text.length, 10);
    }

    /** The sender's life; its exit status. */
    private static int send(int signal, int runs, int count, int milliseconds) {
        SignalCounter.count(SIGUSR1);
        int self = Posix.processNumber();
        Posix.sleep(milliseconds * NANOSECONDS);
        repeat(self, signal, WARM_UP);
        Posix.sleep(milliseconds * NANOSECONDS);
        for (int run = 0; run < runs; run++) {
            Posix.processNumber();
            repeat(self, signal, count);
            Posix.processNumber();
        }
        int expected = signal == 0 ? 0 : WARM_UP + runs * count;
        return SignalCounter.received() == expected ? 0 : 1;
    }

    private static void repeat(int to, int signal, int count) {
        for (int i = 0; i < count; i++) {
            Posix.kill(to, signal);
        }
    }

    private SignalLoad() {}
}
