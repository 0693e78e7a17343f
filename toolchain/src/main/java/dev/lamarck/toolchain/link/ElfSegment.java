package dev.lamarck.toolchain.link;

/** A row of the program header table. */
public record ElfSegment(int type, int flags, long offset, long virtualAddress, long physicalAddress, long fileSize, long memorySize) {
    public boolean isLoad() {
        return type == Elf.SEGMENT_LOAD;
    }

    public boolean isWritable() {
        return (flags & Elf.SEGMENT_WRITE) != 0;
    }

    public boolean isExecutable() {
        return (flags & Elf.SEGMENT_EXECUTE) != 0;
    }
}
