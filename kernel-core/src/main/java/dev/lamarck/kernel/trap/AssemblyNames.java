package dev.lamarck.kernel.trap;

/** The constants of assembly, as definitions to put before a text block that uses them. */
public final class AssemblyNames {
    /** Registers and bits of the processor. */
    public static final String PROCESSOR = """
            BIAS = 2047
            MINIMAL_FRAME = 176
            PSTATE_KERNEL = 0x4                     ! PRIV
            PSTATE_INTERRUPTIBLE = 0x6              ! PRIV, IE
            PSTATE_ALTERNATE = 0x5                  ! PRIV, AG
            PSTATE_MMU = 0x404                      ! PRIV, MG
            PSTATE_AG = 0x1
            PSTATE_MG = 0x400
            PSTATE_IG = 0x800
            PSTATE_PEF = 0x10
            TSTATE_PRIV = 0x400
            ASI_PHYSICAL = 0x14
            ASI_LSU = 0x45
            ASI_NUCLEUS_QUAD = 0x24
            ASI_IMMU = 0x50
            ASI_ITSB_POINTER = 0x51
            ASI_ITLB_DATA_IN = 0x54
            ASI_ITLB_ACCESS = 0x55
            ASI_IMMU_DEMAP = 0x57
            ASI_DMMU = 0x58
            ASI_DTSB_POINTER = 0x59
            ASI_DTLB_DATA_IN = 0x5c
            ASI_DTLB_ACCESS = 0x5d
            ASI_DMMU_DEMAP = 0x5f
            PRIMARY_CONTEXT = 0x08
            SECONDARY_CONTEXT = 0x10
            FAULT_ADDRESS = 0x20
            TSB_BASE = 0x28
            TAG_ACCESS = 0x30
            """;

    /** Offsets in a thread ({@link ThreadContext}) and in its window buffer ({@link UserWindows}). */
    public static final String THREAD = "SAVED_STACK = " + ThreadContext.SAVED_STACK
            + "\nSAVED_PC = " + ThreadContext.SAVED_PC
            + "\nUSER_FRAME = " + ThreadContext.USER_FRAME
            + "\nWINDOW_NEXT = " + ThreadContext.WINDOW_NEXT
            + "\nPROCESSOR = " + ThreadContext.PROCESSOR
            + "\nWINDOW_BYTES = " + UserWindows.ENTRY_BYTES
            + "\nWINDOW_STACK = " + UserWindows.ENTRY_STACK + "\n";

    /** Offsets in a {@link TrapFrame}. */
    public static final String FRAME = "FRAME_TYPE = " + TrapFrame.TRAP_TYPE
            + "\nFRAME_G1 = " + TrapFrame.G1
            + "\nFRAME_O0 = " + TrapFrame.O0
            + "\nFRAME_L0 = " + TrapFrame.L0
            + "\nFRAME_I0 = " + TrapFrame.I0
            + "\nFRAME_TSTATE = " + TrapFrame.TSTATE
            + "\nFRAME_PC = " + TrapFrame.PC
            + "\nFRAME_NPC = " + TrapFrame.NPC
            + "\nFRAME_Y = " + TrapFrame.Y
            + "\nFRAME_ADDRESS = " + TrapFrame.FAULT_ADDRESS
            + "\nFRAME_PIL = " + TrapFrame.PIL
            + "\nFRAME_LOADED = " + TrapFrame.WINDOW_LOADED
            + "\nFRAME_CALL = " + TrapFrame.CALL
            + "\nFRAME_FIRST = " + TrapFrame.FIRST_ARGUMENT
            + "\nFRAME_BYTES = " + TrapFrame.BYTES + "\n";

    private AssemblyNames() {}
}
