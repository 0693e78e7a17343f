package dev.lamarck.hardware.mmu;

/** Bits of a translation table entry's data word (UM 6.2). */
public final class Tte {
    public static final long VALID = 1L << 63;
    public static final long NO_FAULT_ONLY = 1L << 60;
    public static final long INVERT_ENDIANNESS = 1L << 59;
    public static final long LOCKED = 1L << 6;
    public static final long CACHEABLE = 1L << 5;
    public static final long SIDE_EFFECT = 1L << 3;
    public static final long PRIVILEGED = 1L << 2;
    public static final long WRITABLE = 1L << 1;
    public static final long GLOBAL = 1L;

    private static final long PHYSICAL_PAGE = 0x1FF_FFFF_E000L;

    private Tte() {}

    /** The bits of an address within the page: 8 KB, 64 KB, 512 KB or 4 MB. */
    static long offsetMask(long data) {
        return (0x2000L << 3 * (data >>> 61 & 3)) - 1;
    }

    /** Of 8 KB. */
    static boolean isSmall(long data) {
        return (data >>> 61 & 3) == 0;
    }

    /** Of 64 KB. */
    static boolean isWide(long data) {
        return (data >>> 61 & 3) == 1;
    }

    static long physicalAddress(long data, long va) {
        long offset = offsetMask(data);
        return data & PHYSICAL_PAGE & ~offset | va & offset;
    }
}
