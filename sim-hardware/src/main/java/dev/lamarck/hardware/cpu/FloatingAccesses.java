package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.mmu.SoftTlb;

/**
 * LDDFA and STDFA for a region: doublewords, and blocks of eight (UltraSPARC-I user's manual 13.6.4), that go through at once. The soft TLB knows their page, and the
 * E-cache has their line, modified if they store: as a block is one of its lines, what its first doubleword finds all do. Others are not done; the interpreter does them.
 */
final class FloatingAccesses {
    private static final int BLOCK_WORDS = 8;
    private static final int BLOCK_BYTES = BLOCK_WORDS * Long.BYTES;
    /** ASIs of blocks are these and the next, as users see them and as they are, and what they are in for: primary and secondary. */
    private static final int BLOCK_AS_IF_USER = 0x70;
    private static final int BLOCK = 0xF0;
    private static final int AS_IF_USER = 0x10;
    private static final int PRIMARY = 0x80;

    private final ProcessorState state;
    private final LoadStoreUnit memory;
    private final SoftTlb loads;
    private final SoftTlb stores;
    /** Null in functional mode. */
    private final TimingModel timing;

    FloatingAccesses(ProcessorState state, LoadStoreUnit memory, Mmu mmu, TimingModel timing) {
        this.state = state;
        this.memory = memory;
        this.loads = mmu.loads();
        this.stores = mmu.stores();
        this.timing = timing;
    }

    /** Whether it has been done. */
    boolean execute(int word, boolean store) {
        int asi = Fields.isImmediate(word) ? state.asi : Fields.asi(word);
        boolean isBlock = (asi & ~1) == BLOCK || (asi & ~1) == BLOCK_AS_IF_USER;
        int space = memory.namedSpace(isBlock ? asi & 1 | (asi < PRIMARY ? AS_IF_USER : PRIMARY) : asi, !store);
        long va = Operand.rs1(state, word) + Operand.second(state, word);
        int index = Fields.doubleIndex(Fields.rd(word));
        boolean isAligned = isBlock ? (va & BLOCK_BYTES - 1) == 0 && index % BLOCK_WORDS == 0 : (va & Long.BYTES - 1) == 0;
        SoftTlb known = store ? stores : loads;
        if (!state.isFloatingEnabled() || !isAligned || known.keys[SoftTlb.index(va)] != SoftTlb.key(va, space, 1)) {
            return false;
        }
        int pa = known.physical(va);
        for (int i = 0; i < (isBlock ? BLOCK_WORDS : 1); i++, pa += Long.BYTES) {
            if (timing != null && !(store ? timing.storeAtOnce(va + i * Long.BYTES, pa) : timing.loadAtOnce(va + i * Long.BYTES, pa))) {
                return false;
            }
            if (store) {
                memory.write64(pa, state.f[index + i]);
            } else {
                state.setDouble(index + i, memory.read64(pa));
            }
        }
        return true;
    }
}
