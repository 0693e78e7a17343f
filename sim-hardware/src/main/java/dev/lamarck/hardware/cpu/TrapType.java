package dev.lamarck.hardware.cpu;

/** Trap types (V9 table 14, UltraSPARC-I user's manual table 7.1). */
public final class TrapType {
    public static final int INSTRUCTION_ACCESS_EXCEPTION = 0x08;
    public static final int INSTRUCTION_ACCESS_ERROR = 0x0a;
    public static final int ILLEGAL_INSTRUCTION = 0x10;
    public static final int PRIVILEGED_OPCODE = 0x11;
    public static final int FP_DISABLED = 0x20;
    public static final int FP_EXCEPTION_IEEE_754 = 0x21;
    public static final int FP_EXCEPTION_OTHER = 0x22;
    public static final int TAG_OVERFLOW = 0x23;
    public static final int CLEAN_WINDOW = 0x24;
    public static final int DIVISION_BY_ZERO = 0x28;
    public static final int DATA_ACCESS_EXCEPTION = 0x30;
    public static final int DATA_ACCESS_ERROR = 0x32;
    public static final int ADDRESS_NOT_ALIGNED = 0x34;
    public static final int LDDF_ADDRESS_NOT_ALIGNED = 0x35;
    public static final int STDF_ADDRESS_NOT_ALIGNED = 0x36;
    public static final int PRIVILEGED_ACTION = 0x37;
    /** Plus the level, 1 … 15. */
    public static final int INTERRUPT_LEVEL = 0x40;
    public static final int INTERRUPT_VECTOR = 0x60;
    public static final int PHYSICAL_WATCHPOINT = 0x61;
    public static final int VIRTUAL_WATCHPOINT = 0x62;
    public static final int INSTRUCTION_MISS = 0x64;
    public static final int DATA_MISS = 0x68;
    public static final int DATA_PROTECTION = 0x6c;
    public static final int SPILL_NORMAL = 0x80;
    public static final int SPILL_OTHER = 0xa0;
    public static final int FILL_NORMAL = 0xc0;
    public static final int FILL_OTHER = 0xe0;
    public static final int SOFTWARE = 0x100;

    static final int COUNT = 0x180;

    private TrapType() {}
}
