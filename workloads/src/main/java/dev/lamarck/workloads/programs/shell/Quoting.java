package dev.lamarck.workloads.programs.shell;

/**
 * Quoting taken off. Between expansion and the last step a word is a <em>pattern</em>: what was quoted in it has a backslash before it if it would else mean
 * something to {@link Pattern}.
 */
final class Quoting {
    /** A word as it is written, without its quotes. */
    static byte[] removed(byte[] word) {
        Buffer plain = new Buffer();
        int quote = 0;
        for (int i = 0; i < word.length; i++) {
            int c = word[i];
            if (c == '\\' && quote != '\'' && i + 1 < word.length) {
                plain.add(word[++i]);
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                plain.add(c);
            }
        }
        return plain.take();
    }

    /** A pattern's text. */
    static byte[] plain(byte[] pattern) {
        Buffer plain = new Buffer();
        for (int i = 0; i < pattern.length; i++) {
            i += pattern[i] == '\\' && i + 1 < pattern.length ? 1 : 0;
            plain.add(pattern[i]);
        }
        return plain.take();
    }

    /** Adds a byte to a pattern that stands for nothing but itself. */
    static void addLiteral(Buffer pattern, int c) {
        if (c == '*' || c == '?' || c == '[' || c == '\\') {
            pattern.add('\\');
        }
        pattern.add(c);
    }

    private Quoting() {}
}
