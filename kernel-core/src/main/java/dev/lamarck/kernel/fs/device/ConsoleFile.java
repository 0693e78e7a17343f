package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.mm.Pages;

/**
 * The console as bytes: {@code /dev/console}, and {@code /dev/stderr}, which reads the same input and writes to the error stream. A stream, not
 * a terminal, so that programs' output does not depend on one; {@link TerminalFile} is the other.
 */
public final class ConsoleFile extends DeviceFile {
    private static final int MAJOR = 5;
    private static final int CONSOLE = 1;
    private static final int ERRORS = 3;

    private final int stream;

    private ConsoleFile(int minor, int stream) {
        super(MAJOR, minor);
        this.stream = stream;
    }

    public static ConsoleFile forOutput() {
        return new ConsoleFile(CONSOLE, Console.OUT);
    }

    public static ConsoleFile forErrors() {
        return new ConsoleFile(ERRORS, Console.ERROR);
    }

    @Override
    public long readTo(long offset, Uio to) {
        int wanted = (int) Math.min(to.residual(), Pages.BYTES);
        long page = wanted == 0 ? 0 : Pages.allocate(0);
        if (page == 0) {
            return wanted == 0 ? 0 : -Errno.ENOMEM;
        }
        int n = Console.read(page, wanted);
        int error = to.moveOut(page, n);
        Pages.release(page);
        return error == 0 ? n : error;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        long wanted = from.residual();
        long page = Pages.allocate(0);
        if (page == 0) {
            return -Errno.ENOMEM;
        }
        int error = 0;
        while (error == 0 && from.residual() > 0) {
            int n = (int) Math.min(from.residual(), Pages.BYTES);
            error = from.moveIn(page, n);
            if (error == 0) {
                Console.write(stream, page, n);
            }
        }
        Pages.release(page);
        long moved = wanted - from.residual();
        return moved > 0 || error == 0 ? moved : error;
    }
}
