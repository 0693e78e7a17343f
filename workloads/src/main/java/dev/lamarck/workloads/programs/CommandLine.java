package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;

/**
 * One line of a shell, taken apart: commands separated by {@code ;} or {@code &}, words by blanks; {@code '…'} and {@code "…"} keep blanks
 * and separators in a word, {@code #} begins a comment.
 */
final class CommandLine {
    static final int MAX_WORDS = 32;
    static final int MAX_LINE = 1024;

    private final byte[] line;
    private final int length;
    private int at;
    private final byte[] word = new byte[MAX_LINE];
    private final byte[][] words = new byte[MAX_WORDS][];
    private boolean background;

    CommandLine(byte[] line, int length) {
        this.line = line;
        this.length = length;
    }

    /** The words of the next command, none if it is empty, or null at the end of the line. */
    byte[][] next() {
        int count = 0;
        background = false;
        skipBlanks();
        if (at == length) {
            return null;
        }
        while (at < length && !isSeparator(line[at])) {
            int n = readWord();
            if (count < MAX_WORDS) {
                words[count++] = copyOf(word, n);
            }
            skipBlanks();
        }
        if (at < length) {
            background = line[at] == '&';
            at++;
        }
        byte[][] command = new byte[count][];
        for (int i = 0; i < count; i++) {
            command[i] = words[i];
        }
        return command;
    }

    /** Whether the command that {@link #next} returned ended with {@code &}. */
    boolean inBackground() {
        return background;
    }

    private void skipBlanks() {
        while (at < length && isBlank(line[at])) {
            at++;
        }
        if (at < length && line[at] == '#') {
            at = length;
        }
    }

    /** Copies one word, quotes removed, into {@code word}; its length. */
    private int readWord() {
        int n = 0;
        int quote = 0;
        while (at < length && (quote != 0 || !isBlank(line[at]) && !isSeparator(line[at]))) {
            int c = line[at++];
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                word[n++] = (byte) c;
            }
        }
        return n;
    }

    private static byte[] copyOf(byte[] text, int length) {
        byte[] copy = new byte[length];
        Bytes.copy(text, 0, copy, 0, length);
        return copy;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static boolean isSeparator(int c) {
        return c == ';' || c == '&';
    }
}
