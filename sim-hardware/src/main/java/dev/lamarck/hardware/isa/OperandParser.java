package dev.lamarck.hardware.isa;

import java.util.List;

/** Reads the operands of one instruction as one format and one template want them, and encodes what it finds. */
final class OperandParser {
    private final Format format;
    private final Cursor cursor;
    private final Expression.Scope scope;
    private final long pc;
    private int word;

    private OperandParser(Format format, int word, Cursor cursor, Expression.Scope scope, long pc) {
        this.format = format;
        this.word = word;
        this.cursor = cursor;
        this.scope = scope;
        this.pc = pc;
    }

    /** The code word: {@code preset} holds the fixed bits and what the mnemonic said. */
    static int parse(Format format, int preset, List<Template.Piece> operands, Cursor cursor, Expression.Scope scope, long pc)
            throws Cursor.Mismatch {
        OperandParser parser = new OperandParser(format, preset, cursor, scope, pc);
        for (Template.Piece piece : operands) {
            parser.piece(piece);
        }
        if (!cursor.atEnd()) {
            throw cursor.mismatch("unexpected text after the operands");
        }
        return parser.word;
    }

    private void piece(Template.Piece piece) throws Cursor.Mismatch {
        switch (piece) {
            case Template.Literal(String text) -> cursor.expect(text);
            case Template.Operand(Field field) -> operand(field);
            case Template.Source2 _ -> source2();
            case Template.Address _ -> address();
            case Template.Space _ -> space();
        }
    }

    private void operand(Field field) throws Cursor.Mismatch {
        int start = start();
        if (field.kind == Kind.INTEGER_REGISTER || field.kind.isFpRegister()) {
            set(field, register(field), start);
        } else if (field.kind == Kind.DISPLACEMENT) {
            displacement(field);
        } else if (field.kind == Kind.BARRIER_MASK) {
            set(field, barriers(), start);
        } else {
            set(field, nameOrNumber(field), start);
        }
    }

    private long register(Field field) throws Cursor.Mismatch {
        int start = start();
        String name = cursor.takeName();
        Integer number = Spelling.of(field.kind).accepted().get(name);
        if (number == null) {
            throw new Cursor.Mismatch(start, "expected " + describe(field.kind) + (name.isEmpty() ? "" : ", not " + name));
        }
        return number;
    }

    private static String describe(Kind kind) {
        return switch (kind) {
            case INTEGER_REGISTER -> "an integer register";
            case SINGLE_REGISTER -> "a single-precision register (%f0 to %f31)";
            case DOUBLE_REGISTER -> "a double-precision register (even, %f0 to %f62)";
            default -> "a quad-precision register (%f0, %f4 ... %f60)";
        };
    }

    /** Names of condition codes, state registers and prefetch functions; where numbers are allowed, those. */
    private long nameOrNumber(Field field) throws Cursor.Mismatch {
        int start = start();
        Spelling spelling = Spelling.of(field.kind);
        String name = cursor.takeName();
        Integer value = spelling == null ? null : spelling.accepted().get(name);
        if (value == null && field.kind == Kind.ASI) {
            value = AddressSpace.named(name);
        }
        if (value != null) {
            return value;
        }
        cursor.back(start);
        if (spelling != null && field.kind != Kind.PREFETCH_FUNCTION) {
            throw new Cursor.Mismatch(start, "expected one of " + String.join(" ", spelling.accepted().keySet()));
        }
        long number = Expression.evaluate(cursor, scope);
        return field.kind == Kind.CONST22 && (int) number >> 21 == -1 ? number & 0x3f_ffff : number;
    }

    private long barriers() throws Cursor.Mismatch {
        if (cursor.peek() != '#') {
            return Expression.evaluate(cursor, scope);
        }
        long mask = 0;
        do {
            int start = start();
            int bit = OperandText.barrier(cursor.takeName());
            if (bit == 0) {
                throw new Cursor.Mismatch(start, "not a kind of memory barrier");
            }
            mask |= bit;
        } while (cursor.take("|"));
        return mask;
    }

    private void displacement(Field field) throws Cursor.Mismatch {
        int start = start();
        long target = Expression.evaluate(cursor, scope);
        long distance = target - pc;
        if ((distance & 3) != 0) {
            throw new Cursor.Mismatch(start, cursor.at(), "target 0x" + Long.toHexString(target) + " is not a multiple of 4 bytes away");
        }
        if (!format.fits(field, distance)) {
            throw new Cursor.Mismatch(start, cursor.at(), "target 0x" + Long.toHexString(target) + " is " + distance
                    + " bytes away; this instruction reaches " + (1L << format.width(field) + 1) + " either way");
        }
        set(field, distance, start);
    }

    private void source2() throws Cursor.Mismatch {
        operand(format.has(Slot.IMMEDIATE) ? format.field(Slot.IMMEDIATE) : Field.RS2);
    }

    /** {@code rs1}, {@code rs1 + rs2}, {@code rs1 + number}, {@code rs1 - number} or {@code number}; what is missing is 0. */
    private void address() throws Cursor.Mismatch {
        boolean immediate = format.has(Slot.IMMEDIATE);
        if (!startsWithRegister()) {
            if (!immediate) {
                throw cursor.mismatch("expected a register");
            }
            operand(format.field(Slot.IMMEDIATE));
            return;
        }
        operand(Field.RS1);
        char sign = cursor.peek();
        if (sign == '+') {
            cursor.expect("+");
            source2();
        } else if (immediate && sign == '-') {
            operand(format.field(Slot.IMMEDIATE));
        }
    }

    private boolean startsWithRegister() {
        if (cursor.peek() != '%') {
            return false;
        }
        int start = cursor.at();
        boolean register = Spelling.of(Kind.INTEGER_REGISTER).accepted().containsKey(cursor.takeName());
        cursor.back(start);
        return register;
    }

    private void space() throws Cursor.Mismatch {
        if (format.has(Field.ASI)) {
            operand(Field.ASI);
        } else {
            cursor.expect("%asi");
        }
    }

    private int start() {
        cursor.peek();
        return cursor.at();
    }

    private void set(Field field, long value, int start) throws Cursor.Mismatch {
        if (!format.fits(field, value)) {
            throw new Cursor.Mismatch(start, cursor.at(), value + " does not fit the " + format.width(field) + "-bit operand");
        }
        word = format.set(field, (int) value, word);
    }
}
