package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lays the file out: header, program headers, loaded sections at offsets congruent to their addresses, debug sections, symbols, section headers. */
final class ElfWriter {
    /** One row of the section header table and the bytes it stands for. */
    private record FileSection(String name, int type, int flags, long address, long size, byte[] bytes, int link, int info, int alignment, int entrySize) {
        static FileSection unloaded(String name, byte[] bytes) {
            return new FileSection(name, Elf.SECTION_BITS, 0, 0, bytes.length, bytes, 0, 0, 1, 0);
        }
    }

    private record Segment(int flags, List<Section> sections) {}

    private static final List<Segment> SEGMENTS = List.of(
            new Segment(Elf.SEGMENT_READ | Elf.SEGMENT_EXECUTE, List.of(Section.TEXT_TRAP, Section.TEXT, Section.RODATA, Section.PATCH)),
            new Segment(Elf.SEGMENT_READ | Elf.SEGMENT_WRITE, List.of(Section.DATA, Section.BSS)));

    private final Placement placement;
    private final Map<Section, byte[]> contents;
    private final long entry;
    private final List<FileSection> sections = new ArrayList<>();
    private final Map<Section, Integer> indices = new EnumMap<>(Section.class);
    private final StringTable sectionNames = new StringTable();

    ElfWriter(Placement placement, Map<Section, byte[]> contents, long entry) {
        this.placement = placement;
        this.contents = contents;
        this.entry = entry;
    }

    byte[] write() {
        collectSections();
        List<Segment> segments = SEGMENTS.stream().filter(s -> extent(s).size() > 0).toList();
        ByteSink body = new ByteSink().zeros(Elf.HEADER_BYTES + (long) segments.size() * Elf.SEGMENT_BYTES);
        List<Long> offsets = writeBodies(body);
        long sectionHeaders = body.align(8).size();
        for (int i = 0; i < sections.size(); i++) {
            writeSectionHeader(body, sections.get(i), offsets.get(i));
        }
        ByteSink head = new ByteSink();
        writeHeader(head, segments.size(), sectionHeaders);
        segments.forEach(s -> writeSegmentHeader(head, s, offsets));
        byte[] file = body.toBytes();
        System.arraycopy(head.toBytes(), 0, file, 0, head.size());
        return file;
    }

    private void collectSections() {
        sections.add(new FileSection("", 0, 0, 0, 0, new byte[0], 0, 0, 0, 0));
        for (Section section : Section.values()) {
            if (placement.range(section).size() > 0) {
                indices.put(section, sections.size());
                sections.add(loaded(section));
            }
        }
        Dwarf dwarf = Dwarf.describe(placement.functions());
        sections.add(FileSection.unloaded(".debug_abbrev", dwarf.abbrev()));
        sections.add(FileSection.unloaded(".debug_info", dwarf.info()));
        sections.add(FileSection.unloaded(".debug_line", dwarf.line()));
        byte[] frames = CallFrames.describe(placement.functions());
        if (frames.length > 0) {
            sections.add(FileSection.unloaded(".debug_frame", frames));
        }
        StringTable names = new StringTable();
        byte[] symbols = symbols(names);
        int strings = sections.size() + 1;
        sections.add(new FileSection(".symtab", Elf.SECTION_SYMBOLS, 0, 0, symbols.length, symbols, strings, 1, 8, Elf.SYMBOL_BYTES));
        sections.add(strings(".strtab", names));
        sections.forEach(s -> sectionNames.offset(s.name()));
        sectionNames.offset(".shstrtab");
        sections.add(strings(".shstrtab", sectionNames));
    }

    private FileSection loaded(Section section) {
        Placement.Range range = placement.range(section);
        // A debugger that took the patch area for the linker's would not look for names of what the kernel puts there.
        int flags = section == Section.PATCH ? 0 : Elf.SECTION_ALLOCATE | (section.isCode() ? Elf.SECTION_EXECUTE : 0) | (section.isWritable() ? Elf.SECTION_WRITE : 0);
        int alignment = placement.fragments(section).stream().mapToInt(p -> p.fragment().alignment()).max().orElse(ImageLayout.PAGE);
        byte[] bytes = section.hasBits() ? contents.get(section) : new byte[0];
        int type = section.hasBits() ? Elf.SECTION_BITS : Elf.SECTION_NO_BITS;
        return new FileSection(section.elfName(), type, flags, range.start(), range.size(), bytes, 0, 0, alignment, 0);
    }

    private static FileSection strings(String name, StringTable table) {
        byte[] bytes = table.toBytes();
        return new FileSection(name, Elf.SECTION_STRINGS, 0, 0, bytes.length, bytes, 0, 0, 1, 0);
    }

    private byte[] symbols(StringTable names) {
        ByteSink out = new ByteSink().zeros(Elf.SYMBOL_BYTES);
        for (Section section : Section.values()) {
            int index = indices.getOrDefault(section, Elf.INDEX_ABSOLUTE);
            Placement.Range range = placement.range(section);
            symbol(out, names.offset(section.startSymbol()), 0, index, range.start(), 0);
            for (PlacedFragment placed : placement.fragments(section)) {
                Fragment f = placed.fragment();
                int type = f.size() == 0 ? 0 : f.isFunction() ? Elf.SYMBOL_FUNCTION : Elf.SYMBOL_OBJECT;
                symbol(out, names.offset(f.symbol()), type, index, placed.address(), f.size());
            }
            symbol(out, names.offset(section.endSymbol()), 0, index, range.end(), 0);
        }
        return out.toBytes();
    }

    private static void symbol(ByteSink out, int name, int type, int section, long address, long size) {
        out.u32(name).u8(Elf.BIND_GLOBAL << 4 | type).u8(0).u16(section).u64(address).u64(size);
    }

    private List<Long> writeBodies(ByteSink body) {
        List<Long> offsets = new ArrayList<>();
        for (FileSection section : sections) {
            if (section.type() == 0) {
                offsets.add(0L);
                continue;
            }
            boolean isLoaded = (section.flags() & Elf.SECTION_ALLOCATE) != 0;
            long skew = isLoaded ? section.address() - body.size() & ImageLayout.PAGE - 1 : -body.size() & section.alignment() - 1;
            if (section.type() != Elf.SECTION_NO_BITS) {
                body.zeros(skew).bytes(section.bytes());
                offsets.add((long) body.size() - section.bytes().length);
            } else {
                offsets.add(body.size() + skew);
            }
        }
        return offsets;
    }

    private void writeHeader(ByteSink out, int segments, long sectionHeaders) {
        out.u32(Elf.MAGIC).u8(Elf.CLASS_64).u8(Elf.DATA_BIG_ENDIAN).u8(Elf.VERSION).zeros(9);
        out.u16(Elf.TYPE_EXECUTABLE).u16(Elf.MACHINE_SPARCV9).u32(Elf.VERSION);
        out.u64(entry).u64(Elf.HEADER_BYTES).u64(sectionHeaders).u32(Elf.FLAGS);
        out.u16(Elf.HEADER_BYTES).u16(Elf.SEGMENT_BYTES).u16(segments);
        out.u16(Elf.SECTION_BYTES).u16(sections.size()).u16(sections.size() - 1);
    }

    private void writeSegmentHeader(ByteSink out, Segment segment, List<Long> offsets) {
        Placement.Range extent = extent(segment);
        List<Section> present = segment.sections().stream().filter(indices::containsKey).toList();
        long fileEnd = present.stream().filter(Section::hasBits).mapToLong(s -> placement.range(s).end()).max().orElse(extent.start());
        out.u32(Elf.SEGMENT_LOAD).u32(segment.flags()).u64(offsets.get(indices.get(present.getFirst())));
        out.u64(extent.start()).u64(extent.start()).u64(fileEnd - extent.start()).u64(extent.size()).u64(ImageLayout.PAGE);
    }

    private Placement.Range extent(Segment segment) {
        List<Placement.Range> ranges = segment.sections().stream().map(placement::range).filter(r -> r.size() > 0).toList();
        return ranges.isEmpty() ? new Placement.Range(0, 0) : new Placement.Range(ranges.getFirst().start(), ranges.getLast().end());
    }

    private void writeSectionHeader(ByteSink out, FileSection s, long offset) {
        out.u32(sectionNames.offset(s.name())).u32(s.type()).u64(s.flags()).u64(s.address()).u64(offset).u64(s.size());
        out.u32(s.link()).u32(s.info()).u64(s.alignment()).u64(s.entrySize());
    }
}
