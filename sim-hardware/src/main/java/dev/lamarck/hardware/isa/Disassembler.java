package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The assembly text of a word, as {@code objdump -d} prints it; an illegal word is printed as {@code .word}. */
public final class Disassembler {
    /** Names an address, as in {@code copen+0x10}; null if it has no name. */
    public interface Symbolizer {
        String name(long address);
    }

    private record Spelled(Format format, Template template) {}

    /** For each row, the formats of its printed aliases and then its own. */
    private static final Map<Op, List<Spelled>> SPELLINGS = new HashMap<>();

    static {
        for (Alias alias : Alias.ALL) {
            if (alias.printed()) {
                alias.row().formats().forEach(format -> spell(Decoder.op(format.anyLegalWord()), alias.row(), format));
            }
        }
        for (Op op : InstructionTable.ALL) {
            op.row().formats().forEach(format -> spell(op, op.row(), format));
        }
    }

    private Disassembler() {}

    private static void spell(Op op, Row row, Format format) {
        SPELLINGS.computeIfAbsent(op, _ -> new ArrayList<>()).add(new Spelled(format, row.template()));
    }

    public static String text(int word, long pc) {
        return text(word, pc, _ -> null);
    }

    /** A branch target that has a name is followed by it: {@code call  404000 <copen>}. */
    public static String text(int word, long pc, Symbolizer symbolizer) {
        Op op = Decoder.op(word);
        if (op == null) {
            return ".word 0x%08x".formatted(word);
        }
        for (Spelled spelled : SPELLINGS.get(op)) {
            if (spelled.format.matches(word)) {
                return new Printer(spelled.format, word, pc, symbolizer).print(spelled.template);
            }
        }
        throw new AssertionError("no format of " + op + " matches 0x" + Integer.toHexString(word));
    }

    private record Printer(Format format, int word, long pc, Symbolizer symbolizer) {
        String print(Template template) {
            String mnemonic = print(template.mnemonic());
            if (template.operands().isEmpty()) {
                return mnemonic;
            }
            return mnemonic + (mnemonic.indexOf(',') < 0 ? "  " : "   ") + print(template.operands());
        }

        private String print(List<Template.Piece> pieces) {
            StringBuilder text = new StringBuilder();
            for (Template.Piece piece : pieces) {
                text.append(switch (piece) {
                    case Template.Literal(String literal) -> literal;
                    case Template.Operand(Field field) -> operand(field);
                    case Template.Source2 _ -> source2();
                    case Template.Address _ -> address();
                    case Template.Space _ -> format.has(Field.ASI) ? operand(Field.ASI) : "%asi";
                });
            }
            return text.toString();
        }

        private String operand(Field field) {
            int value = format.get(field, word);
            if (field.kind != Kind.DISPLACEMENT) {
                return OperandText.text(field.kind, value);
            }
            String target = Long.toHexString(pc + value);
            String name = symbolizer.name(pc + value);
            return name == null ? "0x" + target : target + " <" + name + ">";
        }

        private String source2() {
            return operand(format.has(Slot.IMMEDIATE) ? format.field(Slot.IMMEDIATE) : Field.RS2);
        }

        /** A zero is left out, but not the number of a trap. */
        private String address() {
            String base = operand(Field.RS1);
            boolean noBase = format.get(Field.RS1, word) == 0;
            boolean immediate = format.has(Slot.IMMEDIATE);
            if (format.get(immediate ? Slot.IMMEDIATE : Slot.RS2, word) == 0 && !format.has(Field.TRAP)) {
                return base;
            }
            return immediate && noBase ? source2() : base + " + " + source2();
        }
    }
}
