package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** {@code ls [-a] [-l] [FILE…]}: in order of names; {@code -l} with kind, permissions, links and size. */
final class ListFiles extends Utility {
    private static final int MAX_ENTRIES = 512;
    private static final int ENOENT = -2;

    private final byte[][] names = new byte[MAX_ENTRIES][];
    private int count;
    private boolean isLong;
    private boolean hasAll;

    ListFiles() {
        super("ls");
    }

    @Override
    int run(byte[][] words) {
        int from = options(words);
        isLong = has(words, 'l');
        hasAll = has(words, 'a');
        if (from == words.length) {
            return list(Text.bytes("."));
        }
        int status = 0;
        for (int i = from; i < words.length; i++) {
            if (words.length - from > 1) {
                Output.STANDARD.text(i == from ? "" : "\n").bytes(words[i], 0, words[i].length).text(":").line();
            }
            status |= list(words[i]);
        }
        return status;
    }

    private int list(byte[] path) {
        FileStatus status = new FileStatus();
        if (!status.of(path)) {
            return complain(path, ENOENT);
        }
        if (status.kind() != FileStatus.DIRECTORY) {
            print(path, path);
            return 0;
        }
        collect(path);
        for (int i = 0; i < count; i++) {
            print(in(path, names[i]), names[i]);
        }
        return 0;
    }

    private void collect(byte[] path) {
        count = 0;
        Directory directory = Directory.open(path);
        while (directory != null && count < MAX_ENTRIES && directory.next()) {
            if (hasAll || directory.name()[directory.nameAt()] != '.') {
                byte[] entry = new byte[directory.nameLength()];
                Bytes.copy(directory.name(), directory.nameAt(), entry, 0, entry.length);
                Lines.insert(names, count++, entry);
            }
        }
        if (directory != null) {
            directory.close();
        }
    }

    private void print(byte[] path, byte[] shown) {
        FileStatus status = new FileStatus();
        boolean isThere = status.ofLink(path);
        if (isLong && isThere) {
            printMode(status.kind(), status.mode());
            column(status.links(), 4);
            column(status.size(), 9);
            Output.STANDARD.text(" ");
        }
        Output.STANDARD.bytes(shown, 0, shown.length);
        if (isLong && isThere && status.kind() == FileStatus.LINK) {
            byte[] target = new byte[256];
            int length = Posix.readLink(path, target);
            Output.STANDARD.text(" -> ").bytes(target, 0, Math.max(0, length));
        }
        Output.STANDARD.line();
        status.free();
    }

    private static void printMode(int kind, int mode) {
        byte[] text = new byte[10];
        text[0] = (byte) (kind == FileStatus.DIRECTORY ? 'd' : kind == FileStatus.LINK ? 'l' : kind == FileStatus.CHARACTER_DEVICE ? 'c' : kind == FileStatus.PIPE ? 'p' : '-');
        byte[] letters = Text.bytes("rwx");
        for (int i = 0; i < 9; i++) {
            text[i + 1] = (mode >> 8 - i & 1) == 0 ? (byte) '-' : letters[i % 3];
        }
        Output.STANDARD.bytes(text, 0, text.length);
    }

    private static void column(long value, int width) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        for (int i = digits; i < width; i++) {
            Output.STANDARD.text(" ");
        }
        Output.STANDARD.text(" ").decimal(value);
    }
}
