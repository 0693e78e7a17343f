package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Uva;

/** {@code ioctl} on a terminal: settings, size, and whose it is. The numbers are Linux/sparc64's ({@code asm/ioctls.h}). */
public final class TerminalControl {
    private static final int TCGETS = 0x4024_5408;
    private static final int TCSETS = 0x8024_5409;
    private static final int TCSETSW = 0x8024_540A;
    private static final int TCSETSF = 0x8024_540B;
    private static final int TCSBRK = 0x2000_5405;
    private static final int TCXONC = 0x2000_5406;
    private static final int TCFLSH = 0x2000_5407;
    private static final int TIOCNOTTY = 0x2000_7471;
    private static final int TIOCSPGRP = 0x8004_7482;
    private static final int TIOCGPGRP = 0x4004_7483;
    private static final int TIOCSCTTY = 0x2000_7484;
    private static final int TIOCGSID = 0x4004_7485;
    private static final int TIOCGWINSZ = 0x4008_7468;
    private static final int FIONREAD = 0x4004_667F;

    private static final int SIZE_BYTES = 8;
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    /** Carries out a request of the current process. */
    public static long control(Terminal terminal, int request, @Uva long argument) {
        switch (request) {
            case TCGETS:
                return terminal.settings.copyOut(argument);
            case TCSETS:
            case TCSETSW:
            case TCSETSF:
                return set(terminal, argument, request == TCSETSF);
            case TIOCGPGRP:
                return owned(terminal) ? UserMemory.store32(argument, terminal.foreground()) : -Errno.ENOTTY;
            case TIOCSPGRP:
                return setForeground(terminal, argument);
            case TIOCGSID:
                return owned(terminal) ? UserMemory.store32(argument, terminal.session()) : -Errno.ENOTTY;
            case TIOCSCTTY:
                return terminal.acquireFor(Proc.current()) ? 0 : -Errno.EPERM;
            case TIOCNOTTY:
                return giveUp(terminal);
            case TIOCGWINSZ:
                return size(argument);
            case FIONREAD:
                return UserMemory.store32(argument, terminal.bytesReady());
            case TCFLSH:
                return discard(terminal, argument);
            case TCSBRK:
            case TCXONC:
                return 0;
            default:
                return -Errno.ENOTTY;
        }
    }

    private static boolean owned(Terminal terminal) {
        return terminal.controls(Proc.current());
    }

    /** Output is out at once, so there is nothing to be waited for before. */
    private static int set(Terminal terminal, @Uva long from, boolean discards) {
        int error = JobControl.refusal(terminal, Signal.SIGTTOU);
        error = error == 0 ? terminal.settings.copyIn(from) : error;
        if (error == 0 && discards) {
            terminal.discardInput();
        }
        return error;
    }

    private static int setForeground(Terminal terminal, @Uva long from) {
        byte[] word = new byte[Integer.BYTES];
        int error = UserMemory.copyIn(from, word, 0, Integer.BYTES) == 0 ? 0 : -Errno.EFAULT;
        int group = BigEndian.get32(word, 0);
        Kmem.free(word);
        if (error == 0) {
            error = !owned(terminal) ? -Errno.ENOTTY : JobControl.refusal(terminal, Signal.SIGTTOU);
        }
        if (error == 0) {
            error = group <= 0 ? -Errno.EINVAL : JobControl.hasGroup(terminal.session(), group) ? 0 : -Errno.EPERM;
        }
        if (error == 0) {
            terminal.setForeground(group);
        }
        return error;
    }

    /** A leader gives it up for all his session; another process, which keeps no terminal of its own, cannot lose it. */
    private static int giveUp(Terminal terminal) {
        Proc self = Proc.current();
        if (!terminal.controls(self)) {
            return -Errno.ENOTTY;
        }
        if (terminal.session() == self.pid) {
            terminal.hangUp(self.pid);
        }
        return 0;
    }

    private static int size(@Uva long to) {
        byte[] size = new byte[SIZE_BYTES];
        BigEndian.put16(size, 0, ROWS);
        BigEndian.put16(size, 2, COLUMNS);
        int error = UserMemory.copyOut(size, 0, to, SIZE_BYTES);
        Kmem.free(size);
        return error;
    }

    private static int discard(Terminal terminal, long which) {
        if (which < 0 || which > 2) {
            return -Errno.EINVAL;
        }
        if (which != 1) {
            terminal.discardInput();
        }
        return 0;
    }

    private TerminalControl() {}
}
