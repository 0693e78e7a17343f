package dev.lamarck.toolchain.link;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;

/** A static SPARC V9 executable, ours or {@code gcc}'s: segments, sections, symbols by name and by address. */
public final class ElfFile {
    private final byte[] bytes;
    private final long entry;
    private final List<ElfSegment> segments;
    private final List<ElfSection> sections;
    private final List<ElfSymbol> symbols;
    private final Map<String, ElfSymbol> byName = new HashMap<>();
    private final TreeMap<Long, ElfSymbol> byAddress = new TreeMap<>();

    ElfFile(byte[] bytes, long entry, List<ElfSegment> segments, List<ElfSection> sections, List<ElfSymbol> symbols) {
        this.bytes = bytes;
        this.entry = entry;
        this.segments = List.copyOf(segments);
        this.sections = List.copyOf(sections);
        this.symbols = symbols.stream().sorted(Comparator.comparingLong(ElfSymbol::address)).toList();
        for (ElfSymbol symbol : this.symbols) {
            byName.putIfAbsent(symbol.name(), symbol);
            if (symbol.size() > 0) {
                byAddress.putIfAbsent(symbol.address(), symbol);
            }
        }
    }

    public static ElfFile parse(byte[] bytes) throws ElfFormatException {
        return new ElfReader(bytes).read();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** A file without its sections: what a process is made from, and nothing for debuggers. */
    public static byte[] stripped(byte[] elf) throws ElfFormatException {
        return new ElfReader(elf).stripped();
    }

    public long entry() {
        return entry;
    }

    public List<ElfSegment> segments() {
        return segments;
    }

    public List<ElfSection> sections() {
        return sections;
    }

    public Optional<ElfSection> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The section's bytes in the file; none for one that is zero when loaded or absent. */
    public byte[] contents(String sectionName) {
        return section(sectionName).filter(ElfSection::hasBits)
                .map(s -> Arrays.copyOfRange(bytes, (int) s.offset(), (int) (s.offset() + s.size()))).orElse(new byte[0]);
    }

    /** All symbols by ascending address. */
    public List<ElfSymbol> symbols() {
        return symbols;
    }

    public Optional<ElfSymbol> symbol(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The function or object whose bytes include {@code address}. */
    public Optional<ElfSymbol> symbolAt(long address) {
        return Optional.ofNullable(byAddress.floorEntry(address)).map(Entry::getValue).filter(s -> s.contains(address));
    }

    /** {@code size} bytes as they are in memory when loaded; bytes that no segment holds are an error of the caller. */
    public byte[] loaded(long address, int size) {
        for (ElfSegment s : segments) {
            if (s.isLoad() && address >= s.virtualAddress() && address + size <= s.virtualAddress() + s.memorySize()) {
                long inFile = Math.clamp(s.virtualAddress() + s.fileSize() - address, 0, size);
                int offset = (int) (s.offset() + address - s.virtualAddress());
                byte[] result = new byte[size];
                System.arraycopy(bytes, inFile == 0 ? 0 : offset, result, 0, (int) inFile);
                return result;
            }
        }
        throw new IllegalArgumentException("no segment holds " + Long.toHexString(address) + " + " + size);
    }
}
