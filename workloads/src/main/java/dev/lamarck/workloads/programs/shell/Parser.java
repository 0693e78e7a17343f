package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/**
 * The shell's grammar (POSIX.1, Shell Command Language 2.10), by recursive descent: a method a rule. After an error, which is told once with its line, every
 * method returns null.
 */
final class Parser {
    private final Lexer lexer;
    private boolean hasFailed;

    Parser(Lexer lexer) {
        this.lexer = lexer;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Whether nothing is left. */
    boolean isAtEnd() {
        return lexer.peek() == Lexer.END;
    }

    /** The commands of the next line, null if there are none. */
    Node line() {
        hasFailed = false;
        if (lexer.peek() == Lexer.NEWLINE) {
            lexer.advance();
            return null;
        }
        Node node = list(false);
        if (!hasFailed && (lexer.unclosed() != 0 || lexer.peek() != Lexer.NEWLINE && lexer.peek() != Lexer.END)) {
            return unexpected();
        }
        if (!hasFailed) {
            lexer.peek();
            lexer.advance();
        }
        return hasFailed ? null : node;
    }

    /** Commands with {@code ;}, {@code &} and, in a compound, newlines between them. */
    @MaxDepth(Node.DEEPEST)
    private Node list(boolean inCompound) {
        if (inCompound) {
            skipNewlines();
        }
        Node all = null;
        while (!hasFailed && beginsCommand()) {
            Node each = andOr();
            if (!hasFailed && lexer.peek() == Lexer.AMPERSAND) {
                each = Node.of(Node.BACKGROUND, each.line, each, null);
            }
            all = all == null || hasFailed ? each : Node.of(Node.SEQUENCE, each.line, all, each);
            if (!hasFailed && (lexer.peek() == Lexer.AMPERSAND || lexer.peek() == Lexer.SEMICOLON)) {
                lexer.advance();
            } else if (lexer.peek() != Lexer.NEWLINE || !inCompound) {
                break;
            }
            if (inCompound) {
                skipNewlines();
            }
        }
        return all == null && !hasFailed && !(inCompound) ? unexpected() : all;
    }

    private boolean beginsCommand() {
        int token = lexer.peek();
        return token == Lexer.OPEN || token == Lexer.REDIRECTION || token == Lexer.WORD && !isClosing();
    }

    private boolean isClosing() {
        return isWord("then") || isWord("else") || isWord("elif") || isWord("fi") || isWord("do") || isWord("done") || isWord("esac") || isWord("}");
    }

    @MaxDepth(Node.DEEPEST)
    private Node andOr() {
        Node left = pipeline();
        while (!hasFailed && (lexer.peek() == Lexer.AND || lexer.peek() == Lexer.OR)) {
            int kind = lexer.peek() == Lexer.AND ? Node.AND : Node.OR;
            lexer.advance();
            skipNewlines();
            left = Node.of(kind, left.line, left, pipeline());
        }
        return left;
    }

    @MaxDepth(Node.DEEPEST)
    private Node pipeline() {
        if (isWord("!")) {
            Heap.free(lexer.takeWord());
            return Node.of(Node.NOT, lexer.line(), pipeline(), null);
        }
        Node first = command();
        if (hasFailed || lexer.peek() != Lexer.PIPE) {
            return first;
        }
        lexer.advance();
        skipNewlines();
        return Node.of(Node.PIPE, first.line, first, pipeline());
    }

    @MaxDepth(Node.DEEPEST)
    private Node command() {
        Node node;
        if (lexer.peek() == Lexer.OPEN) {
            lexer.advance();
            node = Node.of(Node.SUBSHELL, lexer.line(), body(), null);
            expectToken(Lexer.CLOSE);
        } else if (isWord("{")) {
            Heap.free(lexer.takeWord());
            node = Node.of(Node.GROUP, lexer.line(), body(), null);
            expect("}");
        } else if (isWord("if")) {
            node = conditional();
        } else if (isWord("while") || isWord("until")) {
            node = loop();
        } else if (isWord("for")) {
            node = iteration();
        } else if (isWord("case")) {
            node = choice();
        } else {
            return simple();
        }
        while (!hasFailed && lexer.peek() == Lexer.REDIRECTION) {
            redirect(node);
        }
        return node;
    }

    /** A list that may not be empty. */
    @MaxDepth(Node.DEEPEST)
    private Node body() {
        Node node = list(true);
        return node == null ? unexpected() : node;
    }

    /** Behind {@code if} or {@code elif}, the next word, to {@code fi}. */
    @MaxDepth(Node.DEEPEST)
    private Node conditional() {
        Heap.free(lexer.takeWord());
        Node node = new Node(Node.IF, lexer.line());
        node.first = body();
        expect("then");
        node.second = body();
        if (isWord("elif")) {
            node.third = conditional();
            return node;
        }
        if (isWord("else")) {
            Heap.free(lexer.takeWord());
            node.third = body();
        }
        expect("fi");
        return node;
    }

    @MaxDepth(Node.DEEPEST)
    private Node loop() {
        Node node = new Node(isWord("while") ? Node.WHILE : Node.UNTIL, lexer.line());
        Heap.free(lexer.takeWord());
        node.first = body();
        node.second = enclosed();
        return node;
    }

    @MaxDepth(Node.DEEPEST)
    private Node enclosed() {
        expect("do");
        Node node = body();
        expect("done");
        return node;
    }

    @MaxDepth(Node.DEEPEST)
    private Node iteration() {
        Heap.free(lexer.takeWord());
        Node node = new Node(Node.FOR, lexer.line());
        node.name = word();
        skipNewlines();
        if (isWord("in")) {
            Heap.free(lexer.takeWord());
            node.words = new Words();
            while (!hasFailed && lexer.peek() == Lexer.WORD) {
                node.words.add(lexer.takeWord());
            }
        }
        if (lexer.peek() == Lexer.SEMICOLON) {
            lexer.advance();
        }
        skipNewlines();
        node.second = enclosed();
        return node;
    }

    @MaxDepth(Node.DEEPEST)
    private Node choice() {
        Heap.free(lexer.takeWord());
        Node node = new Node(Node.CASE, lexer.line());
        node.name = word();
        skipNewlines();
        expect("in");
        skipNewlines();
        Node last = null;
        while (!hasFailed && !isWord("esac")) {
            Node item = item();
            if (last == null) {
                node.first = item;
            } else if (item != null) {
                last.second = item;
            }
            last = item;
        }
        expect("esac");
        return node;
    }

    @MaxDepth(Node.DEEPEST)
    private Node item() {
        Node item = new Node(Node.ITEM, lexer.line());
        item.words = new Words();
        if (lexer.peek() == Lexer.OPEN) {
            lexer.advance();
        }
        item.words.add(word());
        while (!hasFailed && lexer.peek() == Lexer.PIPE) {
            lexer.advance();
            item.words.add(word());
        }
        expectToken(Lexer.CLOSE);
        item.first = list(true);
        if (lexer.peek() == Lexer.CASE_END) {
            lexer.advance();
        } else if (!isWord("esac")) {
            unexpected();
        }
        skipNewlines();
        return item;
    }

    /** Words and redirections; a name and parentheses begin a function instead. */
    @MaxDepth(Node.DEEPEST)
    private Node simple() {
        Node node = new Node(Node.SIMPLE, lexer.line());
        node.words = new Words();
        while (!hasFailed && (lexer.peek() == Lexer.WORD || lexer.peek() == Lexer.REDIRECTION)) {
            if (lexer.peek() == Lexer.WORD) {
                node.words.add(lexer.takeWord());
                if (node.words.count() == 1 && node.redirections == null && lexer.peek() == Lexer.OPEN && isName(node.words.get(0))) {
                    return function(node);
                }
            } else {
                redirect(node);
            }
        }
        return node.words.count() == 0 && node.redirections == null ? unexpected() : node;
    }

    private static boolean isName(byte[] word) {
        return word.length > 0 && Variables.nameLength(word, 0) == word.length;
    }

    @MaxDepth(Node.DEEPEST)
    private Node function(Node named) {
        Node node = new Node(Node.FUNCTION, named.line);
        node.name = Bytes.copyOf(named.words.get(0));
        named.free();
        lexer.advance();
        expectToken(Lexer.CLOSE);
        skipNewlines();
        node.first = command();
        return node;
    }

    private void redirect(Node node) {
        Redirection redirection = lexer.takeRedirection();
        redirection.word = word();
        if (hasFailed) {
            return;
        }
        if (redirection.kind == Redirection.HERE) {
            byte[] end = Quoting.removed(redirection.word);
            redirection.isLiteral = end.length != redirection.word.length;
            Heap.free(redirection.word);
            redirection.word = end;
            lexer.await(redirection);
        }
        node.redirect(redirection);
    }

    private byte[] word() {
        if (lexer.peek() != Lexer.WORD) {
            unexpected();
            return null;
        }
        return lexer.takeWord();
    }

    private void skipNewlines() {
        while (lexer.peek() == Lexer.NEWLINE) {
            lexer.advance();
        }
    }

    private boolean isWord(String text) {
        return lexer.peek() == Lexer.WORD && Bytes.is(lexer.word(), lexer.word().length, Text.bytes(text));
    }

    private void expect(String word) {
        if (hasFailed) {
            return;
        }
        if (!isWord(word)) {
            unexpected();
            return;
        }
        Heap.free(lexer.takeWord());
    }

    private void expectToken(int token) {
        if (hasFailed) {
            return;
        }
        if (lexer.peek() != token) {
            unexpected();
            return;
        }
        lexer.advance();
    }

    /** Tells that the next token does not belong there. */
    private Node unexpected() {
        if (hasFailed) {
            return null;
        }
        hasFailed = true;
        if (lexer.isInterrupted()) {
            return null;
        }
        int token = lexer.peek();
        int line = token == Lexer.NEWLINE ? lexer.line() - 1 : lexer.line();
        Output.ERROR.text("sh: line ").decimal(line).text(": syntax error: ");
        if (lexer.unclosed() != 0) {
            byte[] close = {(byte) lexer.unclosed()};
            Output.ERROR.text("unclosed ").bytes(close, 0, 1).line();
        } else if (token == Lexer.WORD) {
            Output.ERROR.text("unexpected ").bytes(lexer.word(), 0, lexer.word().length).line();
        } else {
            Output.ERROR.text(name(token)).line();
        }
        return null;
    }

    private static String name(int token) {
        switch (token) {
            case Lexer.END:
                return "unexpected end of input";
            case Lexer.NEWLINE:
                return "unexpected end of line";
            case Lexer.SEMICOLON:
                return "unexpected ;";
            case Lexer.AMPERSAND:
                return "unexpected &";
            case Lexer.AND:
                return "unexpected &&";
            case Lexer.OR:
                return "unexpected ||";
            case Lexer.PIPE:
                return "unexpected |";
            case Lexer.OPEN:
                return "unexpected (";
            case Lexer.CLOSE:
                return "unexpected )";
            case Lexer.CASE_END:
                return "unexpected ;;";
            default:
                return "unexpected redirection";
        }
    }
}
