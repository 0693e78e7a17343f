package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Code words of a row, for tests: every field at its boundaries while the others are random. */
public final class SampleWords {
    private SampleWords() {}

    /** {@link #of} for the whole table. */
    public static int[] ofAllRows(long seed) {
        Random random = new Random(seed);
        return InstructionTable.ALL.stream().flatMap(op -> of(op, random).stream()).mapToInt(Integer::intValue).toArray();
    }

    /** At least one word for each format, each boundary value of each field, and each two fields that are zero together. */
    static Set<Integer> of(Op op, Random random) {
        Set<Integer> words = new LinkedHashSet<>();
        for (Format format : op.row().formats()) {
            words.add(random(format, random));
            zeroPairs(format, random, words);
            for (Field field : format.fields()) {
                for (int value : boundaries(format, field)) {
                    words.add(with(format, field, value, random(format, random)));
                }
            }
        }
        words.removeIf(word -> Decoder.op(word) != op);
        return words;
    }

    private static void zeroPairs(Format format, Random random, Set<Integer> words) {
        for (Field one : format.fields()) {
            for (Field other : format.fields()) {
                int least = legalBits(format, one).getFirst();
                int otherLeast = legalBits(format, other).getFirst();
                words.add(with(format, other, otherLeast, with(format, one, least, random(format, random))));
            }
        }
    }

    private static int random(Format format, Random random) {
        int word = format.match;
        for (Field field : format.fields()) {
            List<Integer> values = legalBits(format, field);
            word = format.set(field, values.get(random.nextInt(values.size())), word);
        }
        return word;
    }

    private static int with(Format format, Field field, int value, int word) {
        int changed = format.match;
        for (Field each : format.fields()) {
            changed = format.set(each, each == field ? value : format.get(each, word), changed);
        }
        return changed;
    }

    private static List<Integer> boundaries(Format format, Field field) {
        List<Integer> all = legalBits(format, field);
        int half = all.size() / 2;
        return List.of(all.getFirst(), all.get(Math.min(1, all.size() - 1)), all.get(Math.max(0, half - 1)), all.get(half),
                all.getLast());
    }

    /** All legal values of a narrow field; of a wide one 256 spread over its range, with both ends. */
    private static List<Integer> legalBits(Format format, Field field) {
        int width = format.width(field);
        long count = 1L << width;
        long step = Math.max(1, count >> 8);
        List<Integer> values = new ArrayList<>();
        for (long bits = 0; bits < count; bits += step) {
            values.add(field.kind.fromBits((int) bits, width));
        }
        values.add(field.kind.fromBits((int) (count - 1), width));
        values.removeIf(value -> !format.fits(field, value) || field.kind == Kind.QUAD_REGISTER && value % 4 != 0);
        return values;
    }
}
