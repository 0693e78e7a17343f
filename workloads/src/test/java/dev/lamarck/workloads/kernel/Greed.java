package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Assembly;

/** A guest program that takes all it can get of processes, then of memory, and goes on when there is no more. */
public final class Greed {
    private static final int SIGKILL = 9;
    private static final int ALL = -1;
    private static final int ENOUGH = 20;
    private static final long STEP = 8192;

    public static void main(String[] args) {
        for (int round = 0; round < 2; round++) {
            Output.STANDARD.text("many processes: ").text(forkUntilRefused() > ENOUGH ? "yes" : "no").line();
            Posix.kill(ALL, SIGKILL);
            while (Posix.waitFor(ALL, 0) > 0) {}
        }
        Output.STANDARD.text("a glutton ended by signal ").decimal(glutton() - 128).line();
        Output.STANDARD.flush();
    }

    private static int forkUntilRefused() {
        int made = 0;
        int child = Posix.fork();
        while (child > 0) {
            made++;
            child = Posix.fork();
        }
        if (child == 0) {
            Posix.pause();
        }
        return made;
    }

    private static int glutton() {
        Output.STANDARD.flush();
        int child = Posix.fork();
        if (child == 0) {
            for (long at = Posix.brk(0); ; at += STEP) {
                Posix.brk(at + STEP);
                touch(at);
            }
        }
        Posix.waitFor(child, 0);
        return Posix.lastStatus();
    }

    @Assembly("retl\nstb %g0, [%o0]")
    private static native void touch(long address);
}
