package dev.lamarck.hardware.mmu;

import java.util.OptionalLong;

/** The MMU as software sees it: ASIs 0x50 … 0x5F, 64 bits an access (UM tables 6.10 to 6.17). */
public final class MmuRegisters {
    /** The ASI that puts an entry into the data TLB. */
    public static final int DATA_DATA_IN = 0x5C;

    private static final int INSTRUCTION = 0x50;
    private static final int INSTRUCTION_POINTER_8K = 0x51;
    private static final int INSTRUCTION_POINTER_64K = 0x52;
    private static final int INSTRUCTION_DATA_IN = 0x54;
    private static final int INSTRUCTION_DATA_ACCESS = 0x55;
    private static final int INSTRUCTION_TAG_READ = 0x56;
    private static final int INSTRUCTION_DEMAP = 0x57;
    private static final int DATA = 0x58;
    private static final int DATA_POINTER_8K = 0x59;
    private static final int DATA_POINTER_64K = 0x5A;
    private static final int DATA_POINTER_DIRECT = 0x5B;
    private static final int DATA_DATA_ACCESS = 0x5D;
    private static final int DATA_TAG_READ = 0x5E;
    private static final int DATA_DEMAP = 0x5F;

    // Offsets in ASIs 0x50 and 0x58.
    private static final int TAG_TARGET = 0x00;
    private static final int PRIMARY_CONTEXT = 0x08;
    private static final int SECONDARY_CONTEXT = 0x10;
    private static final int FAULT_STATUS = 0x18;
    private static final int FAULT_ADDRESS = 0x20;
    private static final int STORAGE_BUFFER = 0x28;
    private static final int TAG_ACCESS = 0x30;
    private static final int VIRTUAL_WATCHPOINT = 0x38;
    private static final int PHYSICAL_WATCHPOINT = 0x40;

    /** What a write changes besides the register: what is fetched; the address spaces; nothing but translations of data; or something else, or it is refused. */
    public enum Change { FETCH, SPACES, DATA, OTHER }

    private final Mmu mmu;

    public MmuRegisters(Mmu mmu) {
        this.mmu = mmu;
    }

    public static boolean answers(int asi) {
        return asi >= INSTRUCTION && asi <= DATA_DEMAP && asi != 0x53;
    }

    /** Empty if nothing can be read there. */
    public OptionalLong read(int asi, long va) {
        return switch (asi) {
            case INSTRUCTION -> readFaults(mmu.instructionFaults, (int) va);
            case DATA -> switch ((int) va) {
                case PRIMARY_CONTEXT -> OptionalLong.of(mmu.context(Mmu.Space.PRIMARY));
                case SECONDARY_CONTEXT -> OptionalLong.of(mmu.context(Mmu.Space.SECONDARY));
                case FAULT_ADDRESS -> OptionalLong.of(mmu.dataFaults.address);
                case VIRTUAL_WATCHPOINT -> OptionalLong.of(mmu.watchpoints().virtual);
                case PHYSICAL_WATCHPOINT -> OptionalLong.of(mmu.watchpoints().physical);
                default -> readFaults(mmu.dataFaults, (int) va);
            };
            case INSTRUCTION_POINTER_8K -> OptionalLong.of(mmu.instructionFaults.pointer(false));
            case INSTRUCTION_POINTER_64K -> OptionalLong.of(mmu.instructionFaults.pointer(true));
            case DATA_POINTER_8K -> OptionalLong.of(mmu.dataFaults.pointer(false));
            case DATA_POINTER_DIRECT -> OptionalLong.of(mmu.dataFaults.directPointer());
            case DATA_POINTER_64K -> OptionalLong.of(mmu.dataFaults.pointer(true));
            case INSTRUCTION_DATA_ACCESS -> OptionalLong.of(mmu.instructionTlb.data(entry(mmu.instructionTlb, va)));
            case INSTRUCTION_TAG_READ -> OptionalLong.of(mmu.instructionTlb.tag(entry(mmu.instructionTlb, va)));
            case DATA_DATA_ACCESS -> OptionalLong.of(mmu.dataTlb.data(entry(mmu.dataTlb, va)));
            case DATA_TAG_READ -> OptionalLong.of(mmu.dataTlb.tag(entry(mmu.dataTlb, va)));
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong readFaults(FaultRegisters faults, int register) {
        return switch (register) {
            case TAG_TARGET -> OptionalLong.of(faults.tagTarget());
            case FAULT_STATUS -> OptionalLong.of(faults.status);
            case STORAGE_BUFFER -> OptionalLong.of(faults.storageBuffer);
            case TAG_ACCESS -> OptionalLong.of(faults.tagAccess);
            default -> OptionalLong.empty();
        };
    }

    /** False if nothing can be written there. */
    public boolean write(int asi, long va, long value) {
        switch (asi) {
            case INSTRUCTION -> {
                return writeFaults(mmu.instructionFaults, (int) va, value);
            }
            case DATA -> {
                return writeData((int) va, value);
            }
            case INSTRUCTION_DATA_IN -> mmu.instructionTlb.insert(mmu.instructionFaults.tagAccess, value);
            case DATA_DATA_IN -> mmu.dataTlb.insert(mmu.dataFaults.tagAccess, value);
            case INSTRUCTION_DATA_ACCESS ->
                mmu.instructionTlb.set(entry(mmu.instructionTlb, va), mmu.instructionFaults.tagAccess, value);
            case DATA_DATA_ACCESS -> mmu.dataTlb.set(entry(mmu.dataTlb, va), mmu.dataFaults.tagAccess, value);
            case INSTRUCTION_DEMAP -> demap(mmu.instructionTlb, va);
            case DATA_DEMAP -> demap(mmu.dataTlb, va);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What {@link #write} to a register may change. */
    public static Change change(int asi, long va) {
        return switch (asi) {
            case INSTRUCTION_DATA_IN, INSTRUCTION_DATA_ACCESS, INSTRUCTION_DEMAP -> Change.FETCH;
            case DATA_DATA_IN, DATA_DATA_ACCESS, DATA_DEMAP -> Change.DATA;
            case INSTRUCTION, DATA -> switch ((int) va) {
                case FAULT_STATUS, STORAGE_BUFFER, TAG_ACCESS -> Change.DATA;
                case PRIMARY_CONTEXT, SECONDARY_CONTEXT -> asi == DATA ? Change.SPACES : Change.OTHER;
                default -> Change.OTHER;
            };
            default -> Change.OTHER;
        };
    }

    private boolean writeData(int register, long value) {
        switch (register) {
            case PRIMARY_CONTEXT -> mmu.setPrimaryContext(value);
            case SECONDARY_CONTEXT -> mmu.setSecondaryContext(value);
            case FAULT_ADDRESS -> mmu.dataFaults.address = value;
            case VIRTUAL_WATCHPOINT -> mmu.watchpoints().virtual = value & -8;
            case PHYSICAL_WATCHPOINT -> mmu.watchpoints().physical = value & -8;
            default -> {
                return writeFaults(mmu.dataFaults, register, value);
            }
        }
        return true;
    }

    private static boolean writeFaults(FaultRegisters faults, int register, long value) {
        switch (register) {
            case FAULT_STATUS -> faults.status = value;
            case STORAGE_BUFFER -> faults.storageBuffer = value;
            case TAG_ACCESS -> faults.tagAccess = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int entry(Tlb tlb, long va) {
        return (int) (va >>> 3) % 64 % tlb.entries();
    }

    /** UM 6.9.10: the address holds the page, the type (page or context) and which context register. */
    private void demap(Tlb tlb, long va) {
        int space = (int) va >>> 4 & 3;
        if (space == 3) {
            return;
        }
        int context = mmu.context(Mmu.Space.values()[space]);
        if ((va & 1 << 6) == 0) {
            tlb.demapPage(va & -1L << 13, context);
        } else {
            tlb.demapContext(context);
        }
    }
}
