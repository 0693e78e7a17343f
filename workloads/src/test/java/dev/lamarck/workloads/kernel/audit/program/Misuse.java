package dev.lamarck.workloads.kernel.audit.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.toolchain.magic.SystemCall;
import dev.lamarck.toolchain.magic.Text;

/** {@code misuse HOW}: asks the kernel for it. */
public final class Misuse {
    private static final int SYSTEM_CALL = 1001;

    public static void main(String[] args) {
        byte[] how = Text.bytes(args[0]);
        Exit.now((int) SystemCall.call(SYSTEM_CALL, Bytes.number(how, 0, how.length, 10), 0, 0, 0, 0, 0));
    }

    private Misuse() {}
}
