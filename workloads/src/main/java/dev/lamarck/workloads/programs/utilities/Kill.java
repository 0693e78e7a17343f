package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalNames;

/** {@code kill [-SIGNAL] PROCESS…}, for programs, as the shell has its own, which knows jobs. */
final class Kill extends Utility {
    private static final int ESRCH = -3;

    Kill() {
        super("kill");
    }

    @Override
    int run(byte[][] words) {
        int signal = SignalNames.TERM;
        int from = words.length > 0 && isOption(words[0]) ? 1 : 0;
        if (from > 0) {
            byte[] text = new byte[words[0].length - 1];
            Bytes.copy(words[0], 1, text, 0, text.length);
            signal = SignalNames.numbered(text);
        }
        if (signal < 0 || from == words.length) {
            return usage("[-SIGNAL] PROCESS…");
        }
        int status = 0;
        for (int i = from; i < words.length; i++) {
            long process = number(words[i]);
            int error = process < 0 ? ESRCH : Posix.kill((int) process, signal);
            status |= error == 0 ? 0 : complain(words[i], error);
        }
        return status;
    }
}
