package dev.lamarck.toolchain.link;

/** Numbers of the ELF-64 object file format that we write or accept. */
final class Elf {
    static final int MAGIC = 0x7F454C46;
    static final int CLASS_64 = 2;
    static final int DATA_BIG_ENDIAN = 2;
    static final int VERSION = 1;
    static final int TYPE_EXECUTABLE = 2;
    static final int MACHINE_SPARCV9 = 43;
    /** {@code e_flags}: total store order, UltraSPARC extensions (so that tools name %gsr and VIS). */
    static final int FLAGS = 0x200;

    static final int HEADER_BYTES = 64;
    /** In the header: where the table of sections is; how many there are, before the number of the one with their names. */
    static final int SECTION_TABLE_AT = 40;
    static final int SECTION_COUNT_AT = 60;
    static final int SEGMENT_BYTES = 56;
    static final int SECTION_BYTES = 64;
    static final int SYMBOL_BYTES = 24;

    static final int SEGMENT_LOAD = 1;
    static final int SEGMENT_EXECUTE = 1;
    static final int SEGMENT_WRITE = 2;
    static final int SEGMENT_READ = 4;

    static final int SECTION_BITS = 1;
    static final int SECTION_SYMBOLS = 2;
    static final int SECTION_STRINGS = 3;
    static final int SECTION_NO_BITS = 8;
    static final int SECTION_WRITE = 1;
    static final int SECTION_ALLOCATE = 2;
    static final int SECTION_EXECUTE = 4;

    static final int BIND_GLOBAL = 1;
    static final int SYMBOL_OBJECT = 1;
    static final int SYMBOL_FUNCTION = 2;
    /** Bytes of the smallest instruction. */
    static final int CODE_UNIT = 4;
    static final int INDEX_ABSOLUTE = 0xFFF1;

    private Elf() {}
}
