package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Phys;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Uva;

/**
 * What {@code mm} asks of the MMU and the instruction cache. Hosted tests put their own in the place of {@link
 * #hardware}.
 */
@Magic
public class Mmu {
    public static Mmu hardware = new Mmu();

    /** A line of the instruction cache, which one {@code flush} covers (UltraSPARC-I 8.3.2). */
    private static final int FLUSH_BYTES = 32;

    /** User translations now come from this table and context, and in the {@link Tsb} have this key. */
    public void setUserSpace(@Phys long root, int context, long key) {
        setUserSpaceNow(root, context, key);
    }

    /** Forgets the translation of a page, on all processors of a set (see {@link Processor#bit}). */
    public void demapPage(@Uva long va, int context, long processors) {
        demapOn(processors, va & -8192L, context, 0);
    }

    /** Forgets all translations of a context, on all processors of a set; those that have it use this key of the {@link Tsb} from now on. */
    public void demapContext(int context, long processors, long key) {
        demapOn(processors, DEMAP_CONTEXT, context, key);
    }

    /** Returns when all have. */
    private static void demapOn(long processors, long operation, long context, long key) {
        Processor self = Processor.current();
        long others = processors & ~self.bit();
        for (long left = others; left != 0; left &= left - 1) {
            CrossCalls.demap(Processor.numbered(Long.numberOfTrailingZeros(left)), operation, context, key);
        }
        if ((processors & self.bit()) != 0) {
            demap(operation, context, key);
        }
        for (long left = others; left != 0; left &= left - 1) {
            CrossCalls.await(Processor.numbered(Long.numberOfTrailingZeros(left)));
        }
    }

    /** Makes words stored through the direct map visible to instruction fetch. */
    public void flushInstructions(@Kva long from, long bytes) {
        for (long at = from & -FLUSH_BYTES; at < from + bytes; at += FLUSH_BYTES) {
            Cpu.flushInstruction(at);
        }
    }

    /**
     * Demap operation on a whole context, UltraSPARC-I 6.9.10: bit 6; bits 5:4 = 0 name the primary context register.
     */
    static final long DEMAP_CONTEXT = 0x40;

    @Symbol("mmu_load_user_space")
    @Assembly(AssemblyNames.PROCESSOR + """
            rdpr    %pstate, %o3
            wrpr    %g0, PSTATE_MMU, %pstate
            mov     %o0, %g7
            mov     %o2, %g6
            wrpr    %o3, 0, %pstate
            mov     SECONDARY_CONTEXT, %o4
            stxa    %o1, [%o4] ASI_DMMU
            retl
            membar  #Sync
            """)
    private static native void setUserSpaceNow(@Phys long root, long context, long key);

    /**
     * At TL 1, where instructions come from the nucleus context: demapping names its context by the primary register. The TSB's entry of a page is where the MMU would look for it if
     * it were missed.
     */
    @Symbol("mmu_demap_now")
    @Assembly(AssemblyNames.PROCESSOR + "DEMAP_CONTEXT = " + DEMAP_CONTEXT + "\n" + """
            rdpr    %pstate, %o3
            wrpr    %g0, PSTATE_KERNEL, %pstate
            wrpr    %g0, 1, %tl
            mov     PRIMARY_CONTEXT, %o4
            stxa    %o1, [%o4] ASI_DMMU
            membar  #Sync
            stxa    %g0, [%o0] ASI_IMMU_DEMAP
            stxa    %g0, [%o0] ASI_DMMU_DEMAP
            membar  #Sync
            stxa    %g0, [%o4] ASI_DMMU
            membar  #Sync
            btst    DEMAP_CONTEXT, %o0
            bne,pn  %xcc, 1f
            mov     TAG_ACCESS, %o4
            stxa    %o0, [%o4] ASI_DMMU
            ldxa    [%g0] ASI_DTSB_POINTER, %o4
            ba,pt   %xcc, 2f
            stx     %g0, [%o4]
    1:      mov     SECONDARY_CONTEXT, %o4
            ldxa    [%o4] ASI_DMMU, %o4
            cmp     %o4, %o1
            bne,pn  %xcc, 2f
            nop
            wrpr    %g0, PSTATE_MMU, %pstate
            mov     %o2, %g6
    2:      wrpr    %g0, 0, %tl
            retl
            wrpr    %o3, 0, %pstate
            """)
    private static native void demap(long operation, long context, long key);
}
