package dev.lamarck.kernel.signal;

/** Signal numbers of Linux/sparc64, and sets of them: signal n is bit n−1. */
public final class Signal {
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGQUIT = 3;
    public static final int SIGILL = 4;
    public static final int SIGTRAP = 5;
    public static final int SIGABRT = 6;
    public static final int SIGEMT = 7;
    public static final int SIGFPE = 8;
    public static final int SIGKILL = 9;
    public static final int SIGBUS = 10;
    public static final int SIGSEGV = 11;
    public static final int SIGSYS = 12;
    public static final int SIGPIPE = 13;
    public static final int SIGALRM = 14;
    public static final int SIGTERM = 15;
    public static final int SIGURG = 16;
    public static final int SIGXCPU = 24;
    public static final int SIGSTOP = 17;
    public static final int SIGTSTP = 18;
    public static final int SIGCONT = 19;
    public static final int SIGCHLD = 20;
    public static final int SIGTTIN = 21;
    public static final int SIGTTOU = 22;
    public static final int SIGXFSZ = 25;
    public static final int SIGVTALRM = 26;
    public static final int SIGPROF = 27;
    public static final int SIGWINCH = 28;
    public static final int SIGUSR1 = 30;
    public static final int SIGUSR2 = 31;
    /** From here on real-time signals, each of which is delivered. */
    public static final int REAL_TIME = 32;
    public static final int COUNT = 64;

    private static final long IGNORED = bit(SIGURG) | bit(SIGCONT) | bit(SIGCHLD) | bit(SIGWINCH);
    static final long STOPPING = bit(SIGSTOP) | bit(SIGTSTP) | bit(SIGTTIN) | bit(SIGTTOU);
    /** Can be neither blocked, caught nor ignored. */
    static final long UNMASKABLE = bit(SIGKILL) | bit(SIGSTOP);

    public static long bit(int signal) {
        return 1L << signal - 1;
    }

    /** Whether the default action is to do nothing. */
    static boolean isIgnoredByDefault(int signal) {
        return (IGNORED & bit(signal)) != 0;
    }

    static boolean isStop(int signal) {
        return (STOPPING & bit(signal)) != 0;
    }

    private Signal() {}
}
