package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** Takes away what hostile processes made in the file system: by any name, for theirs are what bytes an address happens to have, and at any depth. */
final class Removal {
    private static final byte[] HERE = Text.bytes(".");
    private static final byte[] PARENT = Text.bytes("..");
    private static final byte[] ROOT = Text.bytes("/");

    /**
     * Empties a folder, which itself stays, as does the one file in it that is called {@code kept}. It goes from folder to folder, since a path to what lies deep can be too long for any call;
     * the current directory is the root afterwards. It ends when there is nothing it can take away any more.
     */
    static void ofAllIn(byte[] folder, byte[] kept) {
        boolean goesOn = Posix.changeDirectory(folder) == 0;
        boolean isBack = false;
        int depth = 0;
        while (goesOn) {
            // Each time the first: a listing that is changed cannot be gone on with.
            byte[] entry = first(depth == 0 ? kept : HERE);
            if (entry == null) {
                goesOn = depth > 0 && Posix.changeDirectory(PARENT) == 0;
                isBack = true;
                depth--;
            } else if (Posix.unlink(entry) == 0 || Posix.removeDirectory(entry) == 0) {
                isBack = false;
            } else {
                // Where it has just been there is nothing left to do.
                goesOn = !isBack && Posix.changeDirectory(entry) == 0;
                depth++;
            }
            Heap.free(entry);
        }
        Posix.changeDirectory(ROOT);
    }

    /** The first name in the current directory but of itself, its parent and {@code kept}; null if there is none. */
    private static byte[] first(byte[] kept) {
        byte[] found = null;
        Directory directory = Directory.open(HERE);
        while (directory != null && found == null && directory.next()) {
            if (!is(directory, HERE) && !is(directory, PARENT) && !is(directory, kept)) {
                found = new byte[directory.nameLength()];
                Bytes.copy(directory.name(), directory.nameAt(), found, 0, found.length);
            }
        }
        if (directory != null) {
            directory.close();
        }
        return found;
    }

    private static boolean is(Directory directory, byte[] name) {
        return directory.nameLength() == name.length && Bytes.equal(directory.name(), directory.nameAt(), name, 0, name.length);
    }

    private Removal() {}
}
