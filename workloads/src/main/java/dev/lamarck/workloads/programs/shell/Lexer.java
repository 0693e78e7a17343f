package dev.lamarck.workloads.programs.shell;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.MaxDepth;

/** Takes tokens off a source: operators, and words as they are written, quotes and all. One token is looked ahead. */
final class Lexer {
    static final int END = 0;
    static final int NEWLINE = 1;
    static final int WORD = 2;
    static final int SEMICOLON = 3;
    static final int AMPERSAND = 4;
    static final int AND = 5;
    static final int OR = 6;
    static final int PIPE = 7;
    static final int OPEN = 8;
    static final int CLOSE = 9;
    static final int CASE_END = 10;
    static final int REDIRECTION = 11;

    private static final int DEEPEST = 16;

    private final Source source;
    private final Buffer text = new Buffer();
    private int token = -1;
    private byte[] word;
    private Redirection redirection;
    /** Here-documents whose text begins behind the line. */
    private Redirection[] awaited = new Redirection[16];
    private int awaitedCount;
    /** What is not closed where the source ended: a quote or parenthesis; 0 if nothing. */
    private int unclosed;

    Lexer(Source source) {
        this.source = source;
    }

    int line() {
        return source.line();
    }

    /** Whether the end is that of a command which was interrupted while it was typed. */
    boolean isInterrupted() {
        return source.isInterrupted();
    }

    int unclosed() {
        return unclosed;
    }

    /** The next token's kind. */
    int peek() {
        if (token < 0) {
            token = read();
        }
        return token;
    }

    /** Goes on behind the next token. */
    void advance() {
        token = -1;
    }

    /** The next token's text, if it is a word; the caller's from then on. */
    byte[] takeWord() {
        byte[] taken = word;
        word = null;
        token = -1;
        return taken;
    }

    /** The next token's text, if it is a word; still the lexer's. */
    byte[] word() {
        return word;
    }

    /** The next token, if it is a redirection, without its word, which is the token behind it. */
    Redirection takeRedirection() {
        token = -1;
        return redirection;
    }

    /** A here-document's end is known: its text is read behind the line's end. */
    void await(Redirection here) {
        if (awaitedCount < awaited.length) {
            awaited[awaitedCount++] = here;
        }
    }

    /** Forgets what was begun. */
    void reset() {
        token = -1;
        awaitedCount = 0;
        unclosed = 0;
    }

    void free() {
        text.free();
        Heap.free(awaited);
        Heap.free(this);
    }

    private int read() {
        skipBlanks();
        int c = source.peek();
        if (c == Source.END) {
            return END;
        }
        int operator = isOperator(c) ? operator(source.next()) : WORD;
        return operator == WORD ? readWord() : operator;
    }

    private void skipBlanks() {
        while (true) {
            int c = source.peek();
            if (c == '#') {
                while (source.peek() != '\n' && source.peek() != Source.END) {
                    source.next();
                }
                return;
            }
            if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            source.next();
        }
    }

    static boolean isOperator(int c) {
        return c == '\n' || c == ';' || c == '&' || c == '|' || c == '<' || c == '>' || c == '(' || c == ')';
    }

    private int operator(int c) {
        switch (c) {
            case '\n':
                readHereDocuments();
                return NEWLINE;
            case ';':
                return follows(';') ? CASE_END : SEMICOLON;
            case '&':
                return follows('&') ? AND : AMPERSAND;
            case '|':
                return follows('|') ? OR : PIPE;
            case '(':
                return OPEN;
            case ')':
                return CLOSE;
            default:
                return redirection(c, c == '<' ? 0 : 1);
        }
    }

    private boolean follows(int c) {
        boolean does = source.peek() == c;
        if (does) {
            source.next();
        }
        return does;
    }

    private int redirection(int c, int descriptor) {
        if (follows('&')) {
            redirection = new Redirection(Redirection.DUPLICATE, descriptor);
        } else if (c == '>') {
            redirection = new Redirection(follows('>') ? Redirection.APPEND : Redirection.OUTPUT, descriptor);
        } else if (follows('<')) {
            redirection = new Redirection(Redirection.HERE, descriptor);
            redirection.stripsTabs = follows('-');
        } else {
            redirection = new Redirection(Redirection.INPUT, descriptor);
        }
        return REDIRECTION;
    }

    /** A word, or the descriptor of a redirection. */
    private int readWord() {
        text.cut(0);
        int c = source.peek();
        while (c != Source.END && c != ' ' && c != '\t' && !isOperator(c)) {
            piece(source.next());
            c = source.peek();
        }
        boolean isDescriptor = (c == '<' || c == '>') && text.length() == 1 && text.at(0) >= '0' && text.at(0) <= '9';
        if (isDescriptor) {
            source.next();
            return redirection(c, text.at(0) - '0');
        }
        word = text.copy();
        return WORD;
    }

    /** One byte of a word, and what it opens up to where that is closed. */
    @MaxDepth(DEEPEST)
    private void piece(int c) {
        if (c == '\\') {
            int escaped = source.next();
            if (escaped != '\n') {
                text.add(c).add(escaped);
            }
            return;
        }
        text.add(c);
        if (c == '\'') {
            upTo('\'');
        } else if (c == '"') {
            nested('"');
        } else if (c == '`') {
            upTo('`');
        } else if (c == '$' && (source.peek() == '(' || source.peek() == '{')) {
            int open = source.next();
            text.add(open);
            nested(open == '(' ? ')' : '}');
        }
    }

    private void upTo(int close) {
        int c = source.next();
        while (c != Source.END && c != close) {
            text.add(c);
            c = source.next();
        }
        close(c, close);
    }

    /** To where it is closed, with what is opened in it; in parentheses further ones count. */
    @MaxDepth(DEEPEST)
    private void nested(int close) {
        int open = 0;
        int c = source.next();
        while (c != Source.END && (c != close || open > 0)) {
            open += close != ')' ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (close == '"' && c == '\'') {
                text.add(c);
            } else if (c == '\\') {
                text.add(c).add(source.next());
            } else {
                piece(c);
            }
            c = source.next();
        }
        close(c, close);
    }

    private void close(int c, int close) {
        if (c == Source.END) {
            unclosed = close;
        } else {
            text.add(c);
        }
    }

    private void readHereDocuments() {
        int count = awaitedCount;
        awaitedCount = 0;
        for (int i = 0; i < count; i++) {
            readHereDocument(awaited[i]);
        }
    }

    private void readHereDocument(Redirection here) {
        Buffer all = new Buffer();
        Buffer line = new Buffer();
        boolean isOver = false;
        while (!isOver) {
            line.cut(0);
            boolean hasLine = readLine(line, here.stripsTabs);
            isOver = !hasLine || is(line, here.word);
            if (!isOver) {
                byte[] bytes = line.copy();
                all.addAll(bytes).add('\n');
                Heap.free(bytes);
            }
            unclosed = hasLine ? unclosed : '<';
        }
        line.free();
        here.text = all.take();
    }

    private boolean readLine(Buffer line, boolean stripsTabs) {
        if (source.peek() == Source.END) {
            return false;
        }
        int c = source.next();
        while (stripsTabs && c == '\t') {
            c = source.next();
        }
        while (c != '\n' && c != Source.END) {
            line.add(c);
            c = source.next();
        }
        return true;
    }

    private static boolean is(Buffer line, byte[] end) {
        if (line.length() != end.length) {
            return false;
        }
        for (int i = 0; i < end.length; i++) {
            if (line.at(i) != (end[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
