package dev.lamarck.hardware.isa;

import java.util.OptionalLong;

/**
 * Evaluates the expressions of assembly text at a cursor: numbers, characters, symbols, the usual operators with C's
 * precedence, and the operators %hi, %lo and so on that cut a value into the pieces of a {@code sethi} sequence.
 */
final class Expression {
    /** The values of symbols, labels and the location counter "." at this place of the text. */
    interface Scope {
        OptionalLong value(String symbol);
    }

    private static final int UNARY = 6;

    private final Cursor cursor;
    private final Scope scope;

    private Expression(Cursor cursor, Scope scope) {
        this.cursor = cursor;
        this.scope = scope;
    }

    static long evaluate(Cursor cursor, Scope scope) throws Cursor.Mismatch {
        return new Expression(cursor, scope).binary(1);
    }

    private long binary(int lowest) throws Cursor.Mismatch {
        long left = unary();
        while (true) {
            String operator = operator(lowest);
            if (operator == null) {
                return left;
            }
            long right = binary(precedence(operator) + 1);
            if (operator.equals("/") && right == 0) {
                throw cursor.mismatch("division by zero");
            }
            left = apply(operator, left, right);
        }
    }

    private String operator(int lowest) {
        for (String operator : new String[] {"<<", ">>", "|", "^", "&", "+", "-", "*", "/"}) {
            if (precedence(operator) >= lowest && cursor.take(operator)) {
                return operator;
            }
        }
        return null;
    }

    private static int precedence(String operator) {
        return switch (operator) {
            case "|" -> 1;
            case "^" -> 2;
            case "&" -> 3;
            case "<<", ">>" -> 4;
            case "+", "-" -> 5;
            default -> UNARY;
        };
    }

    private static long apply(String operator, long left, long right) {
        return switch (operator) {
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "<<" -> left << right;
            case ">>" -> left >>> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            default -> throw new AssertionError(operator);
        };
    }

    private long unary() throws Cursor.Mismatch {
        if (cursor.take("-")) {
            return -unary();
        }
        if (cursor.take("~")) {
            return ~unary();
        }
        if (cursor.take("(")) {
            long value = binary(1);
            cursor.expect(")");
            return value;
        }
        return cursor.peek() == '%' ? piece() : primary();
    }

    /** {@code %hi(value)} and its relations (V9 A.48, binutils' relocation operators). */
    private long piece() throws Cursor.Mismatch {
        int start = cursor.at();
        String operator = cursor.takeName();
        if (cursor.peek() != '(') {
            throw new Cursor.Mismatch(start, "expected a number or a symbol, not " + operator);
        }
        cursor.expect("(");
        long value = binary(1);
        cursor.expect(")");
        if (operator.equals("%hi") && value >>> 32 != 0 && value != (int) value) {
            throw new Cursor.Mismatch(start, "0x" + Long.toHexString(value) + " does not fit the 32 bits of %hi");
        }
        return switch (operator) {
            case "%hi", "%lm" -> value >>> 10 & 0x3f_ffff;
            case "%lo" -> value & 0x3ff;
            case "%hh", "%uhi" -> value >>> 42;
            case "%hm", "%ulo" -> value >>> 32 & 0x3ff;
            case "%h44" -> value >>> 22 & 0x3f_ffff;
            case "%m44" -> value >>> 12 & 0x3ff;
            case "%l44" -> value & 0xfff;
            case "%hix" -> ~value >>> 10 & 0x3f_ffff;
            case "%lox" -> value & 0x3ff | ~0x3ffL;
            default -> throw new Cursor.Mismatch(start, "unknown operator " + operator);
        };
    }

    private long primary() throws Cursor.Mismatch {
        if (cursor.take("'")) {
            return character();
        }
        int start = cursor.at();
        String word = cursor.takeWord();
        if (word.isEmpty()) {
            throw cursor.mismatch("expected a number or a symbol");
        }
        if (Character.isDigit(word.charAt(0)) && !word.matches("\\d+[fb]")) {
            return number(word, start);
        }
        OptionalLong value = scope.value(word);
        if (value.isEmpty()) {
            throw new Cursor.Mismatch(start, "undefined symbol " + word);
        }
        return value.getAsLong();
    }

    private long character() throws Cursor.Mismatch {
        char c = cursor.next();
        cursor.expect("'");
        return c;
    }

    private static long number(String word, int start) throws Cursor.Mismatch {
        try {
            if (word.startsWith("0x") || word.startsWith("0X")) {
                return Long.parseUnsignedLong(word.substring(2), 16);
            }
            return word.startsWith("0") ? Long.parseUnsignedLong(word, 8) : Long.parseUnsignedLong(word);
        } catch (NumberFormatException e) {
            throw new Cursor.Mismatch(start, word + " is not a 64-bit number");
        }
    }
}
