package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.mmu.MmuRegisters;
import java.util.OptionalLong;

/**
 * Memory instructions outside the interpreter's loop: those that name an address space, doublewords in register pairs, atomic
 * ones, barriers. An ASI below 0x80 needs privileged mode.
 */
final class AlternateSpaces {
    private static final int NUCLEUS = 0x04;
    private static final int NUCLEUS_QUAD = 0x24;
    private static final int PHYSICAL = 0x14;
    private static final int PHYSICAL_DEVICE = 0x15;
    private static final int PHYSICAL_LITTLE = 0x1C;
    private static final int PHYSICAL_DEVICE_LITTLE = 0x1D;
    private static final int LSU_CONTROL = 0x45;
    private static final int FIRST_UNRESTRICTED = 0x80;
    private static final int LITTLE_ENDIAN = 8;

    private final ProcessorState state;
    private final LoadStoreUnit memory;
    private final Mmu mmu;
    private final MmuRegisters mmuRegisters;
    private final FloatingMemory floating;
    private final InterruptVectors vectors;

    AlternateSpaces(ProcessorState state, LoadStoreUnit memory, Mmu mmu, FloatingMemory floating, InterruptVectors vectors) {
        this.state = state;
        this.memory = memory;
        this.mmu = mmu;
        this.mmuRegisters = new MmuRegisters(mmu);
        this.floating = floating;
        this.vectors = vectors;
    }

    /** First the two that window handlers consist of: the switch below becomes an indirect jump, which the host does not predict. */
    void execute(int opcode, int word) {
        if (opcode == Opcode.STXA) {
            store(word, 8);
        } else if (opcode == Opcode.LDXA) {
            Operand.setRd(state, word, load(word, 8));
        } else {
            executeOther(opcode, word);
        }
    }

    private void executeOther(int opcode, int word) {
        switch (opcode) {
            case Opcode.LDUWA -> Operand.setRd(state, word, load(word, 4));
            case Opcode.LDSWA -> Operand.setRd(state, word, (int) load(word, 4));
            case Opcode.LDUBA -> Operand.setRd(state, word, load(word, 1));
            case Opcode.LDSBA -> Operand.setRd(state, word, (byte) load(word, 1));
            case Opcode.LDUHA -> Operand.setRd(state, word, load(word, 2));
            case Opcode.LDSHA -> Operand.setRd(state, word, (short) load(word, 2));
            case Opcode.STWA -> store(word, 4);
            case Opcode.STBA -> store(word, 1);
            case Opcode.STHA -> store(word, 2);
            case Opcode.LDD, Opcode.LDDA -> loadPair(word, isAlternate(opcode));
            case Opcode.STD, Opcode.STDA -> storePair(word, isAlternate(opcode));
            case Opcode.CASA -> compareAndSwap(word, 4);
            case Opcode.CASXA -> compareAndSwap(word, 8);
            case Opcode.SWAP, Opcode.SWAPA -> swap(word, isAlternate(opcode));
            case Opcode.LDSTUB, Opcode.LDSTUBA -> loadStoreUnsigned(word, isAlternate(opcode));
            case Opcode.PREFETCH, Opcode.PREFETCHA -> checkPrefetch(Fields.rd(word));
            default -> floating.execute(opcode, word, address(word), isAlternate(opcode) ? asi(word) : FloatingMemory.NO_ASI);
        }
    }

    /** A prefetch does nothing here, but its functions 5 to 15 are reserved (V9 A.42). */
    private static void checkPrefetch(int function) {
        if (function >= 5 && function <= 15) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    private static boolean isAlternate(int opcode) {
        return switch (opcode) {
            case Opcode.LDDA, Opcode.STDA, Opcode.SWAPA, Opcode.LDSTUBA, Opcode.LDFA, Opcode.LDDFA, Opcode.LDQFA,
                    Opcode.STFA, Opcode.STDFA, Opcode.STQFA -> true;
            default -> false;
        };
    }

    private long address(int word) {
        return Operand.rs1(state, word) + Operand.second(state, word);
    }

    private int asi(int word) {
        return Fields.isImmediate(word) ? state.asi : Fields.asi(word);
    }

    private void checkRestriction(int asi) {
        if (asi < FIRST_UNRESTRICTED && !state.isPrivileged()) {
            throw GuestTrap.of(TrapType.PRIVILEGED_ACTION);
        }
    }

    private long load(int word, int size) {
        return load(address(word), asi(word), size);
    }

    long load(long va, int asi, int size) {
        memory.checkAlignment(va, size);
        checkRestriction(asi);
        LoadStoreUnit.Access access = AccessTable.of(asi, state.isPrivileged(), false);
        return access != null ? memory.load(va, size, access) : loadInternal(va, asi, size);
    }

    private long loadInternal(long va, int asi, int size) {
        switch (asi) {
            case PHYSICAL, PHYSICAL_DEVICE, PHYSICAL_LITTLE, PHYSICAL_DEVICE_LITTLE -> {
                return swapped(memory.loadPhysical(va, physical(va), size), asi, size);
            }
            case LSU_CONTROL -> {
                return mmu.lsuControl();
            }
            default -> {
                if (size == 8 && InterruptVectors.answers(asi)) {
                    return vectors.read(asi, va);
                }
                OptionalLong value = size == 8 && MmuRegisters.answers(asi) ? mmuRegisters.read(asi, va) : OptionalLong.empty();
                if (value.isEmpty()) {
                    throw memory.refused(va, asi, Mmu.Use.LOAD);
                }
                return value.getAsLong();
            }
        }
    }

    private void store(int word, int size) {
        store(address(word), asi(word), size, Operand.rd(state, word));
    }

    void store(long va, int asi, int size, long value) {
        memory.checkAlignment(va, size);
        checkRestriction(asi);
        LoadStoreUnit.Access access = AccessTable.of(asi, state.isPrivileged(), true);
        if (access != null) {
            memory.store(va, size, value, access);
        } else {
            storeInternal(va, asi, size, value);
        }
    }

    private void storeInternal(long va, int asi, int size, long value) {
        switch (asi) {
            case PHYSICAL, PHYSICAL_DEVICE, PHYSICAL_LITTLE, PHYSICAL_DEVICE_LITTLE ->
                memory.storePhysical(va, physical(va), size, swapped(value, asi, size));
            case LSU_CONTROL -> mmu.setLsuControl(value);
            default -> {
                if (size == 8 && InterruptVectors.answers(asi)) {
                    vectors.write(asi, va, value);
                } else if (size != 8 || !MmuRegisters.answers(asi) || !mmuRegisters.write(asi, va, value)) {
                    throw memory.refused(va, asi, Mmu.Use.STORE);
                }
            }
        }
    }

    private static long physical(long va) {
        return va & 0x1FF_FFFF_FFFFL;
    }

    private static long swapped(long value, int asi, int size) {
        return (asi & LITTLE_ENDIAN) == 0 ? value : Long.reverseBytes(value) >>> 64 - 8 * size;
    }

    /** The implicit space's ASI for instructions that name none. */
    private int asi(int word, boolean alternate) {
        return alternate ? asi(word) : memory.implicitAsi();
    }

    /** LDD: two words in an even-odd pair; or two doublewords. */
    private void loadPair(int word, boolean alternate) {
        int even = evenRegister(word);
        long va = address(word);
        if (alternate && (asi(word) & ~LITTLE_ENDIAN) == NUCLEUS_QUAD) {
            loadQuad(even, va, asi(word));
            return;
        }
        long value = alternate ? load(va, asi(word), 8) : memory.load(va, 8);
        boolean little = alternate && (asi(word) & LITTLE_ENDIAN) != 0;
        long first = little ? value & 0xFFFF_FFFFL : value >>> 32;
        Operand.setRegister(state, even + 1, little ? value >>> 32 : value & 0xFFFF_FFFFL);
        Operand.setRegister(state, even, first);
    }

    /** LDDA of 16 bytes in one access, for handlers of TLB misses (UM 6.3.2). */
    private void loadQuad(int even, long va, int asi) {
        memory.checkAlignment(va, 16);
        checkRestriction(asi);
        int nucleus = NUCLEUS | asi & LITTLE_ENDIAN;
        long first = load(va, nucleus, 8);
        Operand.setRegister(state, even + 1, load(va + 8, nucleus, 8));
        Operand.setRegister(state, even, first);
    }

    private void storePair(int word, boolean alternate) {
        int even = evenRegister(word);
        long first = Operand.register(state, even) & 0xFFFF_FFFFL;
        long second = Operand.register(state, even + 1) & 0xFFFF_FFFFL;
        long va = address(word);
        if (alternate) {
            boolean little = (asi(word) & LITTLE_ENDIAN) != 0;
            store(va, asi(word), 8, little ? second << 32 | first : first << 32 | second);
        } else {
            memory.store(va, 8, first << 32 | second);
        }
    }

    private static int evenRegister(int word) {
        if ((Fields.rd(word) & 1) != 0) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        return Fields.rd(word);
    }

    /** rd takes the old value; memory takes rd if the old value equals rs2. The store right is needed in any case. */
    private void compareAndSwap(int word, int size) {
        long va = Operand.rs1(state, word);
        long mask = size == 8 ? -1L : 0xFFFF_FFFFL;
        long old = exchange(va, asi(word), size, Operand.rd(state, word), true, Operand.rs2(state, word) & mask);
        Operand.setRd(state, word, old);
    }

    private void swap(int word, boolean alternate) {
        Operand.setRd(state, word, exchange(address(word), asi(word, alternate), 4, Operand.rd(state, word), false, 0));
    }

    private void loadStoreUnsigned(int word, boolean alternate) {
        Operand.setRd(state, word, exchange(address(word), asi(word, alternate), 1, 0xff, false, 0));
    }

    private long exchange(long va, int asi, int size, long replacement, boolean conditional, long expected) {
        memory.checkAlignment(va, size);
        checkRestriction(asi);
        LoadStoreUnit.Access access = AccessTable.of(asi, state.isPrivileged(), true);
        if (access == null && asi != PHYSICAL) {
            throw memory.refused(va, asi, Mmu.Use.STORE);
        }
        if (access != null) {
            memory.checkWatched(va, size, access, true, true);
        }
        long pa = access == null ? physical(va) : memory.translate(va, access);
        memory.drainStores();
        boolean little = access != null && access.littleEndian();
        long old = swapped(memory.loadPhysical(va, pa, size), little ? LITTLE_ENDIAN : 0, size);
        if (!conditional || old == expected) {
            memory.storePhysical(va, pa, size, swapped(replacement, little ? LITTLE_ENDIAN : 0, size));
            memory.drainStores();
        }
        return old;
    }
}
