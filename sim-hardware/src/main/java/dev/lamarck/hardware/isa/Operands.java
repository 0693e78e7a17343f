package dev.lamarck.hardware.isa;

/** The operand values of one instruction by slot: what lies between a word and an {@link Insn}. */
final class Operands {
    private final int[] values = new int[Slot.COUNT];
    /** The second source is an immediate, or the address space is in %asi: the second format of a row that has two. */
    private boolean secondFormat;

    static Operands of(Row row, Format format, int word) {
        Operands operands = new Operands();
        operands.secondFormat = row.formats().size() == 2 && row.formats().get(1) == format;
        for (Field field : format.fields()) {
            operands.values[field.slot.ordinal()] = format.get(field, word);
        }
        return operands;
    }

    int get(Slot slot) {
        return values[slot.ordinal()];
    }

    Operands with(Slot slot, int value) {
        values[slot.ordinal()] = value;
        return this;
    }

    Operands with(Slot slot, boolean value) {
        return with(slot, value ? 1 : 0);
    }

    Operands with(Source2 source2) {
        return switch (source2) {
            case Source2.Register(int number) -> with(Slot.RS2, number);
            case Source2.Immediate(int value) -> withSecondFormat(true).with(Slot.IMMEDIATE, value);
        };
    }

    Operands withSecondFormat(boolean second) {
        secondFormat = second;
        return this;
    }

    boolean secondFormat() {
        return secondFormat;
    }

    Source2 source2() {
        return secondFormat ? Source2.immediate(get(Slot.IMMEDIATE)) : Source2.register(get(Slot.RS2));
    }

    /** The word that means these operands in this row. */
    int encode(Row row) {
        Format format = row.formatWith(secondFormat);
        int word = format.match;
        for (Field field : format.fields()) {
            word = format.set(field, get(field.slot), word);
        }
        return word;
    }
}
