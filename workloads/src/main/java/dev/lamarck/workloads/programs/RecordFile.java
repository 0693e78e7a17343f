package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Posix;

/** A file of one record that is a function of a seed: written anew, or read back and compared. */
final class RecordFile {
    static final int LARGEST = 4096;
    private static final int CREATE_TO_WRITE = 0x0001 | 0x0200 | 0x0400;
    private static final int MODE = 0x1B6;

    private static final byte[] DATA = new byte[LARGEST];
    private static final byte[] CHECK = new byte[LARGEST];

    static boolean write(byte[] path, int seed, int bytes) {
        fill(seed, bytes);
        int descriptor = Posix.open(path, CREATE_TO_WRITE, MODE);
        if (descriptor < 0) {
            return false;
        }
        boolean written = Posix.write(descriptor, DATA, 0, bytes) == bytes;
        return Posix.close(descriptor) == 0 && written;
    }

    /** Whether the file holds what {@link #write} wrote. */
    static boolean read(byte[] path, int seed, int bytes) {
        int descriptor = Posix.open(path, 0, 0);
        if (descriptor < 0) {
            return false;
        }
        long n = Posix.read(descriptor, CHECK, 0, LARGEST);
        Posix.close(descriptor);
        fill(seed, bytes);
        return n == bytes && Bytes.equal(CHECK, 0, DATA, 0, bytes);
    }

    /** A path of this process's own: the prefix and two digits. */
    static byte[] path(byte[] prefix, int number) {
        byte[] path = new byte[prefix.length + 2];
        int end = Bytes.append(path, 0, prefix);
        path[end] = (byte) ('0' + number / 10 % 10);
        path[end + 1] = (byte) ('0' + number % 10);
        return path;
    }

    private static void fill(int seed, int bytes) {
        int value = seed;
        for (int i = 0; i < bytes; i++) {
            value = value * 1103515245 + 12345;
            DATA[i] = (byte) (value >> 16);
        }
    }

    private RecordFile() {}
}
