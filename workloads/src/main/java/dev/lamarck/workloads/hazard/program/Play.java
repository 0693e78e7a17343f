package dev.lamarck.workloads.hazard.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.toolchain.magic.SystemCall;
import dev.lamarck.toolchain.magic.Text;

/** {@code play WAY WORD}: the way of splicing, and the word of the subject where. */
public final class Play {
    private static final int SYSTEM_CALL = 1000;

    private Play() {}

    public static void main(String[] args) {
        Exit.now((int) SystemCall.call(SYSTEM_CALL, number(args[0]), number(args[1]), 0, 0, 0, 0));
    }

    private static long number(String text) {
        byte[] digits = Text.bytes(text);
        return Bytes.number(digits, 0, digits.length, 10);
    }
}
