package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From assembly text to code words.
 *
 * <p>Accepts what {@code as} and {@code objdump} write: the text of every row, the aliases, {@code set} and {@code setx}, labels,
 * numeric labels with {@code 1b} and {@code 1f}, the directives {@code .word .xword .align .skip}, definitions {@code name =
 * value}, comments after {@code !}, several statements on a line with {@code ;}. The number of words does not depend on what
 * the resolver answers, so a text can be measured before its symbols have addresses; only {@code .align} depends on where it
 * is placed.
 */
public final class Assembler {
    private static final int NOP = 0x0100_0000;

    private final Layout layout;
    private final SymbolResolver symbols;
    private final List<Integer> words = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<AssemblyException.Problem> problems;

    private Assembler(Layout layout, SymbolResolver symbols) {
        this.layout = layout;
        this.symbols = symbols;
        this.problems = layout.problems;
    }

    /** Assembles the text for this address; all its mistakes are in the one exception. */
    public static Assembly assemble(String text, long address, SymbolResolver symbols) {
        return new Assembler(new Layout(text, address), symbols).run();
    }

    /** The one word of an instruction that needs no symbols but "." for its address. */
    public static int word(String instruction, long address) {
        int[] words = assemble(instruction, address, SymbolResolver.NONE).words();
        if (words.length != 1) {
            throw new IllegalArgumentException(instruction + " is " + words.length + " words");
        }
        return words[0];
    }

    private Assembly run() {
        IntStream.range(0, layout.statements.size()).forEach(this::encode);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(AssemblyException.Problem::line));
            throw new AssemblyException(problems);
        }
        return new Assembly(ints(words), ints(lines), Map.copyOf(layout.labels));
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private void encode(int index) {
        Statement statement = layout.statements.get(index);
        Expression.Scope scope = layout.scopeAt(index, statement.address(), symbols);
        try {
            if (!statement.expansion().isEmpty()) {
                synthetic(statement, scope);
            } else if (statement.mnemonic().startsWith(".")) {
                directive(statement, scope);
            } else {
                add(statement, instruction(statement, scope));
            }
        } catch (Cursor.Mismatch mismatch) {
            problems.add(statement.problem(mismatch.at, mismatch.getMessage()));
        }
    }

    private void synthetic(Statement statement, Expression.Scope scope) throws Cursor.Mismatch {
        for (String each : statement.expansion()) {
            int blank = each.indexOf(' ');
            Statement one = new Statement(statement.line(), each, 0, each.substring(0, blank), each.substring(blank), blank,
                    statement.address(), 1, List.of());
            try {
                add(statement, instruction(one, scope));
            } catch (Cursor.Mismatch mismatch) {
                throw new Cursor.Mismatch(statement.operandColumn(), mismatch.getMessage());
            }
        }
    }

    /** Tries the formats that the mnemonic may mean; the complaint of the one that got furthest is the most useful. */
    private static int instruction(Statement statement, Expression.Scope scope) throws Cursor.Mismatch {
        List<Mnemonics.Candidate> candidates = Mnemonics.candidates(statement.mnemonic());
        if (candidates.isEmpty()) {
            throw new Cursor.Mismatch(statement.column(), "unknown instruction " + statement.mnemonic());
        }
        Cursor.Mismatch furthest = null;
        for (Mnemonics.Candidate candidate : candidates) {
            try {
                return OperandParser.parse(candidate.format(), candidate.preset(), candidate.operands(), statement.cursor(),
                        scope, statement.address());
            } catch (Cursor.Mismatch mismatch) {
                furthest = furthest == null || mismatch.understood > furthest.understood ? mismatch : furthest;
            }
        }
        throw furthest;
    }

    private void directive(Statement statement, Expression.Scope scope) throws Cursor.Mismatch {
        switch (statement.mnemonic()) {
            case ".word", ".xword" -> data(statement, scope);
            case ".align" -> fill(statement, NOP);
            case ".skip" -> fill(statement, 0);
            default -> throw new Cursor.Mismatch(statement.column(), "unknown directive " + statement.mnemonic());
        }
    }

    private void fill(Statement statement, int word) {
        for (int count = 0; count < statement.length(); count++) {
            add(statement, word);
        }
    }

    private void data(Statement statement, Expression.Scope scope) throws Cursor.Mismatch {
        Cursor cursor = statement.cursor();
        do {
            int start = cursor.at();
            long value = Expression.evaluate(cursor, scope);
            if (statement.mnemonic().equals(".xword")) {
                add(statement, (int) (value >> 32));
            } else if (value != (int) value && value >>> 32 != 0) {
                throw new Cursor.Mismatch(start, "0x" + Long.toHexString(value) + " does not fit 32 bits");
            }
            add(statement, (int) value);
        } while (cursor.take(","));
        if (!cursor.atEnd()) {
            throw cursor.mismatch("unexpected text after the value");
        }
    }

    private void add(Statement statement, int word) {
        words.add(word);
        lines.add(statement.line());
    }
}
