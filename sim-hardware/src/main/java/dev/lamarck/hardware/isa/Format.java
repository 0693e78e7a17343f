package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One concrete layout of 32 bits: which are fixed, and which belong to each field. A {@link Row} has one format, or two where
 * its last operand may be a register or an immediate. A field's bits need not be adjacent; its parts are most significant
 * first. The format of an alias may also ask that two places hold the same value.
 */
final class Format {
    /** {@code width} bits of a field, the lowest at bit {@code shift} of the word. */
    private record Part(int shift, int width) {
        int of(int word) {
            return word >>> shift & (1 << width) - 1;
        }
    }

    final int mask;
    final int match;
    /** A legal word has at least one of these bits set; zero where there is no such rule. */
    final int notAllZero;
    private final Map<Field, List<Part>> fields;
    /** Second places of fields that occur twice. */
    private final Map<Field, Part> repeats;
    private final Field[] bySlot;

    private Format(int mask, int match, Map<Field, List<Part>> fields, Map<Field, Part> repeats) {
        this.mask = mask;
        this.match = match;
        this.fields = fields;
        this.repeats = repeats;
        this.bySlot = new Field[Slot.COUNT];
        fields.keySet().forEach(field -> bySlot[field.slot.ordinal()] = field);
        this.notAllZero = fields.keySet().stream()
                .filter(field -> field.kind.bitsNotAllZero() != 0)
                .mapToInt(field -> spread(field, field.kind.bitsNotAllZero()))
                .findAny().orElse(0);
    }

    /**
     * Parses literal bits, {@code name:width} fields and {@code =name:width} repetitions of a field, most significant first;
     * they must add up to 32 bits.
     */
    static Format parse(String pattern) {
        int mask = 0;
        int match = 0;
        int left = 32;
        Map<Field, List<Part>> fields = new EnumMap<>(Field.class);
        Map<Field, Part> repeats = new EnumMap<>(Field.class);
        for (String token : pattern.trim().split("\\s+")) {
            int colon = token.indexOf(':');
            int width = colon < 0 ? token.length() : Integer.parseInt(token.substring(colon + 1));
            left -= width;
            if (left < 0) {
                break;
            }
            if (colon < 0) {
                mask |= (int) ((1L << width) - 1) << left;
                match |= Integer.parseInt(token, 2) << left;
            } else if (token.startsWith("=")) {
                repeats.put(Field.named(token.substring(1, colon)), new Part(left, width));
            } else {
                fields.computeIfAbsent(Field.named(token.substring(0, colon)), _ -> new ArrayList<>()).add(new Part(left, width));
            }
        }
        if (left != 0) {
            throw new AssertionError("not 32 bits: " + pattern);
        }
        return new Format(mask, match, fields, repeats);
    }

    boolean matches(int word) {
        return (word & mask) == match && (notAllZero == 0 || (word & notAllZero) != 0) && repeatsAgree(word);
    }

    private boolean repeatsAgree(int word) {
        for (var repeat : repeats.entrySet()) {
            Part part = repeat.getValue();
            if (repeat.getKey().kind.fromBits(part.of(word), part.width) != get(repeat.getKey(), word)) {
                return false;
            }
        }
        return true;
    }

    /** A word of this format whose condition, if it has one, is neither "never" nor "always". */
    int anyLegalWord() {
        Field condition = field(Slot.CONDITION);
        return condition == null ? match : set(condition, 1, match);
    }

    boolean has(Field field) {
        return fields.containsKey(field);
    }

    boolean has(Slot slot) {
        return bySlot[slot.ordinal()] != null;
    }

    /** The field that fills this slot here, or null. */
    Field field(Slot slot) {
        return bySlot[slot.ordinal()];
    }

    Iterable<Field> fields() {
        return fields.keySet();
    }

    int width(Field field) {
        int width = 0;
        for (Part part : fields.get(field)) {
            width += part.width;
        }
        return width;
    }

    int get(Field field, int word) {
        int bits = 0;
        for (Part part : fields.get(field)) {
            bits = bits << part.width | part.of(word);
        }
        return field.kind.fromBits(bits, width(field));
    }

    /** The slot's value in this word; 0 where the format does not have it. */
    int get(Slot slot, int word) {
        Field field = bySlot[slot.ordinal()];
        return field == null ? 0 : get(field, word);
    }

    boolean fits(Field field, long value) {
        return field.kind.fits(value, width(field));
    }

    /** The word with this field set. The value must fit: callers check what users wrote. */
    int set(Field field, int value, int word) {
        if (!fits(field, value)) {
            throw new IllegalArgumentException("operand " + field.text + " cannot be " + value);
        }
        int bits = field.kind.toBits(value, width(field));
        Part repeat = repeats.get(field);
        return word | spread(field, bits) | (repeat == null ? 0 : bits << repeat.shift);
    }

    private int spread(Field field, int bits) {
        int word = 0;
        int left = width(field);
        for (Part part : fields.get(field)) {
            left -= part.width;
            word |= (bits >>> left & (1 << part.width) - 1) << part.shift;
        }
        return word;
    }
}
