package dev.lamarck.hardware.isa;

import java.util.List;

/**
 * One statement of an assembly text after the first pass: where it stands and how long it is.
 *
 * @param line the line, the first being 1
 * @param source the whole line
 * @param column where the mnemonic or directive begins
 * @param mnemonic the mnemonic or directive
 * @param operands the text after it, up to the end of the statement
 * @param operandColumn where that begins
 * @param address of its first word
 * @param length in words
 * @param expansion the instructions that a synthetic one stands for; empty for all others
 */
record Statement(int line, String source, int column, String mnemonic, String operands, int operandColumn,
                 long address, int length, List<String> expansion) {

    /** At the operands, with columns as in the source line. */
    Cursor cursor() {
        return new Cursor(source.substring(0, operandColumn) + operands, operandColumn);
    }

    AssemblyException.Problem problem(int at, String message) {
        return new AssemblyException.Problem(line, at, message, source);
    }

    Statement placed(long where, int words) {
        return new Statement(line, source, column, mnemonic, operands, operandColumn, where, words, expansion);
    }

    Statement expanded(List<String> instructions, long where) {
        return new Statement(line, source, column, mnemonic, operands, operandColumn, where, instructions.size(), instructions);
    }
}
