package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.tty.FurtherTerminals;
import dev.lamarck.kernel.tty.Terminal;
import dev.lamarck.kernel.tty.TerminalControl;

/**
 * The console where it is a terminal: as {@link ConsoleFile}, with the rules of a terminal before it. {@code /dev/tty} is whichever terminal a process has as its own: the console, or by {@link #opened}
 * another.
 */
public final class TerminalFile extends DeviceFile {
    private static final int MAJOR = 5;
    private static final int OWN = 0;
    private static final int CONSOLE = 1;
    private static final int ERRORS = 3;

    private final ConsoleFile output;
    private final boolean isOwn;

    private TerminalFile(int minor, ConsoleFile output) {
        super(MAJOR, minor);
        this.output = output;
        isOwn = minor == OWN;
    }

    public static TerminalFile forOutput() {
        return new TerminalFile(CONSOLE, ConsoleFile.forOutput());
    }

    public static TerminalFile forErrors() {
        return new TerminalFile(ERRORS, ConsoleFile.forErrors());
    }

    /** {@code /dev/tty}. */
    public static TerminalFile ofSession() {
        return new TerminalFile(OWN, ConsoleFile.forOutput());
    }

    @Override
    public int open(int flags) {
        Proc self = Proc.current();
        if (isOwn) {
            return Terminal.CONSOLE.controls(self) ? 0 : FurtherTerminals.openOwn(self);
        }
        if (self != null && (flags & OpenFlags.NO_CONTROL) == 0) {
            Terminal.CONSOLE.acquireFor(self);
        }
        return 0;
    }

    @Override
    public Vnode opened() {
        Vnode other = isOwn && !Terminal.CONSOLE.controls(Proc.current()) ? FurtherTerminals.ownFile(Proc.current()) : null;
        return other == null ? this : other;
    }

    @Override
    public long readTo(long offset, Uio to) {
        return Terminal.CONSOLE.read(to);
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        int error = Terminal.CONSOLE.writeRefusal();
        return error == 0 ? output.writeFrom(offset, from) : error;
    }

    @Override
    public int ready(int flags) {
        return Readiness.OUT | (Terminal.CONSOLE.hasInput() ? Readiness.IN : 0);
    }

    @Override
    public long control(int request, long argument) {
        return TerminalControl.control(Terminal.CONSOLE, request, argument);
    }
}
