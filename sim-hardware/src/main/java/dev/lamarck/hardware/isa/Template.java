package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * The assembly text of a row, cut into pieces: first those of the mnemonic, then those of the operands. The assembler and the
 * disassembler both walk it.
 */
record Template(List<Piece> mnemonic, List<Piece> operands) {
    sealed interface Piece {}

    /** Text that stands for itself. */
    record Literal(String text) implements Piece {}

    record Operand(Field field) implements Piece {}

    /** The second source: a register or an immediate. */
    record Source2() implements Piece {}

    /** rs1 plus second source, as the address of a memory access, a jump or a trap. */
    record Address() implements Piece {}

    /** An immediate address space, or the register %asi. */
    record Space() implements Piece {}

    static Template parse(String text) {
        int blank = text.indexOf(' ');
        return blank < 0
                ? new Template(pieces(text), List.of())
                : new Template(pieces(text.substring(0, blank)), pieces(text.substring(blank + 1).trim()));
    }

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                pieces.add(new Literal(text.substring(at, end)));
            }
            if (open < 0) {
                break;
            }
            at = text.indexOf('}', open) + 1;
            pieces.add(piece(text.substring(open + 1, at - 1)));
        }
        return List.copyOf(pieces);
    }

    private static Piece piece(String name) {
        return switch (name) {
            case "src2" -> new Source2();
            case "addr" -> new Address();
            case "space" -> new Space();
            default -> new Operand(Field.named(name));
        };
    }
}
