package dev.lamarck.hardware.isa;

/** A place in a line of assembly. Blanks between tokens mean nothing. */
final class Cursor {
    /** The text at some place is not what the grammar wants. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;
        /** Where it begins. */
        final int at;
        /** How far the text made sense. */
        final int understood;

        Mismatch(int at, String message) {
            this(at, at, message);
        }

        Mismatch(int at, int understood, String message) {
            super(message, null, false, false);
            this.at = at;
            this.understood = understood;
        }
    }

    private final String text;
    private int at;

    Cursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** Steps over this text if it is next. */
    boolean take(String token) {
        skipBlanks();
        boolean found = text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    /** Steps over all of this text, whose blanks mean nothing either. */
    void expect(String literal) throws Mismatch {
        for (String token : literal.trim().split("\\s+")) {
            if (!token.isEmpty() && !take(token)) {
                throw mismatch("expected '" + token + "'");
            }
        }
    }

    /** A name, which may begin with a percent or number sign; empty if there is none. */
    String takeName() {
        skipBlanks();
        int start = at;
        if (at < text.length() && (text.charAt(at) == '%' || text.charAt(at) == '#')) {
            at++;
        }
        return takeWhile(start);
    }

    /** Letters, digits and the other characters of symbols. */
    String takeWord() {
        skipBlanks();
        return takeWhile(at);
    }

    private String takeWhile(int start) {
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** The very next character, even a blank. */
    char next() throws Mismatch {
        if (at == text.length()) {
            throw mismatch("expected a character");
        }
        return text.charAt(at++);
    }

    void back(int to) {
        at = to;
    }

    Mismatch mismatch(String message) {
        skipBlanks();
        return new Mismatch(at, message);
    }

    static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
