package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.tty.PseudoControl;
import dev.lamarck.kernel.tty.Pseudoterminal;

/** The terminal's side of a pseudoterminal: {@code /dev/pts/N}, of whoever made it. */
final class PseudoSlave extends DeviceFile {
    private static final int MAJOR = 136;
    private static final int OWNER_READS_AND_WRITES_GROUP_WRITES = 0x190;

    private final Pseudoterminal terminal;

    PseudoSlave(Pseudoterminal terminal) {
        super(MAJOR, terminal.number());
        this.terminal = terminal;
        keepOwner(Permission.user(), Permission.group());
        setPermissions(OWNER_READS_AND_WRITES_GROUP_WRITES);
    }

    @Override
    protected void inactive() {
        terminal.release();
    }

    @Override
    public int open(int flags) {
        int error = terminal.open();
        if (error == 0 && (flags & OpenFlags.NO_CONTROL) == 0) {
            terminal.acquireFor(Proc.current());
        }
        return error;
    }

    @Override
    public void close(int flags) {
        terminal.close();
    }

    @Override
    public long readTo(long offset, Uio to) {
        return terminal.read(to);
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return terminal.writeFrom(from);
    }

    @Override
    public int available() {
        return terminal.bytesReady();
    }

    @Override
    public int ready(int flags) {
        boolean isHungUp = terminal.isAbandoned();
        return (terminal.hasInput() || isHungUp ? Readiness.IN : 0) | (terminal.hasRoom() || isHungUp ? Readiness.OUT : 0) | (isHungUp ? Readiness.HANG_UP : 0);
    }

    @Override
    public long control(int request, long argument) {
        return PseudoControl.control(terminal, false, request, argument);
    }
}
