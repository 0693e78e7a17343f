package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parsed row of the instruction table.
 *
 * <p>The pattern lists all 32 bits, most significant first: literal bits, fields {@code name:width} (see {@link Field}) and at
 * most one choice {@code @name} of two tails, told apart by the i bit. Reserved bits are written as zeros: a word that has one
 * of them set is illegal. The text is the assembly form; {@code {src2}}, {@code {addr}} and {@code {space}} stand for whichever
 * of their two forms the word has.
 */
public final class Row {
    /** The second source and what precedes it: bits 13..0. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "@src2", List.of("0 00000000 rs2:5", "1 simm:13"),
            "@asi", List.of("0 asi:8 rs2:5", "1 simm:13"),
            "@casasi", List.of("0 asi:8 rs2:5", "1 00000000 rs2:5"),
            "@count32", List.of("0 0 0000000 rs2:5", "1 0 0000000 count:5"),
            "@count64", List.of("0 1 0000000 rs2:5", "1 1 000000 count:6"),
            "@icc11", List.of("0 icc:1 0 000000 rs2:5", "1 icc:1 0 simm:11"),
            "@fcc11", List.of("0 fcc:2 000000 rs2:5", "1 fcc:2 simm:11"),
            "@rcond10", List.of("0 rcond:3 00000 rs2:5", "1 rcond:3 simm:10"),
            "@trap", List.of("0 icc:1 0 000000 rs2:5", "1 icc:1 0 0000 trap:7"));

    private final List<Format> formats;
    private final Template template;
    private final Set<Trait> traits;

    Row(String pattern, String text, Trait... traits) {
        this(formats(pattern), Template.parse(text), Set.of(traits));
    }

    private Row(List<Format> formats, Template template, Set<Trait> traits) {
        this.formats = formats;
        this.template = template;
        this.traits = traits;
    }

    /** The same words with another text. */
    Row spelled(String text) {
        return new Row(formats, Template.parse(text), traits);
    }

    private static List<Format> formats(String pattern) {
        int at = pattern.indexOf('@');
        if (at < 0) {
            return List.of(Format.parse(pattern));
        }
        List<String> tails = CHOICES.get(pattern.substring(at).trim());
        if (tails == null) {
            throw new AssertionError("unknown choice in " + pattern);
        }
        List<Format> formats = new ArrayList<>();
        tails.forEach(tail -> formats.add(Format.parse(pattern.substring(0, at) + tail)));
        return List.copyOf(formats);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    List<Format> formats() {
        return formats;
    }

    Template template() {
        return template;
    }

    /** The format of this word, or null when the row does not describe it. */
    Format formatOf(int word) {
        for (Format format : formats) {
            if (format.matches(word)) {
                return format;
            }
        }
        return null;
    }

    /** The format whose second source is an immediate, or a register; the only one where there is no choice. */
    Format formatWith(boolean immediate) {
        return formats.size() == 2 && immediate ? formats.get(1) : formats.getFirst();
    }
}
