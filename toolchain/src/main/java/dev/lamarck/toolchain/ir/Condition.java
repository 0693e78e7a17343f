package dev.lamarck.toolchain.ir;

/** A relation of two operands. */
public enum Condition {
    EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, BELOW, BELOW_EQUAL, ABOVE, ABOVE_EQUAL;

    public Condition negated() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS -> GREATER_EQUAL;
            case LESS_EQUAL -> GREATER;
            case GREATER -> LESS_EQUAL;
            case GREATER_EQUAL -> LESS;
            case BELOW -> ABOVE_EQUAL;
            case BELOW_EQUAL -> ABOVE;
            case ABOVE -> BELOW_EQUAL;
            case ABOVE_EQUAL -> BELOW;
        };
    }

    /** The relation that holds of (b, a) when this holds of (a, b). */
    public Condition swapped() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_EQUAL -> GREATER_EQUAL;
            case GREATER -> LESS;
            case GREATER_EQUAL -> LESS_EQUAL;
            case BELOW -> ABOVE;
            case BELOW_EQUAL -> ABOVE_EQUAL;
            case ABOVE -> BELOW;
            case ABOVE_EQUAL -> BELOW_EQUAL;
        };
    }

    /** The unsigned relation of a signed one. */
    public Condition unsigned() {
        return switch (this) {
            case LESS -> BELOW;
            case LESS_EQUAL -> BELOW_EQUAL;
            case GREATER -> ABOVE;
            case GREATER_EQUAL -> ABOVE_EQUAL;
            default -> this;
        };
    }

    public boolean holds(long left, long right, Width width) {
        long a = width == Width.INT ? (int) left : left;
        long b = width == Width.INT ? (int) right : right;
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
            // sign extension keeps the unsigned order of 32-bit values
            case BELOW -> Long.compareUnsigned(a, b) < 0;
            case BELOW_EQUAL -> Long.compareUnsigned(a, b) <= 0;
            case ABOVE -> Long.compareUnsigned(a, b) > 0;
            case ABOVE_EQUAL -> Long.compareUnsigned(a, b) >= 0;
        };
    }

    public String text() {
        return switch (this) {
            case EQUAL -> "==";
            case NOT_EQUAL -> "!=";
            case LESS -> "<";
            case LESS_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_EQUAL -> ">=";
            case BELOW -> "<u";
            case BELOW_EQUAL -> "<=u";
            case ABOVE -> ">u";
            case ABOVE_EQUAL -> ">=u";
        };
    }
}
