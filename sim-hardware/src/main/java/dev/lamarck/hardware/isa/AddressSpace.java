package dev.lamarck.hardware.isa;

import java.util.HashMap;
import java.util.Map;

/**
 * Address space identifiers: the names that assembly gives them, and which of them move blocks. The names are those of the
 * SPARC processors in general; which spaces exist is a matter of the machine.
 */
public final class AddressSpace {
    private static final String[] NAMES = new String[256];
    private static final Map<String, Integer> BY_NAME = new HashMap<>();

    private AddressSpace() {}

    static {
        name(0x04, "N");
        name(0x0c, "N_L");
        name(0x10, "AIUP");
        name(0x11, "AIUS");
        name(0x12, "MAIUP");
        name(0x13, "MAIUS");
        name(0x14, "PHYS_USE_EC");
        name(0x15, "PHYS_BYPASS_EC_E");
        name(0x16, "BLK_AIUP_4V");
        name(0x17, "BLK_AIUS_4V");
        name(0x18, "AIUP_L");
        name(0x19, "AIUS_L");
        name(0x1c, "PHYS_USE_EC_L");
        name(0x1d, "PHYS_BYPASS_EC_E_L");
        name(0x1e, "BLK_AIUP_L_4V");
        name(0x1f, "BLK_AIUS_L_4V");
        name(0x20, "SCRATCHPAD");
        name(0x21, "MMU");
        name(0x22, "TWINX_AIUP");
        name(0x23, "BLK_INIT_QUAD_LDD_AIUS");
        name(0x24, "NUCLEUS_QUAD_LDD");
        name(0x25, "QUEUE");
        name(0x26, "QUAD_LDD_PHYS_4V");
        name(0x27, "TWINX_N");
        name(0x2a, "TWINX_AIUP_L");
        name(0x2b, "TWINX_AIUS_L");
        name(0x2c, "NUCLEUS_QUAD_LDD_L");
        name(0x2e, "TWINX_REAL_L");
        name(0x2f, "TWINX_NL");
        name(0x30, "PCACHE_DATA_STATUS");
        name(0x31, "PCACHE_DATA");
        name(0x32, "PCACHE_TAG");
        name(0x33, "PCACHE_SNOOP_TAG");
        name(0x34, "QUAD_LDD_PHYS");
        name(0x36, "AIPN");
        name(0x38, "WCACHE_VALID_BITS");
        name(0x39, "WCACHE_DATA");
        name(0x3a, "WCACHE_TAG");
        name(0x3b, "WCACHE_SNOOP_TAG");
        name(0x3c, "QUAD_LDD_PHYS_L");
        name(0x3e, "AIPN_L");
        name(0x40, "SRAM_FAST_INIT");
        name(0x41, "CORE_AVAILABLE");
        name(0x42, "INST_MASK_REG");
        name(0x43, "ERROR_INJECT_REG");
        name(0x45, "LSU_CONTROL_REG");
        name(0x46, "DCACHE_DATA");
        name(0x47, "DCACHE_TAG");
        name(0x48, "INTR_DISPATCH_STAT");
        name(0x49, "INTR_RECEIVE");
        name(0x4b, "ESTATE_ERROR_EN");
        name(0x4c, "AFSR");
        name(0x4d, "AFAR");
        name(0x4e, "EC_TAG_DATA");
        name(0x4f, "HYP_SCRATCHPAD");
        name(0x50, "IMMU");
        name(0x51, "IMMU_TSB_8KB_PTR");
        name(0x52, "IMMU_TSB_64KB_PTR");
        name(0x53, "ITLB_PROBE");
        name(0x54, "ITLB_DATA_IN");
        name(0x55, "ITLB_DATA_ACCESS");
        name(0x56, "ITLB_TAG_READ");
        name(0x57, "IMMU_DEMAP");
        name(0x58, "DMMU");
        name(0x59, "DMMU_TSB_8KB_PTR");
        name(0x5a, "DMMU_TSB_64KB_PTR");
        name(0x5b, "DMMU_TSB_DIRECT_PTR");
        name(0x5c, "DTLB_DATA_IN");
        name(0x5d, "DTLB_DATA_ACCESS");
        name(0x5e, "DTLB_TAG_READ");
        name(0x5f, "DMMU_DEMAP");
        name(0x60, "IIU_INST_TRAP");
        name(0x63, "INTR_ID");
        name(0x64, "CORE_SELECT_COMMIT_NHT");
        name(0x66, "IC_INSTR");
        name(0x67, "IC_TAG");
        name(0x68, "IC_STAG");
        name(0x6f, "BRPRED_ARRAY");
        name(0x70, "BLK_AIUP");
        name(0x71, "BLK_AIUS");
        name(0x72, "MCU_CTRL_REG");
        name(0x74, "EC_DATA");
        name(0x75, "EC_CTRL");
        name(0x76, "EC_W");
        name(0x77, "INTR_W");
        name(0x78, "BLK_AIUPL");
        name(0x79, "BLK_AIUSL");
        name(0x7e, "EC_R");
        name(0x7f, "INTR_R");
        name(0x80, "P");
        name(0x81, "S");
        name(0x82, "PNF");
        name(0x83, "SNF");
        name(0x88, "P_L");
        name(0x89, "S_L");
        name(0x8a, "PNF_L");
        name(0x8b, "SNF_L");
        name(0xb0, "PIC");
        name(0xc0, "PST8_P");
        name(0xc1, "PST8_S");
        name(0xc2, "PST16_P");
        name(0xc3, "PST16_S");
        name(0xc4, "PST32_P");
        name(0xc5, "PST32_S");
        name(0xc8, "PST8_PL");
        name(0xc9, "PST8_SL");
        name(0xca, "PST16_PL");
        name(0xcb, "PST16_SL");
        name(0xcc, "PST32_PL");
        name(0xcd, "PST32_SL");
        name(0xd0, "FL8_P");
        name(0xd1, "FL8_S");
        name(0xd2, "FL16_P");
        name(0xd3, "FL16_S");
        name(0xd8, "FL8_PL");
        name(0xd9, "FL8_SL");
        name(0xda, "FL16_PL");
        name(0xdb, "FL16_SL");
        name(0xe0, "BLK_COMMIT_P");
        name(0xe1, "BLK_COMMIT_S");
        name(0xe2, "BLK_INIT_QUAD_LDD_P");
        name(0xe3, "TWINX_S");
        name(0xea, "TWINX_PL");
        name(0xeb, "TWINX_SL");
        name(0xf0, "BLK_P");
        name(0xf1, "BLK_S");
        name(0xf2, "STBI_PM");
        name(0xf3, "STBI_SM");
        name(0xf8, "BLK_PL");
        name(0xf9, "BLK_SL");
        name(0xfa, "STBI_PLM");
        name(0xfb, "STBI_SLM");
    }

    private static void name(int asi, String name) {
        NAMES[asi] = "#ASI_" + name;
        BY_NAME.put(NAMES[asi], asi);
    }

    /** The name as assembly writes it, or the number in parentheses. */
    public static String text(int asi) {
        return NAMES[asi] != null ? NAMES[asi] : "(" + asi + ")";
    }

    /** The number of a name that begins with {@code #ASI_}, or null. */
    static Integer named(String name) {
        return BY_NAME.get(name);
    }

    /** Floating-point double accesses in these spaces move 64 bytes (UltraSPARC I, 13.6.4). */
    static boolean isBlock(int asi) {
        return switch (asi) {
            case 0x70, 0x71, 0x78, 0x79, 0xe0, 0xe1, 0xf0, 0xf1, 0xf8, 0xf9 -> true;
            default -> false;
        };
    }
}
