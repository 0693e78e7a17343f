package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.mmu.MmuRegisters;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Accesses of regions to registers of the MMU. What would trap is not done, nor what performance counters would have to be told of: the interpreter
 * does it.
 */
final class MmuAccesses {
    private final ProcessorState state;
    private final LoadStoreUnit memory;
    private final FetchUnit fetch;
    private final MmuRegisters registers;
    private final BooleanSupplier interrupted;
    private final BooleanSupplier counting;

    /** What a write has done: nothing; all; all, and what a region goes by may be something else now. */
    enum Done { NOTHING, ALL, ALL_ANEW }

    /**
     * {@code interrupted}: whether an interrupt is to be taken in the state as it is; {@code counting}: whether the performance counters
     * look at the counts when the mode changes.
     */
    MmuAccesses(ProcessorState state, LoadStoreUnit memory, FetchUnit fetch, Mmu mmu, BooleanSupplier interrupted, BooleanSupplier counting) {
        this.state = state;
        this.memory = memory;
        this.fetch = fetch;
        this.registers = new MmuRegisters(mmu);
        this.interrupted = interrupted;
        this.counting = counting;
    }

    /** LDXA; whether it has been done. */
    boolean read(int word) {
        long va = address(word);
        if (!isAllowed(word, va)) {
            return false;
        }
        OptionalLong value = registers.read(Fields.asi(word), va);
        if (value.isPresent()) {
            Operand.setRd(state, word, value.getAsLong());
        }
        return value.isPresent();
    }

    /** STXA. */
    Done write(int word) {
        long va = address(word);
        int asi = Fields.asi(word);
        MmuRegisters.Change change = MmuRegisters.change(asi, va);
        boolean announces = change == MmuRegisters.Change.FETCH || change == MmuRegisters.Change.SPACES;
        if (!isAllowed(word, va) || change == MmuRegisters.Change.OTHER || announces && counting.getAsBoolean()) {
            return Done.NOTHING;
        }
        int data = memory.space();
        int text = fetch.space();
        registers.write(asi, va, Operand.rd(state, word));
        if (asi == MmuRegisters.DATA_DATA_IN) {
            memory.inserted();
        }
        boolean same = change != MmuRegisters.Change.FETCH && memory.space() == data && fetch.space() == text;
        return same && !(announces && interrupted.getAsBoolean()) ? Done.ALL : Done.ALL_ANEW;
    }

    private static boolean isAligned(long va) {
        return (va & Long.BYTES - 1) == 0;
    }

    private boolean isAllowed(int word, long va) {
        return state.isPrivileged() && isAligned(va) && MmuRegisters.answers(Fields.asi(word));
    }

    private long address(int word) {
        return Operand.rs1(state, word) + Operand.second(state, word);
    }
}
