package dev.lamarck.toolchain.link;

/** A row of the section header table, with its name. */
public record ElfSection(String name, int type, long flags, long address, long offset, long size, int link) {
    public boolean hasBits() {
        return type != Elf.SECTION_NO_BITS;
    }

    public boolean isCode() {
        return (flags & Elf.SECTION_EXECUTE) != 0;
    }

    public boolean isLoaded() {
        return (flags & Elf.SECTION_ALLOCATE) != 0;
    }
}
