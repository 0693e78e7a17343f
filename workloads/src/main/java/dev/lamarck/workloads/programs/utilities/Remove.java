package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.MaxDepth;

/** {@code rm [-r] [-f] FILE…}; with {@code -r} directories with what is in them; with {@code -f} what is not there is not missed. */
final class Remove extends Utility {
    private static final int DEEPEST = 16;
    private static final int ENOENT = -2;

    private boolean isRecursive;

    Remove() {
        super("rm");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        isRecursive = has(words, 'r');
        boolean isForced = has(words, 'f');
        int status = from < words.length || isForced ? 0 : usage("[-r] [-f] FILE…");
        for (int i = from; i < words.length; i++) {
            int error = remove(words[i]);
            status |= error == 0 || isForced && error == ENOENT ? 0 : complain(words[i], error);
        }
        return status;
    }

    @MaxDepth(DEEPEST)
    private int remove(byte[] path) {
        FileStatus status = new FileStatus();
        boolean isDirectory = isRecursive && status.ofLink(path) && status.kind() == FileStatus.DIRECTORY;
        status.free();
        return isDirectory ? removeTree(path) : Posix.unlink(path);
    }

    /** The directory is read again from its beginning after each entry that goes. */
    @MaxDepth(DEEPEST)
    private int removeTree(byte[] path) {
        int error = 0;
        byte[] entry = firstEntry(path);
        while (entry != null && error == 0) {
            error = remove(in(path, entry));
            entry = error == 0 ? firstEntry(path) : null;
        }
        return error == 0 ? Posix.removeDirectory(path) : error;
    }

    private static byte[] firstEntry(byte[] path) {
        Directory directory = Directory.open(path);
        byte[] found = null;
        while (directory != null && found == null && directory.next()) {
            int at = directory.nameAt();
            int length = directory.nameLength();
            boolean isDots = directory.name()[at] == '.' && (length == 1 || length == 2 && directory.name()[at + 1] == '.');
            if (!isDots) {
                found = new byte[length];
                Bytes.copy(directory.name(), at, found, 0, length);
            }
        }
        if (directory != null) {
            directory.close();
        }
        return found;
    }
}
