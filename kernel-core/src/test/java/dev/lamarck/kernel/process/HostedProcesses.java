package dev.lamarck.kernel.process;

/** Puts processes on the kernel's list, and takes them off, for tests of other packages. */
public final class HostedProcesses {
    public static void enter(Proc process) {
        Proc.TABLE.acquire();
        process.enter();
        Proc.TABLE.release();
    }

    public static void leave(Proc process) {
        Proc.TABLE.acquire();
        process.leave();
        Proc.TABLE.release();
    }

    private HostedProcesses() {}
}
