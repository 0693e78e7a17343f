package dev.lamarck.toolchain.link;

import java.util.List;

/** An ELF file that says what is where in a range of code that was made at run time: symbols, and no bytes. For debuggers. */
public final class SymbolFile {
    private static final String SECTION = ".text";
    private static final int SECTIONS = 5;

    private final StringTable sectionNames = new StringTable();
    private final ByteSink headers = new ByteSink();
    private final ByteSink body = new ByteSink();

    private SymbolFile() {}

    /** The file for the functions among {@code code}, which lies from {@code start} up to {@code end}. */
    public static byte[] of(long start, long end, List<ElfSymbol> code) {
        return new SymbolFile().write(start, end, code);
    }

    private byte[] write(long start, long end, List<ElfSymbol> code) {
        StringTable names = new StringTable();
        ByteSink symbols = new ByteSink().zeros(Elf.SYMBOL_BYTES);
        for (ElfSymbol symbol : code) {
            symbols.u32(names.offset(symbol.name())).u8(Elf.BIND_GLOBAL << 4 | Elf.SYMBOL_FUNCTION).u8(0).u16(1)
                    .u64(symbol.address()).u64(symbol.size());
        }
        section("", 0, 0, 0, 0, 0, 0, 0);
        section(SECTION, Elf.SECTION_NO_BITS, Elf.SECTION_ALLOCATE | Elf.SECTION_EXECUTE, start, end - start, 0, 0, 0);
        bits(".symtab", Elf.SECTION_SYMBOLS, symbols.toBytes(), 3, 1, Elf.SYMBOL_BYTES);
        bits(".strtab", Elf.SECTION_STRINGS, names.toBytes(), 0, 0, 0);
        sectionNames.offset(".shstrtab");
        bits(".shstrtab", Elf.SECTION_STRINGS, sectionNames.toBytes(), 0, 0, 0);
        body.align(8);
        return header().bytes(body.toBytes()).bytes(headers.toBytes()).toBytes();
    }

    private ByteSink header() {
        ByteSink out = new ByteSink();
        out.u32(Elf.MAGIC).u8(Elf.CLASS_64).u8(Elf.DATA_BIG_ENDIAN).u8(Elf.VERSION).zeros(9);
        out.u16(Elf.TYPE_EXECUTABLE).u16(Elf.MACHINE_SPARCV9).u32(Elf.VERSION);
        out.u64(0).u64(0).u64((long) Elf.HEADER_BYTES + body.size()).u32(Elf.FLAGS);
        return out.u16(Elf.HEADER_BYTES).u16(Elf.SEGMENT_BYTES).u16(0).u16(Elf.SECTION_BYTES).u16(SECTIONS).u16(SECTIONS - 1);
    }

    private void bits(String name, int type, byte[] bytes, int link, int info, int entryBytes) {
        body.align(8);
        section(name, type, 0, 0, bytes.length, link, info, entryBytes);
        body.bytes(bytes);
    }

    private void section(String name, int type, int flags, long address, long size, int link, int info, int entryBytes) {
        headers.u32(sectionNames.offset(name)).u32(type).u64(flags).u64(address).u64((long) Elf.HEADER_BYTES + body.size()).u64(size);
        headers.u32(link).u32(info).u64(8).u64(entryBytes);
    }
}
