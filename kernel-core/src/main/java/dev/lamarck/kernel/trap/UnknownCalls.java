package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** Counts the system calls that the kernel has not. */
public final class UnknownCalls {
    /** Of the table of handlers; greater numbers are counted together. */
    public static final int NUMBERS = 1024;

    private static final int[] MADE = new int[NUMBERS];
    private static int beyond;

    /** In place of the handler of a number that has none. @return −ENOSYS */
    @Root
    @Symbol("unknown_call")
    static long count(long number) {
        if (Long.compareUnsigned(number, NUMBERS) < 0) {
            MADE[(int) number]++;
        } else {
            beyond++;
        }
        return -Errno.ENOSYS;
    }

    public static int made(int number) {
        return MADE[number];
    }

    public static int beyond() {
        return beyond;
    }

    private UnknownCalls() {}
}
