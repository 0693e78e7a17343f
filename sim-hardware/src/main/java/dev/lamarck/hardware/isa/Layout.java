package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The assembler's first pass: cuts a text into statements, gives each its address and length, and collects labels and
 * constants. Lengths depend on the text alone, not on symbols from outside.
 */
final class Layout {
    private static final int WORD = 4;

    /** The place of a numeric label, for 1b and 1f: after how many statements it stands, and its address. */
    private record LocalLabel(int statements, long address) {}

    final List<Statement> statements = new ArrayList<>();
    final List<AssemblyException.Problem> problems = new ArrayList<>();
    final Map<String, Long> labels = new HashMap<>();
    private final Map<String, Long> constants = new HashMap<>();
    private final Map<String, List<LocalLabel>> localLabels = new HashMap<>();
    private long address;

    Layout(String text, long address) {
        this.address = address;
        String[] lines = text.split("\n", -1);
        for (int number = 1; number <= lines.length; number++) {
            line(number, lines[number - 1]);
        }
    }

    /** What symbols mean at this statement, given the symbols of the world outside. */
    Expression.Scope scopeAt(int statement, long here, SymbolResolver outside) {
        return symbol -> {
            if (symbol.equals(".")) {
                return OptionalLong.of(here);
            }
            Long known = Character.isDigit(symbol.charAt(0)) ? local(symbol, statement) : labels.get(symbol);
            known = known == null ? constants.get(symbol) : known;
            return known == null ? outside.address(symbol) : OptionalLong.of(known);
        };
    }

    private Long local(String symbol, int statement) {
        List<LocalLabel> places = localLabels.getOrDefault(symbol.substring(0, symbol.length() - 1), List.of());
        boolean backward = symbol.endsWith("b");
        Long found = null;
        for (LocalLabel place : places) {
            if (backward && place.statements <= statement) {
                found = place.address;
            } else if (!backward && place.statements > statement) {
                return place.address;
            }
        }
        return found;
    }

    private void line(int number, String source) {
        String code = withoutComment(source);
        int start = 0;
        while (start <= code.length()) {
            int end = code.indexOf(';', start);
            end = end < 0 ? code.length() : end;
            statement(number, source, code.substring(0, end), start);
            start = end + 1;
        }
    }

    private static String withoutComment(String source) {
        if (source.stripLeading().startsWith("#")) {
            return "";
        }
        int comment = source.indexOf('!');
        return comment < 0 ? source : source.substring(0, comment);
    }

    /** Labels, then perhaps an instruction, a directive or a definition, from this column to the end of the code. */
    private void statement(int line, String source, String code, int from) {
        Cursor cursor = new Cursor(code, from);
        while (!cursor.atEnd()) {
            int column = cursor.at();
            String word = cursor.takeWord();
            if (word.isEmpty()) {
                problems.add(new AssemblyException.Problem(line, column, "expected an instruction or a label", source));
                return;
            }
            int wordEnd = cursor.at();
            if (cursor.take(":")) {
                label(line, source, column, word);
            } else {
                int end = mnemonicEnd(code, wordEnd);
                place(new Statement(line, source, column, code.substring(column, end), code.substring(end), end, address, 0,
                        List.of()));
                return;
            }
        }
    }

    /** Hints belong to the mnemonic: {@code bne,a,pt}. */
    private static int mnemonicEnd(String code, int at) {
        int end = at;
        while (end < code.length() && (code.charAt(end) == ',' || Cursor.isNameCharacter(code.charAt(end)))) {
            end++;
        }
        return end;
    }

    private void label(int line, String source, int column, String name) {
        if (name.matches("\\d+")) {
            localLabels.computeIfAbsent(name, _ -> new ArrayList<>()).add(new LocalLabel(statements.size(), address));
        } else if (labels.putIfAbsent(name, address) != null || constants.containsKey(name)) {
            problems.add(new AssemblyException.Problem(line, column, name + " is defined twice", source));
        }
    }

    private void place(Statement statement) {
        try {
            if (statement.operands().stripLeading().startsWith("=")) {
                define(statement);
                return;
            }
            Statement placed = measured(statement);
            statements.add(placed);
            address += (long) placed.length() * WORD;
        } catch (Cursor.Mismatch mismatch) {
            problems.add(statement.problem(mismatch.at, mismatch.getMessage()));
        }
    }

    /** {@code name = value}. */
    private void define(Statement statement) throws Cursor.Mismatch {
        Cursor cursor = statement.cursor();
        cursor.expect("=");
        long value = constant(cursor);
        if (!cursor.atEnd()) {
            throw cursor.mismatch("unexpected text after the value");
        }
        if (labels.containsKey(statement.mnemonic()) || constants.putIfAbsent(statement.mnemonic(), value) != null) {
            throw new Cursor.Mismatch(statement.column(), statement.mnemonic() + " is defined twice");
        }
    }

    private Statement measured(Statement statement) throws Cursor.Mismatch {
        if (Synthetic.is(statement.mnemonic())) {
            return statement.expanded(synthetic(statement), address);
        }
        int values = 1 + (int) statement.operands().chars().filter(c -> c == ',').count();
        return statement.placed(address, switch (statement.mnemonic()) {
            case ".word" -> values;
            case ".xword" -> 2 * values;
            case ".align" -> (int) (-address & multiple(statement) - 1) / WORD;
            case ".skip" -> (int) multiple(statement) / WORD;
            default -> 1;
        });
    }

    /** The constant operand of .align or .skip. */
    private long multiple(Statement statement) throws Cursor.Mismatch {
        long bytes = constant(statement.cursor());
        boolean alignment = statement.mnemonic().equals(".align");
        if (bytes <= 0 || bytes % WORD != 0 || bytes > 1 << 20 || alignment && Long.bitCount(bytes) != 1) {
            throw new Cursor.Mismatch(statement.operandColumn(), bytes + " bytes: expected a "
                    + (alignment ? "power of two" : "multiple of 4") + " from 4 to 1 MB");
        }
        return bytes;
    }

    private List<String> synthetic(Statement statement) throws Cursor.Mismatch {
        String[] operands = statement.operands().split(",");
        int wanted = statement.mnemonic().equals("setx") ? 3 : 2;
        if (operands.length != wanted) {
            throw new Cursor.Mismatch(statement.operandColumn(), statement.mnemonic() + " takes " + wanted + " operands");
        }
        String value = operands[0].trim();
        String temporary = operands[1].trim();
        String rd = operands[wanted - 1].trim();
        Cursor cursor = statement.cursor();
        long known;
        try {
            known = constant(cursor);
        } catch (Cursor.Mismatch notConstant) {
            return Synthetic.expand(statement.mnemonic(), value, temporary, rd);
        }
        List<String> code = Synthetic.expand(statement.mnemonic(), known, temporary, rd);
        if (code == null) {
            throw new Cursor.Mismatch(statement.operandColumn(), known + " is not in the range of " + statement.mnemonic());
        }
        return code;
    }

    private long constant(Cursor cursor) throws Cursor.Mismatch {
        return Expression.evaluate(cursor, symbol -> {
            Long value = constants.get(symbol);
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        });
    }
}
