package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * A statically linked SPARC V9 program: the first page of its file, checked, and what is to be mapped where. Program headers must lie in
 * that page, as every linker puts them.
 */
@Magic
final class ElfImage {
    private static final long MAGIC_CLASS_DATA_VERSION = 0x7F45_4C46_0202_01L;
    private static final int TYPE = 16;
    private static final int MACHINE = 18;
    private static final int ENTRY = 24;
    private static final int PROGRAM_HEADERS = 32;
    private static final int HEADER_BYTES = 52;
    private static final int PROGRAM_HEADER_BYTES = 54;
    private static final int PROGRAM_HEADER_COUNT = 56;
    private static final int FILE_HEADER_END = 64;
    private static final int EXECUTABLE = 2;
    private static final int SPARC_V9 = 43;

    static final int PROGRAM_HEADER = 56;
    private static final int SEGMENT_TYPE = 0;
    private static final int SEGMENT_FLAGS = 4;
    private static final int SEGMENT_OFFSET = 8;
    private static final int SEGMENT_ADDRESS = 16;
    private static final int SEGMENT_FILE_BYTES = 32;
    private static final int SEGMENT_MEMORY_BYTES = 40;
    private static final int LOAD = 1;
    private static final int INTERPRETER = 3;
    private static final int FLAG_EXECUTE = 1;
    private static final int FLAG_WRITE = 2;
    private static final int FLAG_READ = 4;

    private final Vnode file;
    private final @Kva long page;
    private long end;
    private long headersAddress;

    /** The page is the caller's, and holds the beginning of the file. */
    ElfImage(Vnode file, @Kva long page) {
        this.file = file;
        this.page = page;
    }

    /** @return whether it is a program for this machine */
    boolean isProgram() {
        boolean program = file.size() >= FILE_HEADER_END
                && Memory.load64(page) >>> 8 == MAGIC_CLASS_DATA_VERSION
                && Memory.loadUnsigned16(page + TYPE) == EXECUTABLE
                && Memory.loadUnsigned16(page + MACHINE) == SPARC_V9
                && Memory.loadUnsigned16(page + HEADER_BYTES) == FILE_HEADER_END
                && Memory.loadUnsigned16(page + PROGRAM_HEADER_BYTES) == PROGRAM_HEADER;
        return program && headersFit() && segmentsFit();
    }

    private boolean headersFit() {
        long at = Memory.load64(page + PROGRAM_HEADERS);
        long readable = Math.min(file.size(), Pages.BYTES);
        return at >= FILE_HEADER_END && (at & 7) == 0 && headerCount() > 0
                && at <= readable - (long) headerCount() * PROGRAM_HEADER;
    }

    private boolean segmentsFit() {
        boolean any = false;
        for (int i = 0; i < headerCount(); i++) {
            long header = header(i);
            int type = Memory.load32(header + SEGMENT_TYPE);
            if (type == INTERPRETER || type == LOAD && !fits(header)) {
                return false;
            }
            any |= type == LOAD;
        }
        return any;
    }

    private boolean fits(long header) {
        long offset = Memory.load64(header + SEGMENT_OFFSET);
        long address = Memory.load64(header + SEGMENT_ADDRESS);
        long inFile = Memory.load64(header + SEGMENT_FILE_BYTES);
        long inMemory = Memory.load64(header + SEGMENT_MEMORY_BYTES);
        return offset >= 0 && inFile >= 0 && inFile <= file.size() && offset <= file.size() - inFile
                && inMemory >= inFile && inMemory <= AddressSpace.HIGHEST
                && address >= AddressSpace.LOWEST && address <= AddressSpace.STACK_TOP - AddressSpace.STACK_LIMIT - inMemory
                && (offset - address & Pages.BYTES - 1) == 0;
    }

    /** Maps all segments. @return 0, or −ENOEXEC if they collide */
    int map(AddressSpace space) {
        int error = 0;
        for (int i = 0; error == 0 && i < headerCount(); i++) {
            long header = header(i);
            if (Memory.load32(header + SEGMENT_TYPE) == LOAD && Memory.load64(header + SEGMENT_MEMORY_BYTES) > 0) {
                error = mapSegment(space, header);
            }
        }
        return error == 0 ? 0 : -Errno.ENOEXEC;
    }

    /** A segment that begins within a page takes the page's first bytes from the file too, as Linux does. */
    private int mapSegment(AddressSpace space, long header) {
        long address = Memory.load64(header + SEGMENT_ADDRESS);
        long offset = Memory.load64(header + SEGMENT_OFFSET);
        long inFile = Memory.load64(header + SEGMENT_FILE_BYTES);
        long inMemory = Memory.load64(header + SEGMENT_MEMORY_BYTES);
        long lead = address & Pages.BYTES - 1;
        long headers = Memory.load64(page + PROGRAM_HEADERS);
        if (offset <= headers && headers < offset + inFile) {
            headersAddress = address + headers - offset;
        }
        end = Math.max(end, address + inMemory);
        Vnode source = inFile > 0 ? file : null;
        return space.mapSource(address - lead, lead + inMemory, protection(header), source, offset - lead, lead + inFile);
    }

    private static int protection(long header) {
        int flags = Memory.load32(header + SEGMENT_FLAGS);
        return ((flags & FLAG_READ) != 0 ? AddressSpace.READ : 0)
                | ((flags & FLAG_WRITE) != 0 ? AddressSpace.WRITE : 0)
                | ((flags & FLAG_EXECUTE) != 0 ? AddressSpace.EXECUTE : 0);
    }

    private long header(int index) {
        return page + Memory.load64(page + PROGRAM_HEADERS) + (long) index * PROGRAM_HEADER;
    }

    long entry() {
        return Memory.load64(page + ENTRY);
    }

    int headerCount() {
        return Memory.loadUnsigned16(page + PROGRAM_HEADER_COUNT);
    }

    /** Where the program sees its program headers; 0 if no segment holds them. After {@link #map}. */
    long headersAddress() {
        return headersAddress;
    }

    /** The end of the last segment: where the heap begins. After {@link #map}. */
    long end() {
        return end;
    }
}
