package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * A word becomes the fields of a command: parameters, substituted commands and arithmetic are replaced, what was not quoted of them is split at blanks,
 * patterns become the names they match, quotes go (POSIX.1, Shell Command Language 2.6).
 */
final class Expansion {
    private static final int DEEPEST = 8;

    private final Words fields;
    /** The field at hand, as a pattern; whether it is one although it may be empty. */
    private final Buffer field = new Buffer();
    private boolean isField;
    /** Whether fields are split and names matched: not in assignments and the like. */
    private final boolean splits;

    private Expansion(Words fields, boolean splits) {
        this.fields = fields;
        this.splits = splits;
    }

    /** Adds the fields that a word becomes. */
    static void addFields(byte[] word, Words to) {
        Expansion expansion = new Expansion(to, true);
        expansion.part(word, 0, word.length, false);
        expansion.endField();
        expansion.field.free();
        Heap.free(expansion);
    }

    /** The one text that a word becomes where words are not split. */
    static byte[] text(byte[] word) {
        byte[] pattern = pattern(word);
        byte[] text = Quoting.plain(pattern);
        Heap.free(pattern);
        return text;
    }

    /** The same as a pattern. */
    static byte[] pattern(byte[] word) {
        Expansion expansion = new Expansion(null, false);
        expansion.part(word, 0, word.length, false);
        byte[] pattern = expansion.field.take();
        Heap.free(expansion);
        return pattern;
    }

    /** What a here-document becomes: all but quotes as between {@code "}. */
    static byte[] document(byte[] text) {
        Expansion expansion = new Expansion(null, false);
        expansion.part(text, 0, text.length, true);
        byte[] pattern = expansion.field.take();
        byte[] plain = Quoting.plain(pattern);
        Heap.free(pattern);
        Heap.free(expansion);
        return plain;
    }

    /** A part of a word, between quotation marks or not. */
    @MaxDepth(DEEPEST)
    private void part(byte[] word, int from, int to, boolean isQuoted) {
        int at = from;
        while (at < to) {
            int c = word[at];
            if (c == '\\' && at + 1 < to) {
                at = escape(word, at + 1, isQuoted);
            } else if (c == '$' || c == '`') {
                at = dollar(word, at, to, isQuoted);
            } else if (c == '\'' && !isQuoted) {
                int close = Bytes.indexOf(word, at + 1, to, '\'');
                literal(word, at + 1, close);
                at = close + 1;
            } else if (c == '"' && !isQuoted) {
                int close = quotationEnd(word, at + 1, to);
                isField = true;
                part(word, at + 1, close, true);
                at = close + 1;
            } else {
                byteOf(c, isQuoted);
                at++;
            }
        }
    }

    private int escape(byte[] word, int at, boolean isQuoted) {
        int c = word[at];
        boolean isEscape = !isQuoted || c == '$' || c == '`' || c == '"' || c == '\\';
        if (!isEscape) {
            Quoting.addLiteral(field, '\\');
        }
        Quoting.addLiteral(field, c);
        isField = true;
        return at + 1;
    }

    private void byteOf(int c, boolean isQuoted) {
        if (isQuoted) {
            Quoting.addLiteral(field, c);
        } else {
            field.add(c);
        }
        isField = true;
    }

    private void literal(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            Quoting.addLiteral(field, text[i]);
        }
        isField = true;
    }

    private static int quotationEnd(byte[] word, int from, int to) {
        int at = from;
        while (at < to && word[at] != '"') {
            at = word[at] == '\\' ? at + 2 : word[at] == '$' && at + 1 < to && (word[at + 1] == '(' || word[at + 1] == '{') ? closing(word, at + 1, to) + 1 : at + 1;
        }
        return Math.min(at, to);
    }

    /** Where the parenthesis or brace at an index is closed. */
    private static int closing(byte[] word, int open, int to) {
        int close = word[open] == '(' ? ')' : '}';
        int depth = 0;
        int quote = 0;
        for (int at = open; at < to; at++) {
            int c = word[at];
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == 0) {
                depth += c == word[open] ? 1 : c == close ? -1 : 0;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return to - 1;
    }

    /** What begins with a dollar sign or a back quote. @return the index behind it */
    @MaxDepth(DEEPEST)
    private int dollar(byte[] word, int at, int to, boolean isQuoted) {
        if (word[at] == '`') {
            int close = Bytes.indexOf(word, at + 1, to, '`');
            value(Execution.output(new Buffer().addRange(word, at + 1, close).take()), isQuoted, true);
            return close + 1;
        }
        int next = at + 1 < to ? word[at + 1] : 0;
        if (next == '(') {
            int close = closing(word, at + 1, to);
            if (word[at + 2] == '(' && word[close - 1] == ')') {
                value(arithmetic(new Buffer().addRange(word, at + 3, close - 1).take()), isQuoted, true);
            } else {
                value(Execution.output(new Buffer().addRange(word, at + 2, close).take()), isQuoted, true);
            }
            return close + 1;
        }
        if (next == '{') {
            int close = closing(word, at + 1, to);
            braces(word, at + 2, close, isQuoted);
            return close + 1;
        }
        int length = parameterLength(word, at + 1, to);
        if (length == 0) {
            byteOf('$', isQuoted);
        } else {
            parameter(word, at + 1, length, isQuoted);
        }
        return at + 1 + length;
    }

    private static int parameterLength(byte[] word, int from, int to) {
        int c = from < to ? word[from] : 0;
        boolean isSpecial = c >= '0' && c <= '9' || c == '?' || c == '$' || c == '!' || c == '#' || c == '@' || c == '*';
        return isSpecial ? 1 : Math.min(Variables.nameLength(word, from), to - from);
    }

    /** {@code ${name}}, {@code ${#name}}, and with a word for want of a value: {@code - = +}, with a colon also for want of more than nothing. */
    @MaxDepth(DEEPEST)
    private void braces(byte[] word, int from, int to, boolean isQuoted) {
        boolean isLength = word[from] == '#' && to - from > 1;
        int name = isLength ? from + 1 : from;
        int length = parameterLength(word, name, to);
        int operator = name + length;
        if (isLength) {
            byte[] value = Parameter.value(word, name, length);
            value(new Buffer().decimal(value == null ? 0 : value.length).take(), isQuoted, true);
            Heap.free(value);
            return;
        }
        boolean needsMore = operator < to && word[operator] == ':';
        operator += needsMore ? 1 : 0;
        if (operator >= to) {
            parameter(word, name, length, isQuoted);
            return;
        }
        byte[] value = Parameter.value(word, name, length);
        boolean has = value != null && (!needsMore || value.length > 0);
        Heap.free(value);
        int c = word[operator];
        if (c == '#' || c == '%') {
            boolean isLongest = operator + 1 < to && word[operator + 1] == c;
            byte[] pattern = new Buffer().addRange(word, operator + (isLongest ? 2 : 1), to).take();
            value(trimmed(Parameter.value(word, name, length), pattern, c == '#', isLongest), isQuoted, true);
        } else if (has && c != '+') {
            parameter(word, name, length, isQuoted);
        } else if (!has && c == '=') {
            byte[] other = new Buffer().addRange(word, operator + 1, to).take();
            byte[] both = new Buffer().addRange(word, name, operator).take();
            Variables.set(both, length, text(other));
            Heap.free(other);
            Heap.free(both);
            parameter(word, name, length, isQuoted);
        } else if (has == (c == '+')) {
            part(word, operator + 1, to, isQuoted);
        }
    }

    /** A value, which is freed, without the shortest or longest beginning or end that a pattern, which is freed too, matches. */
    @MaxDepth(DEEPEST)
    private static byte[] trimmed(byte[] value, byte[] written, boolean isBeginning, boolean isLongest) {
        byte[] pattern = pattern(written);
        Heap.free(written);
        int length = value == null ? 0 : value.length;
        int removed = 0;
        for (int i = 0; i <= length; i++) {
            int size = isLongest ? length - i : i;
            int from = isBeginning ? 0 : length - size;
            if (value != null && Pattern.matches(pattern, 0, value, from, from + size)) {
                removed = size;
                break;
            }
        }
        byte[] rest = isBeginning ? new Buffer().addRange(value, removed, length).take() : new Buffer().addRange(value, 0, length - removed).take();
        Heap.free(pattern);
        Heap.free(value);
        return rest;
    }

    /** Puts a parameter's value in; {@code "$@"} as so many fields as there are. */
    private void parameter(byte[] word, int from, int length, boolean isQuoted) {
        if (word[from] != '@' && word[from] != '*') {
            byte[] value = Parameter.value(word, from, length);
            if (value == null && Options.refusesUnset()) {
                Shell.complain(new Buffer().addRange(word, from, from + length).take(), "not set");
                Shell.fail();
            }
            value(value, isQuoted, true);
            return;
        }
        Words all = Variables.parameters();
        for (int i = 1; i < all.count(); i++) {
            value(all.get(i), isQuoted, false);
            boolean isLast = i + 1 == all.count();
            if (!isLast && splits && (word[from] == '@' || !isQuoted)) {
                endField();
                isField = isQuoted;
            } else if (!isLast) {
                byteOf(' ', true);
            }
        }
        isField &= all.count() > 1 || field.length() > 0;
    }

    private void value(byte[] value, boolean isQuoted, boolean isOurs) {
        for (int i = 0; value != null && i < value.length; i++) {
            boolean isBlank = value[i] == ' ' || value[i] == '\t' || value[i] == '\n';
            if (splits && !isQuoted && isBlank) {
                endField();
            } else {
                byteOf(value[i], isQuoted);
            }
        }
        if (isOurs) {
            Heap.free(value);
        }
    }

    @MaxDepth(DEEPEST)
    private static byte[] arithmetic(byte[] expression) {
        byte[] text = text(expression);
        Arithmetic arithmetic = new Arithmetic(text);
        long value = arithmetic.value();
        if (arithmetic.hasFailed()) {
            Shell.complain(text, "not an arithmetic expression");
            Shell.fail();
        }
        Heap.free(text);
        Heap.free(expression);
        Heap.free(arithmetic);
        return new Buffer().decimal(value).take();
    }

    /** The field at hand is complete. */
    private void endField() {
        if (isField || field.length() > 0) {
            byte[] pattern = field.copy();
            if (Options.leavesPatterns() || !Pattern.isOne(pattern) || !Pattern.addPaths(pattern, fields)) {
                fields.add(Quoting.plain(pattern));
            }
            Heap.free(pattern);
        }
        field.cut(0);
        isField = false;
    }
}
