package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.tty.PseudoControl;
import dev.lamarck.kernel.tty.Pseudoterminal;

/** The program's side of a pseudoterminal. When it is closed the terminal hangs up. */
final class PseudoMaster extends DeviceFile {
    private static final int MAJOR = 5;

    private final Pseudoterminal terminal;
    private final PseudoSlave slave;

    PseudoMaster(Pseudoterminal terminal) {
        super(MAJOR, 2);
        this.terminal = terminal;
        slave = new PseudoSlave(terminal);
        terminal.setFile(slave);
    }

    @Override
    protected void inactive() {
        terminal.abandon();
        slave.release();
        terminal.release();
    }

    @Override
    public long readTo(long offset, Uio to) {
        return terminal.readTo(to);
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return terminal.typeFrom(from);
    }

    @Override
    public int ready(int flags) {
        return (terminal.bytesWritten() > 0 ? Readiness.IN : 0) | Readiness.OUT | (terminal.isLeft() ? Readiness.HANG_UP : 0);
    }

    @Override
    public int available() {
        return terminal.bytesWritten();
    }

    @Override
    public long control(int request, long argument) {
        return PseudoControl.control(terminal, true, request, argument);
    }
}
