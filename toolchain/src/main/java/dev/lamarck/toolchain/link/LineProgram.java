package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.List;

/** The line-number program of one compilation unit: a sequence for each function (DWARF 2, 6.2). */
final class LineProgram {
    static final int MIN_INSTRUCTION = 4;
    static final int LINE_BASE = -4;
    static final int LINE_RANGE = 12;
    static final int OPCODE_BASE = 10;
    /** How many operands each standard opcode takes. */
    private static final int[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1};

    static final int EXTENDED = 0;
    static final int COPY = 1;
    static final int ADVANCE_PC = 2;
    static final int ADVANCE_LINE = 3;
    static final int SET_FILE = 4;
    static final int SET_COLUMN = 5;
    static final int NEGATE_STATEMENT = 6;
    static final int BASIC_BLOCK = 7;
    static final int CONST_ADD_PC = 8;
    static final int FIXED_ADVANCE_PC = 9;
    static final int END_SEQUENCE = 1;
    static final int SET_ADDRESS = 2;

    private final List<String> files = new ArrayList<>();
    private final ByteSink body = new ByteSink();

    /** The state machine's registers, as the reader will have them. */
    private long address;
    private int line;
    private int file;
    private boolean isStatement;

    private LineProgram() {}

    static LineProgram of(List<PlacedFragment> functions) {
        LineProgram program = new LineProgram();
        program.fileNumber(Dwarf.debug(functions.getFirst()).file());
        functions.forEach(program::sequence);
        return program;
    }

    /** Files are numbered from 1. */
    int fileNumber(String name) {
        if (!files.contains(name)) {
            files.add(name);
        }
        return files.indexOf(name) + 1;
    }

    private void sequence(PlacedFragment function) {
        FunctionDebug debug = Dwarf.debug(function);
        body.u8(EXTENDED).unsignedLeb(9).u8(SET_ADDRESS).u64(function.address());
        address = function.address();
        line = 1;
        file = 1;
        isStatement = true;
        if (debug.lines().isEmpty() || debug.lines().getFirst().offset() != 0) {
            row(function.address(), new LineRow(0, debug.file(), debug.line(), true));
        }
        for (LineRow row : debug.lines()) {
            row(function.address() + row.offset(), row);
        }
        body.u8(ADVANCE_PC).unsignedLeb((function.end() - address) / MIN_INSTRUCTION);
        body.u8(EXTENDED).unsignedLeb(1).u8(END_SEQUENCE);
    }

    private void row(long at, LineRow row) {
        if (fileNumber(row.file()) != file) {
            file = fileNumber(row.file());
            body.u8(SET_FILE).unsignedLeb(file);
        }
        if (row.isStatement() != isStatement) {
            isStatement = row.isStatement();
            body.u8(NEGATE_STATEMENT);
        }
        append((at - address) / MIN_INSTRUCTION, row.line() - line);
        address = at;
        line = row.line();
    }

    private void append(long words, int lines) {
        long special = lines - LINE_BASE + LINE_RANGE * words + OPCODE_BASE;
        if (lines >= LINE_BASE && lines < LINE_BASE + LINE_RANGE && special <= 255) {
            body.u8((int) special);
            return;
        }
        body.u8(ADVANCE_PC).unsignedLeb(words).u8(ADVANCE_LINE).signedLeb(lines).u8(COPY);
    }

    void writeTo(ByteSink out) {
        ByteSink header = new ByteSink();
        header.u8(MIN_INSTRUCTION).u8(1).u8(LINE_BASE).u8(LINE_RANGE).u8(OPCODE_BASE);
        for (int operands : OPERANDS) {
            header.u8(operands);
        }
        header.u8(0);
        files.forEach(name -> header.string(name).unsignedLeb(0).unsignedLeb(0).unsignedLeb(0));
        header.u8(0);
        out.u32(2 + 4 + header.size() + body.size()).u16(Dwarf.VERSION).u32(header.size());
        out.bytes(header.toBytes()).bytes(body.toBytes());
    }
}
