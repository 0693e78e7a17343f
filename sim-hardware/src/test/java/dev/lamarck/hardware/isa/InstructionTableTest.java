package dev.lamarck.hardware.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Opcode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InstructionTableTest {
    private static final long SEED = 0x15a;

    @Test
    void opcodeConstantsAreTheRowsNumbers() throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Field field : Opcode.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && !field.getName().equals("ILLEGAL")) {
                constants.put(field.getName(), field.getInt(null));
            }
        }
        Map<String, Integer> rows = new TreeMap<>();
        InstructionTable.ALL.forEach(op -> rows.put(op.name(), op.number()));

        assertThat(rows).as("names are unique").hasSameSizeAs(InstructionTable.ALL);
        assertThat(constants).isEqualTo(rows);
    }

    @Test
    void numbersAreDense() {
        for (int number = 0; number < InstructionTable.ALL.size(); number++) {
            assertThat(InstructionTable.op(number).number()).isEqualTo(number);
        }
    }

    /** Two rows may describe one word only where one of them is a special case of the other. */
    @Test
    void noTwoRowsOverlap() {
        List<String> overlaps = new ArrayList<>();
        for (Op one : InstructionTable.ALL) {
            for (Op other : InstructionTable.ALL) {
                if (one.number() < other.number()) {
                    overlaps(one, other, overlaps);
                }
            }
        }
        assertThat(overlaps).isEmpty();
    }

    private static void overlaps(Op one, Op other, List<String> overlaps) {
        for (Format a : one.row().formats()) {
            for (Format b : other.row().formats()) {
                boolean common = ((a.match ^ b.match) & a.mask & b.mask) == 0;
                boolean special = (a.mask | b.mask) == a.mask || (a.mask | b.mask) == b.mask;
                if (common && (!special || a.mask == b.mask)) {
                    overlaps.add(one + " and " + other);
                }
            }
        }
    }

    /** The fast lookup against a plain search of all formats, the most specific match winning. */
    @Test
    void lookupAgreesWithSearch() {
        Random random = new Random(SEED);
        int[] differing = random.ints(50_000).filter(word -> Opcode.of(word) != search(word)).toArray();
        assertThat(differing).isEmpty();
    }

    private static int search(int word) {
        int found = Opcode.ILLEGAL;
        int fixed = -1;
        for (Op op : InstructionTable.ALL) {
            Format format = op.row().formatOf(word);
            if (format != null && Integer.bitCount(format.mask) > fixed) {
                found = op.number();
                fixed = Integer.bitCount(format.mask);
            }
        }
        return found;
    }

    @Test
    void everyWordOfEveryRowIsFoundAndRoundTrips() {
        Random random = new Random(SEED);
        for (Op op : InstructionTable.ALL) {
            for (int word : SampleWords.of(op, random)) {
                assertThat(Opcode.of(word)).as("%s %08x", op, word).isEqualTo(op.number());
                assertThat(Encoder.encode(Decoder.decode(word))).as("%s %s", op, Decoder.decode(word)).isEqualTo(word);
            }
        }
    }

    @Test
    void randomWordsRoundTrip() {
        Random random = new Random(SEED + 1);
        int[] differing = random.ints(200_000).filter(word -> Encoder.encode(Decoder.decode(word)) != word).toArray();
        assertThat(differing).isEmpty();
    }

    /** Reserved bits are the fixed zero bits that tell no two rows apart: a word with one of them set is illegal. */
    @Test
    void reservedBitsMustBeZero() {
        assertThat(Decoder.decode(Assembler.word("add %g1, %g2, %g3", 0) | 1 << 5)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("sll %g1, 31, %g3", 0) | 1 << 5)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("ldx [%g1 + %g2], %g3", 0) | 1 << 12)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("return %i7 + 8", 0) | 1 << 25)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("bne,pt %icc, .", 0) | 1 << 20)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("done", 0) | 1)).isInstanceOf(Insn.Illegal.class);
        assertThat(Decoder.decode(Assembler.word("membar 0x7f", 0) | 1 << 7)).isInstanceOf(Insn.Illegal.class);
    }

    /** V9 A.3: rcond 0 and 4 are reserved. */
    @Test
    void reservedRegisterConditionsAreIllegal() {
        for (String text : new String[] {"brz,pt %g1, .", "movrz %g1, %g2, %g3", "fmovrdz %g1, %f0, %f2"}) {
            int word = Assembler.word(text, 0);
            int shift = text.startsWith("b") ? 25 : 10;
            assertThat(Decoder.op(word)).isNotNull();
            assertThat(Decoder.op(word & ~(7 << shift))).as(text).isNull();
            assertThat(Decoder.op(word & ~(7 << shift) | 4 << shift)).as(text).isNull();
            assertThat(Decoder.op(word | 7 << shift)).as(text).isNotNull();
        }
    }

    /** An operand that the text does not mention could be neither assembled nor seen. */
    @Test
    void everyFieldIsInTheText() {
        for (Op op : InstructionTable.ALL) {
            Row row = op.row();
            for (Format format : row.formats()) {
                for (var field : format.fields()) {
                    assertThat(mentions(row.template(), field)).as("%s mentions %s", op, field.text).isTrue();
                }
            }
        }
    }

    private static boolean mentions(Template template, dev.lamarck.hardware.isa.Field field) {
        List<Template.Piece> pieces = new ArrayList<>(template.mnemonic());
        pieces.addAll(template.operands());
        return pieces.stream().anyMatch(piece -> switch (piece) {
            case Template.Operand(var named) -> named == field;
            case Template.Source2 _ -> field.slot == Slot.RS2 || field.slot == Slot.IMMEDIATE;
            case Template.Address _ -> field.slot == Slot.RS1 || field.slot == Slot.RS2 || field.slot == Slot.IMMEDIATE;
            case Template.Space _ -> field.slot == Slot.ASI;
            case Template.Literal _ -> false;
        });
    }
}
