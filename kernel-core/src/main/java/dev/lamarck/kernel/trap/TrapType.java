package dev.lamarck.kernel.trap;

/** Trap types that the kernel tells apart (V9 table 7-1, UltraSPARC-I table 11-1). */
public final class TrapType {
    public static final int INSTRUCTION_ACCESS_EXCEPTION = 0x08;
    public static final int ILLEGAL_INSTRUCTION = 0x10;
    public static final int PRIVILEGED_OPCODE = 0x11;
    public static final int FP_DISABLED = 0x20;
    public static final int FP_EXCEPTION_IEEE = 0x21;
    public static final int FP_EXCEPTION_OTHER = 0x22;
    public static final int TAG_OVERFLOW = 0x23;
    public static final int DIVISION_BY_ZERO = 0x28;
    public static final int DATA_ACCESS_EXCEPTION = 0x30;
    public static final int MEM_ADDRESS_NOT_ALIGNED = 0x34;
    public static final int LDDF_MEM_ADDRESS_NOT_ALIGNED = 0x35;
    public static final int STDF_MEM_ADDRESS_NOT_ALIGNED = 0x36;
    public static final int PRIVILEGED_ACTION = 0x37;
    public static final int INTERRUPT_LEVEL_1 = 0x41;
    public static final int INTERRUPT_LEVEL_15 = 0x4F;
    public static final int INSTRUCTION_MISS = 0x64;
    public static final int DATA_MISS = 0x68;
    public static final int DATA_PROTECTION = 0x6C;
    /** A fault of the user's spill or fill handler, as {@link NestedTraps} passes it on. */
    public static final int USER_SPILL = 0x84;
    public static final int USER_FILL = 0xC4;
    /** {@code ta n} is 0x100 + n. */
    public static final int SOFTWARE = 0x100;
    public static final int BREAKPOINT = 0x101;
    /** A program's own test of a divisor that is zero. */
    public static final int SOFTWARE_DIVISION = 0x102;
    public static final int FLUSH_WINDOWS = 0x103;
    public static final int GET_CONTEXT = 0x16E;
    public static final int SET_CONTEXT = 0x16F;

    private TrapType() {}
}
