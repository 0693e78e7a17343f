package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/** Takes away what hostile processes made in the file system. */
final class Removal {
    private static final int MOST_DEPTH = 64;
    /** Where they can have got to from their folder, by going up. */
    private static final String[] ABOVE = {"/tmp/", "/"};
    private static final String[] NAMES = {"a", "b", "dir"};

    /** A file, or a folder with all in it. */
    static void of(byte[] path) {
        remove(path, 0);
    }

    /** What is in a folder, which itself stays. */
    static void ofAllIn(byte[] path) {
        for (byte[] entry = firstIn(path); entry != null; entry = firstIn(path)) {
            remove(entry, 0);
            Heap.free(entry);
        }
    }

    static void ofStrays() {
        for (int i = 0; i < ABOVE.length; i++) {
            for (int j = 0; j < NAMES.length; j++) {
                byte[] name = Text.bytes(NAMES[j]);
                byte[] path = join(Text.bytes(ABOVE[i]), name, 0, name.length);
                of(path);
                Heap.free(path);
            }
        }
    }

    @MaxDepth(MOST_DEPTH)
    private static void remove(byte[] path, int depth) {
        if (Posix.unlink(path) == 0 || depth == MOST_DEPTH) {
            return;
        }
        // Each time the first entry that is neither the folder nor its parent: a listing that is changed cannot be gone on with.
        byte[] entry = firstIn(path);
        while (entry != null) {
            remove(entry, depth + 1);
            Heap.free(entry);
            entry = Posix.removeDirectory(path) == 0 ? null : firstIn(path);
        }
        Posix.removeDirectory(path);
    }

    private static byte[] firstIn(byte[] path) {
        Directory directory = Directory.open(path);
        byte[] found = null;
        while (directory != null && found == null && directory.next()) {
            if (directory.name()[directory.nameAt()] != '.') {
                found = join(path, directory.name(), directory.nameAt(), directory.nameLength());
            }
        }
        if (directory != null) {
            directory.close();
        }
        return found;
    }

    private static byte[] join(byte[] folder, byte[] name, int at, int length) {
        byte[] path = new byte[folder.length + 1 + length];
        Bytes.append(path, 0, folder);
        path[folder.length] = '/';
        Bytes.copy(name, at, path, folder.length + 1, length);
        return path;
    }

    private Removal() {}
}
