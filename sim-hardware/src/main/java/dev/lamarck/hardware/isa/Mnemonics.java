package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every mnemonic, with conditions and hints written out, and the formats that it may stand for. */
final class Mnemonics {
    /** {@code preset} has the fixed bits and those that the mnemonic decides. */
    record Candidate(Format format, int preset, List<Template.Piece> operands) {}

    private static final Map<String, List<Candidate>> ALL = new HashMap<>();

    static {
        InstructionTable.ALL.forEach(op -> add(op.row()));
        Alias.ALL.forEach(alias -> add(alias.row()));
    }

    private Mnemonics() {}

    /** What this mnemonic may stand for, rows before aliases; empty if there is no such mnemonic. */
    static List<Candidate> candidates(String mnemonic) {
        return ALL.getOrDefault(mnemonic, List.of());
    }

    private static void add(Row row) {
        for (Format format : row.formats()) {
            expand(row.template(), format, 0, "", format.match);
        }
    }

    /** Continues the spelling with piece {@code next} of the mnemonic, in all the ways it can be spelled. */
    private static void expand(Template template, Format format, int next, String spelled, int word) {
        if (next == template.mnemonic().size()) {
            ALL.computeIfAbsent(spelled, _ -> new ArrayList<>()).add(new Candidate(format, word, template.operands()));
            return;
        }
        switch (template.mnemonic().get(next)) {
            case Template.Literal(String text) -> expand(template, format, next + 1, spelled + text, word);
            case Template.Operand(Field field) -> Spelling.of(field.kind).accepted().forEach((name, value) ->
                    expand(template, format, next + 1, spelled + name, format.set(field, value, word)));
            case Template.Source2 _, Template.Address _, Template.Space _ ->
                throw new AssertionError("operand in a mnemonic: " + template);
        }
    }
}
