package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The trap table (V9 7.5): 1024 entries of eight instructions, first those for traps at TL 0, then those for TL &gt;
 * 0. Most go to common code that reads the trap type; TLB misses, window traps and {@code clean_window} have their
 * code here, four entries each. Above TL 0 only data-TLB misses are expected; anything else is a bad user stack or
 * the end.
 */
final class TrapTable {
    private static final String ENTER = "ba,a,pt %xcc,trap_enter\n.align 32\n";
    private static final String ENTER4 = ENTER + ENTER + ENTER + ENTER;
    private static final String ENTER16 = ENTER4 + ENTER4 + ENTER4 + ENTER4;
    private static final String ENTER64 = ENTER16 + ENTER16 + ENTER16 + ENTER16;
    /** With the address that the MMU reports. */
    private static final String FAULT = "ba,a,pt %xcc,trap_enter_fault\n.align 32\n";
    private static final String INTERRUPT = "ba,a,pt %xcc,trap_enter_interrupt\n.align 32\n";
    private static final String INTERRUPT5 = INTERRUPT + INTERRUPT + INTERRUPT + INTERRUPT + INTERRUPT;
    private static final String VECTOR = "ba,a,pt %xcc,vector_received\n.align 32\n";
    private static final String NESTED = "ba,a,pt %xcc,trap_nested\n.align 32\n";
    private static final String NESTED4 = NESTED + NESTED + NESTED + NESTED;
    private static final String NESTED16 = NESTED4 + NESTED4 + NESTED4 + NESTED4;
    private static final String NESTED64 = NESTED16 + NESTED16 + NESTED16 + NESTED16;

    private static final String CLEAN_WINDOW = """
            rdpr    %cleanwin, %l0
            inc     %l0
            wrpr    %l0, 0, %cleanwin
            clr     %l0
            clr     %l1
            clr     %l2
            clr     %l3
            clr     %l4
            clr     %l5
            clr     %l6
            clr     %l7
            clr     %o0
            clr     %o1
            clr     %o2
            clr     %o3
            clr     %o4
            clr     %o5
            clr     %o6
            clr     %o7
            retry
            .align  128
            """;

    // 0x00-0x1f: 0x08 instruction_access_exception.
    // 0x20-0x3f: 0x24 clean_window, 0x30 data_access_exception, 0x34-0x37 alignment and privileged action.
    private static final String LOW = ENTER4 + ENTER4 + FAULT + ENTER + ENTER + ENTER + ENTER4 + ENTER16
            + ENTER4 + CLEAN_WINDOW + ENTER4 + ENTER4
            + FAULT + ENTER + ENTER + ENTER + FAULT + FAULT + FAULT + FAULT + ENTER4 + ENTER4;
    // 0x40-0x4f: interrupt_level_1-15. 0x60: interrupt_vector. 0x50-0x7f: the fast MMU misses at 0x64, 0x68, 0x6c.
    private static final String MIDDLE = ENTER + INTERRUPT5 + INTERRUPT5 + INTERRUPT5 + ENTER16 + VECTOR + ENTER + ENTER + ENTER
            + MmuTraps.INSTRUCTION_MISS + MmuTraps.DATA_MISS + MmuTraps.PROTECTION + ENTER16;
    // 0x80-0xff: spills normal and other, fills normal and other; WSTATE 0 is the kernel's, 1 the user's.
    private static final String WINDOWS = WindowTraps.SPILL_KERNEL + WindowTraps.SPILL_USER + ENTER16 + ENTER4 + ENTER4
            + WindowTraps.SPILL_OTHER + ENTER16 + ENTER4 + ENTER4 + ENTER4
            + WindowTraps.FILL_KERNEL + WindowTraps.FILL_USER + ENTER16 + ENTER4 + ENTER4 + ENTER16 + ENTER16;
    // 0x100-0x1ff: software traps.
    private static final String SOFTWARE = ENTER64 + ENTER64 + ENTER64 + ENTER64;

    // The same at TL > 0.
    private static final String NESTED_LOW = NESTED64 + NESTED16 + NESTED16 + NESTED4
            + MmuTraps.INSTRUCTION_MISS + MmuTraps.DATA_MISS + MmuTraps.PROTECTION + NESTED16;
    private static final String NESTED_HIGH = NESTED64 + NESTED64 + NESTED64 + NESTED64 + NESTED64 + NESTED64;

    @Symbol("trap_table")
    @Assembly(AssemblyNames.PROCESSOR + "interrupted_at_tpc:\n" + LOW + MIDDLE + WINDOWS + SOFTWARE + NESTED_LOW + NESTED_HIGH)
    static native void table();

    private TrapTable() {}
}
