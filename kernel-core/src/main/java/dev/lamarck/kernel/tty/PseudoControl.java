package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Uva;

/** {@code ioctl} on a pseudoterminal, on either side: its number, its lock, its size; the rest as on any terminal. */
public final class PseudoControl {
    private static final int TIOCGPTN = 0x4004_7486;
    private static final int TIOCSPTLCK = 0x8004_7487;
    private static final int TIOCGPTLCK = 0x4004_5439;
    private static final int TIOCSWINSZ = 0x8008_7467;
    private static final int TIOCGWINSZ = 0x4008_7468;
    private static final int SIZE_BYTES = 8;

    public static long control(Pseudoterminal terminal, boolean isProgramsSide, int request, @Uva long argument) {
        switch (request) {
            case TIOCGPTN:
                return isProgramsSide ? UserMemory.store32(argument, terminal.number()) : -Errno.ENOTTY;
            case TIOCGPTLCK:
                return isProgramsSide ? UserMemory.store32(argument, terminal.isLocked() ? 1 : 0) : -Errno.ENOTTY;
            case TIOCSPTLCK:
                return isProgramsSide ? lock(terminal, argument) : -Errno.ENOTTY;
            case TIOCSWINSZ:
                return setSize(terminal, argument);
            case TIOCGWINSZ:
                return size(terminal, argument);
            default:
                return TerminalControl.control(terminal, request, argument);
        }
    }

    private static int lock(Pseudoterminal terminal, @Uva long from) {
        byte[] word = new byte[Integer.BYTES];
        int error = UserMemory.copyIn(from, word, 0, Integer.BYTES);
        if (error == 0) {
            terminal.setLocked(BigEndian.get32(word, 0) != 0);
        }
        Kmem.free(word);
        return error;
    }

    private static int setSize(Pseudoterminal terminal, @Uva long from) {
        byte[] size = new byte[SIZE_BYTES];
        int error = UserMemory.copyIn(from, size, 0, SIZE_BYTES);
        if (error == 0) {
            terminal.setWindow(BigEndian.get64(size, 0));
        }
        Kmem.free(size);
        return error;
    }

    private static int size(Pseudoterminal terminal, @Uva long to) {
        byte[] size = new byte[SIZE_BYTES];
        BigEndian.put64(size, 0, terminal.window());
        int error = UserMemory.copyOut(size, 0, to, SIZE_BYTES);
        Kmem.free(size);
        return error;
    }

    private PseudoControl() {}
}
