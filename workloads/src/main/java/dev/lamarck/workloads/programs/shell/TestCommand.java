package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.FileStatus;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.MaxDepth;

/** {@code test} and {@code [}: files, texts, numbers, with {@code !}, {@code -a} and {@code -o}. */
final class TestCommand {
    private static final int TRUE = 0;
    private static final int FALSE = 1;
    private static final int WRONG = 2;
    private static final int EXECUTABLE = 0x49;

    private final byte[][] words;
    private int at = 1;
    private final int end;
    private boolean isWrong;

    private TestCommand(byte[][] words, int end) {
        this.words = words;
        this.end = end;
    }

    static int run(byte[][] words) {
        boolean isBracket = Builtins.is(words[0], "[");
        if (isBracket && !Builtins.is(words[words.length - 1], "]")) {
            Shell.complain(words[0], "] is missing");
            return WRONG;
        }
        TestCommand test = new TestCommand(words, isBracket ? words.length - 1 : words.length);
        boolean holds = test.end > 1 && test.either();
        boolean isWrong = test.isWrong || test.end > 1 && test.at != test.end;
        Heap.free(test);
        if (isWrong) {
            Shell.complain(words[0], "not understood");
        }
        return isWrong ? WRONG : holds ? TRUE : FALSE;
    }

    private boolean either() {
        boolean holds = both();
        while (isNext("-o")) {
            at++;
            holds |= both();
        }
        return holds;
    }

    private boolean both() {
        boolean holds = one();
        while (isNext("-a")) {
            at++;
            holds &= one();
        }
        return holds;
    }

    @MaxDepth(8)
    private boolean one() {
        if (isNext("!") && at + 1 < end) {
            at++;
            return !one();
        }
        if (at + 2 < end && isBinary(words[at + 1])) {
            boolean holds = binary(words[at], words[at + 1], words[at + 2]);
            at += 3;
            return holds;
        }
        if (at + 1 < end && words[at].length == 2 && words[at][0] == '-') {
            boolean holds = unary(words[at][1], words[at + 1]);
            at += 2;
            return holds;
        }
        isWrong |= at >= end;
        return at < end && words[at++].length > 0;
    }

    private boolean isNext(String word) {
        return at < end && Builtins.is(words[at], word);
    }

    private static boolean isBinary(byte[] word) {
        return Builtins.is(word, "=") || Builtins.is(word, "!=") || Builtins.is(word, "-eq") || Builtins.is(word, "-ne") || Builtins.is(word, "-lt")
                || Builtins.is(word, "-le") || Builtins.is(word, "-gt") || Builtins.is(word, "-ge");
    }

    private boolean binary(byte[] left, byte[] operator, byte[] right) {
        if (operator[0] != '-') {
            return Bytes.is(left, left.length, right) == (operator[0] == '=');
        }
        long a = number(left);
        long b = number(right);
        switch (operator[1] << 8 | operator[2]) {
            case 'e' << 8 | 'q':
                return a == b;
            case 'n' << 8 | 'e':
                return a != b;
            case 'l' << 8 | 't':
                return a < b;
            case 'l' << 8 | 'e':
                return a <= b;
            case 'g' << 8 | 't':
                return a > b;
            default:
                return a >= b;
        }
    }

    private long number(byte[] word) {
        boolean isNegative = word.length > 0 && word[0] == '-';
        long value = Bytes.number(word, isNegative ? 1 : 0, word.length, 10);
        isWrong |= value < 0;
        return isNegative ? -value : value;
    }

    private boolean unary(int operator, byte[] word) {
        switch (operator) {
            case 'n':
                return word.length > 0;
            case 'z':
                return word.length == 0;
            case 't':
                return Posix.isTerminal((int) Bytes.number(word, 0, word.length, 10));
            default:
                return file(operator, word);
        }
    }

    private boolean file(int operator, byte[] path) {
        FileStatus status = new FileStatus();
        boolean exists = status.of(path);
        int mode = status.mode();
        int kind = status.kind();
        long size = status.size();
        status.free();
        switch (operator) {
            case 'e':
            case 'r':
            case 'w':
                return exists;
            case 'x':
                return exists && (mode & EXECUTABLE) != 0;
            case 'f':
                return exists && kind == FileStatus.REGULAR;
            case 'd':
                return exists && kind == FileStatus.DIRECTORY;
            case 'p':
                return exists && kind == FileStatus.PIPE;
            case 'c':
                return exists && kind == FileStatus.CHARACTER_DEVICE;
            case 's':
                return exists && size > 0;
            default:
                isWrong = true;
                return false;
        }
    }
}
