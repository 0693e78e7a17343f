package dev.lamarck.toolchain.link;

import java.util.Optional;

/** A linked image: the file, and what its own symbols and line table say about it. */
public final class Image {
    private final ElfFile file;
    /** Read when somebody asks: most runs end without. */
    private LineTable lines;

    Image(byte[] elf) {
        try {
            this.file = ElfFile.parse(elf);
        } catch (ElfFormatException e) {
            throw new AssertionError("the linker wrote what its reader refuses", e);
        }
    }

    private Image(ElfFile file) {
        this.file = file;
    }

    /** An image read back from a file, anybody's. */
    public static Image read(byte[] elf) throws ElfFormatException {
        return new Image(ElfFile.parse(elf));
    }

    /** The ELF file's bytes. */
    public byte[] elf() {
        return file.bytes();
    }

    public ElfFile file() {
        return file;
    }

    public long entry() {
        return file.entry();
    }

    public Optional<ElfSymbol> symbol(String name) {
        return file.symbol(name);
    }

    /** The address of a symbol that the caller knows to exist. */
    public long address(String name) {
        return symbol(name).orElseThrow(() -> new IllegalArgumentException("no symbol '" + name + "' in the image")).address();
    }

    public Optional<ElfSymbol> functionAt(long pc) {
        return file.symbolAt(pc).filter(ElfSymbol::isFunction);
    }

    public Optional<SourceLine> lineAt(long pc) {
        return lines().lineAt(pc);
    }

    public synchronized LineTable lines() {
        if (lines == null) {
            lines = LineTable.parse(file.contents(".debug_line"));
        }
        return lines;
    }

    /** Address of the first byte of {@link #text}. */
    public long textStart() {
        return address("_text_start");
    }

    /** {@code .text} as linked: what must stand there again when every change has been undone. */
    public byte[] text() {
        return file.contents(".text");
    }
}
