package dev.lamarck.kernel.process;

import dev.lamarck.kernel.signal.Signal;

/** How a child ended or stopped: the word that {@code wait4} gives (POSIX {@code WIFEXITED} and its like take it apart), and what SIGCHLD and {@code waitid} say of it. */
public final class ChildStatus {
    // si_code of SIGCHLD
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int CLD_STOPPED = 5;
    private static final int CLD_CONTINUED = 6;

    /** The status of a process that was stopped and runs on. */
    static final int CONTINUED = 0xFFFF;

    private static final int STOPPED = 0x7F;
    private static final int SIGNAL = 0x7F;

    static int exited(int code) {
        return (code & 0xFF) << 8;
    }

    static int killed(int signal) {
        return signal;
    }

    static int stopped(int signal) {
        return signal << 8 | STOPPED;
    }

    /** Whether it ended with a code. */
    static boolean isExit(int status) {
        return code(status) == CLD_EXITED;
    }

    /** {@code si_code} for a status. */
    public static int code(int status) {
        int low = status & SIGNAL;
        if (status == CONTINUED) {
            return CLD_CONTINUED;
        }
        return low == 0 ? CLD_EXITED : low == STOPPED ? CLD_STOPPED : CLD_KILLED;
    }

    /** {@code si_status} for a status: exit code or signal. */
    public static int value(int status) {
        if (status == CONTINUED) {
            return Signal.SIGCONT;
        }
        return code(status) == CLD_KILLED ? status & SIGNAL : status >> 8;
    }

    private ChildStatus() {}
}
