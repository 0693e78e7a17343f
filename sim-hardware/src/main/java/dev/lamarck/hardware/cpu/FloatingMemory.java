package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.mmu.Mmu;

/**
 * Loads and stores of floating-point registers: plain ones, %fsr, and through address spaces, among them the UltraSPARC's
 * blocks of 64 bytes, partial stores and short loads (UltraSPARC-I user's manual 13.5 and 13.6).
 */
final class FloatingMemory {
    static final int NO_ASI = -1;

    private static final int BLOCK_BYTES = 64;
    /** ASI bits that choose the secondary space and little-endian byte order among otherwise equal ASIs. */
    private static final int SECONDARY = 1;
    private static final int LITTLE_ENDIAN = 8;
    /** Which has no little-endian form. */
    private static final int BLOCK_COMMIT = 0xE0;

    private final ProcessorState state;
    private final LoadStoreUnit memory;

    FloatingMemory(ProcessorState state, LoadStoreUnit memory) {
        this.state = state;
        this.memory = memory;
    }

    void requireEnabled() {
        if (!state.isFloatingEnabled()) {
            throw GuestTrap.of(TrapType.FP_DISABLED);
        }
    }

    // ---- the implicit space

    void loadDouble(int index, long va) {
        requireEnabled();
        checkDouble(va, TrapType.LDDF_ADDRESS_NOT_ALIGNED);
        state.setDouble(index, memory.load(va, 8));
    }

    void storeDouble(int index, long va) {
        requireEnabled();
        checkDouble(va, TrapType.STDF_ADDRESS_NOT_ALIGNED);
        memory.store(va, 8, state.f[index]);
    }

    void loadSingle(int register, long va) {
        requireEnabled();
        state.setSingle(register, (int) memory.load(va, 4));
    }

    void storeSingle(int register, long va) {
        requireEnabled();
        memory.store(va, 4, state.single(register));
    }

    /** An address aligned to a word but not to a doubleword has a trap of its own (V9 A.25, A.51). */
    private void checkDouble(long va, int trapType) {
        if ((va & 7) == 4) {
            throw memory.misaligned(va, trapType);
        }
        memory.checkAlignment(va, 8);
    }

    /** Who has stored the register knows why an operation trapped (V9 5.1.7.6, A.54). */
    private void forgetTrapType() {
        state.setFsr(state.fsr() & ~FloatingPointUnit.TRAP_TYPE);
    }

    /** {@code asi} is that of the instruction, or {@link #NO_ASI}. */
    void execute(int opcode, int word, long va, int asi) {
        int rd = Fields.rd(word);
        switch (opcode) {
            case Opcode.LDFSR -> {
                requireEnabled();
                setFsr(state.fsr() & ~0xFFFF_FFFFL | memory.load(va, 4));
            }
            case Opcode.LDXFSR -> {
                requireEnabled();
                setFsr(memory.load(va, 8));
            }
            case Opcode.STFSR -> {
                requireEnabled();
                memory.store(va, 4, state.fsr());
                forgetTrapType();
            }
            case Opcode.STXFSR -> {
                requireEnabled();
                memory.store(va, 8, state.fsr());
                forgetTrapType();
            }
            case Opcode.LDFA -> {
                requireEnabled();
                state.setSingle(rd, (int) memory.load(va, 4, access(va, asi, false)));
            }
            case Opcode.STFA -> {
                requireEnabled();
                memory.store(va, 4, state.single(rd), access(va, asi, true));
            }
            case Opcode.LDDFA -> loadAlternate(Fields.doubleIndex(rd), va, asi);
            case Opcode.STDFA -> storeAlternate(word, Fields.doubleIndex(rd), va, asi);
            // Quad loads and stores are not in hardware (UM 14.4.6).
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
    }

    /** Unimplemented bits read as zero, ver is 0 and ftt and qne are read-only (V9 5.1.7). */
    private void setFsr(long value) {
        long writable = 0x3F_CFC0_0FFFL;
        state.setFsr(state.fsr() & ~writable & 0x3F_FFFF_FFFFL | value & writable);
    }

    private void loadAlternate(int index, long va, int asi) {
        requireEnabled();
        switch (asi & ~(SECONDARY | LITTLE_ENDIAN)) {
            case 0xF0, 0x70 -> loadBlock(index, va, asi);
            case 0xD0 -> state.setDouble(index, memory.load(va, 1, spaceOf(va, asi, false)));
            case 0xD2 -> state.setDouble(index, memory.load(va, 2, spaceOf(va, asi, false)));
            default -> {
                LoadStoreUnit.Access access = access(va, asi, false);
                checkDouble(va, TrapType.LDDF_ADDRESS_NOT_ALIGNED);
                state.setDouble(index, memory.load(va, 8, access));
            }
        }
    }

    private void storeAlternate(int word, int index, long va, int asi) {
        requireEnabled();
        if ((asi & ~SECONDARY) == BLOCK_COMMIT) {
            storeBlock(index, va, asi);
            return;
        }
        switch (asi & ~(SECONDARY | LITTLE_ENDIAN)) {
            case 0xF0, 0x70 -> storeBlock(index, va, asi);
            case 0xD0 -> memory.store(va, 1, state.f[index], spaceOf(va, asi, true));
            case 0xD2 -> memory.store(va, 2, state.f[index], spaceOf(va, asi, true));
            case 0xC0 -> storePartial(word, index, 1, asi);
            case 0xC2 -> storePartial(word, index, 2, asi);
            case 0xC4 -> storePartial(word, index, 4, asi);
            default -> {
                LoadStoreUnit.Access access = access(va, asi, true);
                checkDouble(va, TrapType.STDF_ADDRESS_NOT_ALIGNED);
                memory.store(va, 8, state.f[index], access);
            }
        }
    }

    private LoadStoreUnit.Access access(long va, int asi, boolean store) {
        if (asi < 0x80 && !state.isPrivileged()) {
            throw GuestTrap.of(TrapType.PRIVILEGED_ACTION);
        }
        LoadStoreUnit.Access access = AccessTable.of(asi, state.isPrivileged(), store);
        if (access == null) {
            throw memory.refused(va, asi, store ? Mmu.Use.STORE : Mmu.Use.LOAD);
        }
        return access;
    }

    /** The plain space that a block, short or partial ASI goes to. */
    private LoadStoreUnit.Access spaceOf(long va, int asi, boolean store) {
        int plain = asi < 0x80 ? 0x10 : 0x80;
        return access(va, plain | asi & (SECONDARY | LITTLE_ENDIAN), store);
    }

    private void loadBlock(int index, long va, int asi) {
        LoadStoreUnit.Access access = spaceOf(va, asi, false);
        checkBlock(index, va);
        for (int i = 0; i < 8; i++) {
            state.setDouble(index + i, memory.load(va + 8 * i, 8, access));
        }
    }

    private void storeBlock(int index, long va, int asi) {
        LoadStoreUnit.Access access = spaceOf(va, asi, true);
        checkBlock(index, va);
        for (int i = 0; i < 8; i++) {
            memory.store(va + 8 * i, 8, state.f[index + i], access);
        }
    }

    private void checkBlock(int index, long va) {
        if ((index & 7) != 0) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        memory.checkAlignment(va, BLOCK_BYTES);
    }

    /** Stores those elements whose bit in rs2 is set, the first element's bit being the highest. */
    private void storePartial(int word, int index, int elementBytes, int asi) {
        if (Fields.isImmediate(word)) {
            throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        }
        long va = Operand.rs1(state, word);
        LoadStoreUnit.Access access = spaceOf(va, asi, true);
        long mask = Operand.rs2(state, word);
        checkDouble(va, TrapType.ADDRESS_NOT_ALIGNED);
        memory.translate(va, access);
        int elements = 8 / elementBytes;
        for (int i = 0; i < elements; i++) {
            boolean little = access.littleEndian();
            int place = little ? elements - 1 - i : i;
            if ((mask >>> elements - 1 - i & 1) != 0) {
                long element = state.f[index] >>> 64 - 8 * elementBytes * (i + 1);
                memory.store(va + (long) place * elementBytes, elementBytes, element, access);
            }
        }
    }
}
