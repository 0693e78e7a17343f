package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/** {@code $((…))}: integers and variables under C's operators, without assignment. */
final class Arithmetic {
    private static final int DEEPEST = 32;
    /** From loosest to tightest; of two with one beginning the longer first. Each with its precedence. */
    private static final String[] OPERATORS = {"||", "&&", "==", "!=", "<=", ">=", "<<", ">>", "|", "^", "&", "<", ">", "+", "-", "*", "/", "%"};
    private static final int[] PRECEDENCES = {1, 2, 6, 6, 7, 7, 8, 8, 3, 4, 5, 7, 7, 9, 9, 10, 10, 10};

    private final byte[] text;
    private int at;
    private boolean hasFailed;

    Arithmetic(byte[] text) {
        this.text = text;
    }

    /** Whether the text was no expression, or divided by zero. */
    boolean hasFailed() {
        return hasFailed;
    }

    long value() {
        long value = binary(1);
        skipBlanks();
        hasFailed |= at < text.length;
        return value;
    }

    @MaxDepth(DEEPEST)
    private long binary(int least) {
        long left = unary();
        int operator = operator();
        while (!hasFailed && operator >= 0 && PRECEDENCES[operator] >= least) {
            at += Text.bytes(OPERATORS[operator]).length;
            left = apply(operator, left, binary(PRECEDENCES[operator] + 1));
            operator = operator();
        }
        return left;
    }

    @MaxDepth(DEEPEST)
    private long unary() {
        skipBlanks();
        int c = at < text.length ? text[at] : 0;
        if (c == '-' || c == '+' || c == '!' || c == '~') {
            at++;
            long value = unary();
            return c == '-' ? -value : c == '+' ? value : c == '~' ? ~value : value == 0 ? 1 : 0;
        }
        if (c == '(') {
            at++;
            long value = binary(1);
            skipBlanks();
            hasFailed |= at == text.length || text[at] != ')';
            at++;
            return value;
        }
        return operand();
    }

    /** A variable that is not set is zero. */
    private long operand() {
        int from = at;
        int name = Variables.nameLength(text, at);
        if (name > 0) {
            at += name;
            byte[] value = Variables.value(text, from, name);
            return value == null || value.length == 0 ? 0 : number(value, 0, value.length);
        }
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return number(text, from, at);
    }

    private long number(byte[] digits, int from, int to) {
        boolean isNegative = from < to && digits[from] == '-';
        long value = Bytes.number(digits, isNegative ? from + 1 : from, to, 10);
        hasFailed |= value < 0;
        return isNegative ? -value : value;
    }

    private int operator() {
        skipBlanks();
        for (int i = 0; i < OPERATORS.length; i++) {
            byte[] operator = Text.bytes(OPERATORS[i]);
            if (at + operator.length <= text.length && Bytes.equal(text, at, operator, 0, operator.length)) {
                return i;
            }
        }
        return -1;
    }

    private long apply(int operator, long a, long b) {
        switch (operator) {
            case 0:
                return a != 0 || b != 0 ? 1 : 0;
            case 1:
                return a != 0 && b != 0 ? 1 : 0;
            case 2:
                return a == b ? 1 : 0;
            case 3:
                return a != b ? 1 : 0;
            case 4:
                return a <= b ? 1 : 0;
            case 5:
                return a >= b ? 1 : 0;
            case 6:
                return a << b;
            case 7:
                return a >> b;
            case 8:
                return a | b;
            case 9:
                return a ^ b;
            case 10:
                return a & b;
            case 11:
                return a < b ? 1 : 0;
            case 12:
                return a > b ? 1 : 0;
            case 13:
                return a + b;
            case 14:
                return a - b;
            case 15:
                return a * b;
            default:
                return quotient(operator, a, b);
        }
    }

    private long quotient(int operator, long a, long b) {
        hasFailed |= b == 0;
        return b == 0 ? 0 : operator == 16 ? a / b : a % b;
    }

    private void skipBlanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) {
            at++;
        }
    }
}
