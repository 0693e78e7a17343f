package dev.lamarck.syscalls.user;

/** The orderly end of a process. */
public final class Exit {
    /** Flushes what is buffered and ends the process; does not return. */
    public static void now(int status) {
        Output.STANDARD.flush();
        Output.ERROR.flush();
        Posix.exit(status);
    }

    private Exit() {}
}
