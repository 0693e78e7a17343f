package dev.lamarck.lab.trace;

import dev.lamarck.hardware.cpu.TrapType;
import java.util.Map;
import java.util.TreeMap;

/** What the manuals call the traps (V9 table 14, UltraSPARC-I user's manual table 7.1). */
final class TrapNames {
    private static final TreeMap<Integer, String> BY_FIRST_TYPE = new TreeMap<>(Map.ofEntries(
            Map.entry(0, "reset"),
            Map.entry(TrapType.INSTRUCTION_ACCESS_EXCEPTION, "instruction_access_exception"),
            Map.entry(TrapType.INSTRUCTION_ACCESS_ERROR, "instruction_access_error"),
            Map.entry(TrapType.ILLEGAL_INSTRUCTION, "illegal_instruction"),
            Map.entry(TrapType.PRIVILEGED_OPCODE, "privileged_opcode"),
            Map.entry(TrapType.FP_DISABLED, "fp_disabled"),
            Map.entry(TrapType.FP_EXCEPTION_IEEE_754, "fp_exception_ieee_754"),
            Map.entry(TrapType.FP_EXCEPTION_OTHER, "fp_exception_other"),
            Map.entry(TrapType.TAG_OVERFLOW, "tag_overflow"),
            Map.entry(TrapType.CLEAN_WINDOW, "clean_window"),
            Map.entry(TrapType.DIVISION_BY_ZERO, "division_by_zero"),
            Map.entry(TrapType.DATA_ACCESS_EXCEPTION, "data_access_exception"),
            Map.entry(TrapType.DATA_ACCESS_ERROR, "data_access_error"),
            Map.entry(TrapType.ADDRESS_NOT_ALIGNED, "mem_address_not_aligned"),
            Map.entry(TrapType.LDDF_ADDRESS_NOT_ALIGNED, "LDDF_mem_address_not_aligned"),
            Map.entry(TrapType.STDF_ADDRESS_NOT_ALIGNED, "STDF_mem_address_not_aligned"),
            Map.entry(TrapType.PRIVILEGED_ACTION, "privileged_action"),
            Map.entry(TrapType.INTERRUPT_LEVEL, "interrupt_level"),
            Map.entry(TrapType.INTERRUPT_VECTOR, "interrupt_vector"),
            Map.entry(TrapType.INSTRUCTION_MISS, "fast_instruction_access_MMU_miss"),
            Map.entry(TrapType.DATA_MISS, "fast_data_access_MMU_miss"),
            Map.entry(TrapType.DATA_PROTECTION, "fast_data_access_protection"),
            Map.entry(TrapType.SPILL_NORMAL, "spill_normal"),
            Map.entry(TrapType.SPILL_OTHER, "spill_other"),
            Map.entry(TrapType.FILL_NORMAL, "fill_normal"),
            Map.entry(TrapType.FILL_OTHER, "fill_other"),
            Map.entry(TrapType.SOFTWARE, "trap_instruction")));

    private TrapNames() {
    }

    /** A type without a name of its own belongs to the range of the nearest one below. */
    static String of(int trapType) {
        return BY_FIRST_TYPE.floorEntry(trapType).getValue();
    }
}
