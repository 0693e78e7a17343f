package dev.lamarck.hardware.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the program headers of an ELF64 big-endian SPARC V9 executable, as a boot loader does. */
public final class ElfImage {
    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int CLASS_64 = 2;
    private static final int BIG_ENDIAN = 2;
    private static final int EXECUTABLE = 2;
    private static final int SPARC_V9 = 43;
    private static final int LOAD = 1;

    private final String name;
    private final ByteBuffer file;

    private ElfImage(String name, byte[] bytes) {
        this.name = name;
        this.file = ByteBuffer.wrap(bytes);
    }

    /** {@code name} is what messages call the file. */
    public static Image parse(String name, byte[] bytes) {
        return new ElfImage(name, bytes).image();
    }

    private Image image() {
        check(file.capacity() >= 4 && file.getInt(0) == 0x7f454c46, "is not an ELF file");
        check(file.capacity() >= HEADER_BYTES, "is cut short in its ELF header");
        check(file.get(4) == CLASS_64, "is a 32-bit ELF file; a 64-bit one is needed");
        check(file.get(5) == BIG_ENDIAN, "is a little-endian ELF file, for another machine than SPARC V9");
        check(file.getShort(18) == SPARC_V9, "is for another machine (e_machine " + file.getShort(18) + ", SPARC V9 is 43)");
        check(file.getShort(16) == EXECUTABLE, "is not an executable (link it with -static and -no-pie)");
        Image image = new Image(file.getLong(24), segments());
        check(!image.segments().isEmpty(), "has nothing to load");
        return image;
    }

    private List<Image.Segment> segments() {
        long table = file.getLong(32);
        int entryBytes = file.getShort(54) & 0xffff;
        int entries = file.getShort(56) & 0xffff;
        check(entryBytes == PROGRAM_HEADER_BYTES, "has program headers of an unknown size");
        check(isInside(table, (long) entries * entryBytes), "is cut short in its program headers");
        List<Image.Segment> segments = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            int header = (int) table + i * entryBytes;
            if (file.getInt(header) == LOAD) {
                segments.add(segment(header));
            }
        }
        return segments;
    }

    private Image.Segment segment(int header) {
        long offset = file.getLong(header + 8);
        long physicalAddress = file.getLong(header + 24);
        long fileLength = file.getLong(header + 32);
        long memoryLength = file.getLong(header + 40);
        check(isInside(offset, fileLength), "is cut short in a segment");
        check(memoryLength >= fileLength, "has a segment that is larger in the file than in memory");
        byte[] bytes = Arrays.copyOfRange(file.array(), (int) offset, (int) (offset + fileLength));
        return new Image.Segment(physicalAddress, bytes, memoryLength);
    }

    private boolean isInside(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= file.capacity() && length <= file.capacity() - offset;
    }

    private void check(boolean holds, String complaint) {
        if (!holds) {
            throw new InvalidInput(name + " " + complaint);
        }
    }
}
