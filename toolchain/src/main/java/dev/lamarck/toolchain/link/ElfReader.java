package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parses a file that anyone may have given us: every offset is checked before it is used. */
final class ElfReader {
    private final byte[] bytes;
    private final ByteBuffer file;

    ElfReader(byte[] bytes) {
        this.bytes = bytes;
        this.file = ByteBuffer.wrap(bytes);
    }

    ElfFile read() throws ElfFormatException {
        requireSparc();
        long entry = file.getLong(24);
        List<ElfSegment> segments = segments();
        List<ElfSection> sections = sections();
        return new ElfFile(bytes, entry, segments, sections, symbols(sections));
    }

    /** As far as the last segment goes; no symbol is looked at. */
    byte[] stripped() throws ElfFormatException {
        requireSparc();
        long end = segments().stream().mapToLong(segment -> segment.offset() + segment.fileSize()).max().orElse(Elf.HEADER_BYTES);
        byte[] kept = Arrays.copyOf(bytes, (int) end);
        ByteBuffer.wrap(kept).putLong(Elf.SECTION_TABLE_AT, 0).putShort(Elf.SECTION_COUNT_AT, (short) 0).putShort(Elf.SECTION_COUNT_AT + Short.BYTES, (short) 0);
        return kept;
    }

    private void requireSparc() throws ElfFormatException {
        if (bytes.length < 4 || file.getInt(0) != Elf.MAGIC) {
            throw new ElfFormatException("not an ELF file");
        }
        if (bytes.length < Elf.HEADER_BYTES) {
            throw new ElfFormatException("truncated ELF file: the header is cut off at " + bytes.length + " bytes");
        }
        if (bytes[4] != Elf.CLASS_64 || bytes[5] != Elf.DATA_BIG_ENDIAN || file.getShort(18) != Elf.MACHINE_SPARCV9) {
            throw new ElfFormatException("ELF file for another machine (" + machine() + "); this machine is 64-bit SPARC V9");
        }
        if (file.getShort(16) != Elf.TYPE_EXECUTABLE) {
            throw new ElfFormatException("not a static executable (ELF type " + file.getShort(16) + "); link with -static -no-pie");
        }
    }

    private String machine() {
        int number = bytes[5] == Elf.DATA_BIG_ENDIAN ? file.getShort(18) & 0xFFFF : Short.reverseBytes(file.getShort(18)) & 0xFFFF;
        return switch (number) {
            case 2 -> "SPARC, 32-bit";
            case 3 -> "Intel 80386";
            case 18 -> "SPARC V8+, 32-bit";
            case 40 -> "ARM";
            case 62 -> "x86-64";
            case 183 -> "AArch64";
            case 243 -> "RISC-V";
            default -> "machine number " + number;
        };
    }

    private List<ElfSegment> segments() throws ElfFormatException {
        List<ElfSegment> segments = new ArrayList<>();
        int count = file.getShort(56) & 0xFFFF;
        int base = table("program headers", file.getLong(32), count, Elf.SEGMENT_BYTES);
        for (int i = 0; i < count; i++) {
            int at = base + i * Elf.SEGMENT_BYTES;
            ElfSegment segment = new ElfSegment(file.getInt(at), file.getInt(at + 4), file.getLong(at + 8), file.getLong(at + 16),
                    file.getLong(at + 24), file.getLong(at + 32), file.getLong(at + 40));
            require("segment " + i, segment.offset(), segment.fileSize());
            if (segment.isLoad() && (segment.memorySize() < segment.fileSize() || segment.virtualAddress() < 0)) {
                throw new ElfFormatException("malformed ELF file: segment " + i + " is larger in the file than in memory");
            }
            segments.add(segment);
        }
        return segments;
    }

    private List<ElfSection> sections() throws ElfFormatException {
        int count = file.getShort(60) & 0xFFFF;
        int base = table("section headers", file.getLong(40), count, Elf.SECTION_BYTES);
        int namesIndex = file.getShort(62) & 0xFFFF;
        ElfSection names = count == 0 ? null : header(base, Math.min(namesIndex, count - 1), "");
        List<ElfSection> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ElfSection section = header(base, i, string(names, file.getInt(base + i * Elf.SECTION_BYTES)));
            if (section.hasBits() && section.type() != 0) {
                require("section '" + section.name() + "'", section.offset(), section.size());
            }
            sections.add(section);
        }
        return sections;
    }

    private ElfSection header(int base, int index, String name) {
        int at = base + index * Elf.SECTION_BYTES;
        return new ElfSection(name, file.getInt(at + 4), file.getLong(at + 8), file.getLong(at + 16), file.getLong(at + 24),
                file.getLong(at + 32), file.getInt(at + 40));
    }

    private List<ElfSymbol> symbols(List<ElfSection> sections) throws ElfFormatException {
        List<ElfSymbol> symbols = new ArrayList<>();
        for (ElfSection table : sections) {
            if (table.type() == Elf.SECTION_SYMBOLS) {
                if (table.link() < 0 || table.link() >= sections.size()) {
                    throw new ElfFormatException("malformed ELF file: the symbol table names no string table");
                }
                symbols(table, sections.get(table.link()), symbols);
            }
        }
        return symbols;
    }

    private void symbols(ElfSection table, ElfSection names, List<ElfSymbol> symbols) throws ElfFormatException {
        for (long at = table.offset(); at + Elf.SYMBOL_BYTES <= table.offset() + table.size(); at += Elf.SYMBOL_BYTES) {
            int row = (int) at;
            int section = file.getShort(row + 6) & 0xFFFF;
            String name = string(names, file.getInt(row));
            int kind = file.get(row + 4) & 0xF;
            // kinds 3 and 4 are the section and file symbols of other linkers; section 0 is "undefined"
            if (section != 0 && !name.isEmpty() && kind < 3) {
                ElfSymbol.Type type = kind == Elf.SYMBOL_FUNCTION ? ElfSymbol.Type.FUNCTION
                        : kind == Elf.SYMBOL_OBJECT ? ElfSymbol.Type.OBJECT : ElfSymbol.Type.OTHER;
                symbols.add(new ElfSymbol(name, file.getLong(row + 8), file.getLong(row + 16), type));
            }
        }
    }

    private String string(ElfSection table, int offset) throws ElfFormatException {
        require("string table", table.offset(), table.size());
        if (offset < 0 || offset > table.size()) {
            throw new ElfFormatException("malformed ELF file: a name lies outside its string table");
        }
        int start = (int) (table.offset() + offset);
        int limit = (int) (table.offset() + table.size());
        int end = start;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private int table(String what, long offset, int count, int rowBytes) throws ElfFormatException {
        require(what, offset, (long) count * rowBytes);
        return (int) offset;
    }

    private void require(String what, long offset, long size) throws ElfFormatException {
        if (offset < 0 || size < 0 || offset > bytes.length || size > bytes.length - offset) {
            throw new ElfFormatException("truncated ELF file: " + what + " would end at byte " + Long.toUnsignedString(offset + size)
                    + " of " + bytes.length);
        }
    }
}
