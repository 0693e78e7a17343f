package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of a {@code .debug_line} section of version 2; units of other versions (newer compilers') are passed over. */
public final class LineTable {
    /** A row; {@code source} is absent where a sequence ends. */
    private record Row(Optional<SourceLine> source, boolean isStatement) {}

    private final TreeMap<Long, Row> rows = new TreeMap<>();

    static LineTable parse(byte[] section) {
        LineTable table = new LineTable();
        ByteBuffer in = ByteBuffer.wrap(section);
        while (in.remaining() > 4) {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return table;
            }
            ByteBuffer unit = in.slice(in.position(), length);
            in.position(in.position() + length);
            if (unit.getShort() == Dwarf.VERSION) {
                table.unit(unit);
            }
        }
        return table;
    }

    /** The line of the instruction at {@code pc}. */
    public Optional<SourceLine> lineAt(long pc) {
        return Optional.ofNullable(rows.floorEntry(pc)).map(Entry::getValue).flatMap(Row::source);
    }

    /** All lines of which there is code, in the order of their first. */
    public Set<SourceLine> lines() {
        return rows.values().stream().map(Row::source).flatMap(Optional::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Where a debugger would stop for the line: addresses of its statement rows, ascending. */
    public List<Long> addressesOf(SourceLine line) {
        return rows.entrySet().stream().filter(e -> e.getValue().isStatement() && e.getValue().source().filter(line::equals).isPresent())
                .map(Entry::getKey).toList();
    }

    private void unit(ByteBuffer unit) {
        int headerLength = unit.getInt();
        int program = unit.position() + headerLength;
        int minInstruction = unit.get();
        boolean defaultStatement = unit.get() != 0;
        int lineBase = unit.get();
        int lineRange = unit.get();
        int opcodeBase = unit.get();
        unit.position(unit.position() + opcodeBase - 1);
        List<String> files = files(unit);
        unit.position(program);
        while (unit.hasRemaining()) {
            sequence(unit, files, minInstruction, defaultStatement, lineBase, lineRange, opcodeBase);
        }
    }

    private static List<String> files(ByteBuffer unit) {
        while (!string(unit).isEmpty()) {
            // include directories: ours are in the file names
        }
        List<String> files = new ArrayList<>();
        for (String name = string(unit); !name.isEmpty(); name = string(unit)) {
            files.add(name);
            leb(unit);
            leb(unit);
            leb(unit);
        }
        return files;
    }

    private void sequence(ByteBuffer in, List<String> files, int minInstruction, boolean defaultStatement, int lineBase, int lineRange, int opcodeBase) {
        long address = 0;
        int file = 1;
        int line = 1;
        boolean isStatement = defaultStatement;
        while (in.hasRemaining()) {
            int opcode = in.get() & 0xFF;
            if (opcode >= opcodeBase) {
                address += (long) (opcode - opcodeBase) / lineRange * minInstruction;
                line += lineBase + (opcode - opcodeBase) % lineRange;
                row(address, files, file, line, isStatement);
                continue;
            }
            switch (opcode) {
                case LineProgram.EXTENDED -> {
                    int length = (int) leb(in);
                    int next = in.position() + length;
                    int extended = in.get();
                    if (extended == LineProgram.END_SEQUENCE) {
                        rows.putIfAbsent(address, new Row(Optional.empty(), false));
                        return;
                    }
                    address = extended == LineProgram.SET_ADDRESS ? in.getLong() : address;
                    in.position(next);
                }
                case LineProgram.COPY -> row(address, files, file, line, isStatement);
                case LineProgram.ADVANCE_PC -> address += leb(in) * minInstruction;
                case LineProgram.ADVANCE_LINE -> line += (int) signedLeb(in);
                case LineProgram.SET_FILE -> file = (int) leb(in);
                case LineProgram.SET_COLUMN -> leb(in);
                case LineProgram.NEGATE_STATEMENT -> isStatement = !isStatement;
                case LineProgram.BASIC_BLOCK -> { }
                case LineProgram.CONST_ADD_PC -> address += (long) (255 - opcodeBase) / lineRange * minInstruction;
                case LineProgram.FIXED_ADVANCE_PC -> address += in.getShort() & 0xFFFF;
                default -> leb(in);
            }
        }
    }

    private void row(long address, List<String> files, int file, int line, boolean isStatement) {
        rows.put(address, new Row(Optional.of(new SourceLine(files.get(file - 1), line)), isStatement));
    }

    private static String string(ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {
            // to the NUL
        }
        byte[] text = new byte[in.position() - 1 - start];
        in.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static long leb(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static long signedLeb(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                int unused = 64 - Math.min(shift + 7, 64);
                return value << unused >> unused;
            }
        }
    }
}
