package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Posix;

/** {@code ln [-s] FROM TO}: another name for a file, or a symbolic link. */
final class Link extends Utility {
    Link() {
        super("ln");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        if (words.length - from != 2) {
            return usage("[-s] FROM TO");
        }
        int error = has(words, 's') ? Posix.symbolicLink(words[from], words[from + 1]) : Posix.link(words[from], words[from + 1]);
        return error == 0 ? 0 : complain(words[from + 1], error);
    }
}
