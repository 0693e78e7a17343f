package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** Numbers of signals as Linux/sparc64 has them, and their names. */
public final class SignalNames {
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int TERM = 15;
    public static final int TSTP = 18;
    public static final int CONT = 19;
    public static final int TTIN = 21;
    public static final int TTOU = 22;

    private static final int LAST = 64;
    /** By number. */
    private static final String[] NAMES = {"", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "EMT", "FPE", "KILL", "BUS", "SEGV", "SYS", "PIPE", "ALRM", "TERM", "URG",
        "STOP", "TSTP", "CONT", "CHLD", "TTIN", "TTOU", "IO", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "PWR", "USR1", "USR2"};

    /** The signal of a number in digits or a name, {@code SIG} before it or not; −1 if there is none. */
    public static int numbered(byte[] word) {
        long number = Bytes.number(word, 0, word.length, 10);
        if (number >= 0) {
            return number <= LAST ? (int) number : -1;
        }
        int from = word.length > 3 && Bytes.equal(word, 0, Text.bytes("SIG"), 0, 3) ? 3 : 0;
        for (int i = 1; i < NAMES.length; i++) {
            byte[] name = Text.bytes(NAMES[i]);
            if (name.length == word.length - from && Bytes.equal(word, from, name, 0, name.length)) {
                return i;
            }
        }
        return -1;
    }

    /** By number; a real-time signal has none. */
    public static String name(int signal) {
        return signal < NAMES.length ? NAMES[signal] : "RT";
    }

    private SignalNames() {}
}
