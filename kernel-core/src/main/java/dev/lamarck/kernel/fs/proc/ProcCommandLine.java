package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;

/** {@code /proc/N/cmdline}: the arguments, each with a NUL behind it. */
final class ProcCommandLine extends ProcText {
    ProcCommandLine(int mode, long number, int pid) {
        super(mode, number, pid);
    }

    @Override
    byte[] text(Proc process) {
        return process.arguments == null ? new byte[0] : Bytes.copyOf(process.arguments);
    }
}
