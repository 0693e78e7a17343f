package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;

/**
 * {@code filescript}: does to files what the lines of its input say, and prints each line's result when it has it. A line is a letter and its operands: {@code m}kdir, rm{@code d}ir,
 * {@code u}nlink a path; {@code r}ename, {@code l}ink two paths; {@code t}runcate a path to a length; {@code w}rite to a path, from an offset on, so many bytes made from a seed;
 * {@code s}tore there through a shared mapping; {@code p}ut there the same way and {@code msync}; {@code y}: sync.
 */
public final class FileScript {
    private static final int MODE = 0x1B6;
    private static final int CREATE_TO_WRITE = 0x0001 | 0x0200;
    private static final int READ_AND_WRITE = 0x0002;
    private static final int PAGE = 8192;
    private static final int LONGEST_LINE = 600;
    private static final int MOST_OPERANDS = 4;
    private static final int LONGEST_WRITE = 32_768;

    private static final byte[] LINE = new byte[LONGEST_LINE];
    private static final byte[][] OPERANDS = new byte[MOST_OPERANDS][];
    private static final byte[] DATA = new byte[LONGEST_WRITE];

    public static void main(String[] args) {
        Input input = new Input(0);
        int length = input.line(LINE);
        while (length > 0) {
            split(length);
            Output.STANDARD.decimal(execute(LINE[0])).line();
            length = input.line(LINE);
        }
    }

    /** Operands are what follows blanks. */
    private static void split(int length) {
        int at = Bytes.indexOf(LINE, 0, length, ' ') + 1;
        for (int i = 0; i < MOST_OPERANDS; i++) {
            if (OPERANDS[i] != null) {
                Heap.free(OPERANDS[i]);
                OPERANDS[i] = null;
            }
            if (at < length) {
                int end = Bytes.indexOf(LINE, at, length, ' ');
                OPERANDS[i] = new byte[end - at];
                Bytes.copy(LINE, at, OPERANDS[i], 0, end - at);
                at = end + 1;
            }
        }
    }

    private static long execute(int letter) {
        return switch (letter) {
            case 'm' -> Posix.makeDirectory(OPERANDS[0], 0x1FF);
            case 'd' -> Posix.removeDirectory(OPERANDS[0]);
            case 'u' -> Posix.unlink(OPERANDS[0]);
            case 'r' -> Posix.rename(OPERANDS[0], OPERANDS[1]);
            case 'l' -> Posix.link(OPERANDS[0], OPERANDS[1]);
            case 't' -> Posix.truncate(OPERANDS[0], number(1));
            case 'w' -> write(OPERANDS[0], number(1), number(2), number(3));
            case 's' -> store(false);
            case 'p' -> store(true);
            default -> sync();
        };
    }

    private static int number(int operand) {
        return (int) Bytes.number(OPERANDS[operand], 0, OPERANDS[operand].length, 10);
    }

    private static long sync() {
        Posix.sync();
        return 0;
    }

    private static long write(byte[] path, int offset, int length, int seed) {
        int descriptor = Posix.open(path, CREATE_TO_WRITE, MODE);
        if (descriptor < 0) {
            return descriptor;
        }
        fill(length, seed);
        long written = Posix.writeAt(descriptor, DATA, length, offset);
        Posix.close(descriptor);
        return written;
    }

    private static void fill(int length, int seed) {
        int value = seed;
        for (int i = 0; i < length; i++) {
            value = value * 1103515245 + 12345;
            DATA[i] = (byte) (value >> 16);
        }
    }

    /** Through a mapping of the page; the range lies in it, and in the file. @return bytes stored or an error */
    private static long store(boolean isSafe) {
        int descriptor = Posix.open(OPERANDS[0], READ_AND_WRITE, 0);
        int length = number(2);
        if (descriptor < 0) {
            return descriptor;
        }
        long page = Mapping.mapFile(descriptor, number(1) & -PAGE, PAGE);
        Posix.close(descriptor);
        fill(length, number(3));
        for (int i = 0; i < length; i++) {
            Mapping.storeByte(page + (number(1) & PAGE - 1) + i, DATA[i]);
        }
        int error = isSafe ? Mapping.sync(page, PAGE) : 0;
        Mapping.unmap(page, PAGE);
        return error == 0 ? length : error;
    }

    private FileScript() {}
}
