package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Assembly;

/** A guest program whose child ends with timers running, and is left a zombie while they would go off. */
public final class ArmedTimer {
    private static final long TENTH_OF_A_SECOND = 100_000_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long STRUCTURE_BYTES = 32;

    public static void main(String[] args) {
        int child = Posix.fork();
        if (child == 0) {
            arm();
            Posix.exit(7);
        }
        // The child's end may interrupt one sleep.
        Posix.sleep(TENTH_OF_A_SECOND);
        Posix.sleep(TENTH_OF_A_SECOND);
        Posix.waitFor(child, 0);
        Output.STANDARD.decimal(Posix.lastStatus()).line();
        Output.STANDARD.flush();
    }

    private static void arm() {
        long times = Posix.brk(0) + 7 & -8;
        Posix.brk(times + STRUCTURE_BYTES);
        for (long word = 0; word < STRUCTURE_BYTES; word += 8) {
            store(times + word, word % 16 == 8 ? MILLISECOND : 0);
        }
        long number = Posix.brk(0) + 7 & -8;
        Posix.brk(number + STRUCTURE_BYTES);
        if (create(1, 0, number) != 0 || set(0, 0, times) != 0) {
            Posix.exit(1);
        }
    }

    @Assembly("retl\nstx %o1, [%o0]")
    private static native void store(long address, long value);

    /** timer_create */
    @Assembly("mov 266, %g1\nta 0x6d\nretl\nnop")
    private static native long create(long clock, long event, long number);

    /** timer_settime */
    @Assembly("mov 0, %o3\nmov 262, %g1\nta 0x6d\nretl\nnop")
    private static native long set(long number, long flags, long times);
}
