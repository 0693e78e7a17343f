package dev.lamarck.hardware.mmu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/** What one side of the MMU remembers of its last fault, and where its translation storage buffer is (UM 6.9). */
final class FaultRegisters implements Stateful {
    // Fault types, UM table 6.11.
    static final int PRIVILEGE = 0x01;
    static final int SPECULATIVE = 0x02;
    static final int ILLEGAL_ASI = 0x08;
    static final int NO_FAULT_PAGE = 0x10;
    static final int OUT_OF_RANGE = 0x20;

    private static final long PAGE = -1L << 13;
    private static final long CONTEXT = 0x1FFF;

    long status;
    long address;
    long tagAccess;
    long storageBuffer;
    /** The last page whose protection was violated has 64 KB. */
    private boolean isProtectedPageWide;

    void setTagAccess(long va, int context) {
        tagAccess = va & PAGE | context;
    }

    void setAddress(long va) {
        address = va;
    }

    void record(int faultType, int asi, int space, boolean privileged, boolean write) {
        long overwritten = (status & 1) << 1;
        status = (long) asi << 16 | (long) faultType << 7 | space << 4
                | (privileged ? 1 << 3 : 0) | (write ? 1 << 2 : 0) | overwritten | 1;
    }

    /** UM 6.9.1: context and upper virtual address bits as a TTE tag holds them. */
    long tagTarget() {
        return (tagAccess & CONTEXT) << 48 | tagAccess >>> 22 & (1L << 42) - 1;
    }

    void setProtectedPage(boolean wide) {
        isProtectedPageWide = wide;
    }

    /** UM 6.3.1: the pointer for the page whose protection was violated, by its size. */
    long directPointer() {
        return pointer(isProtectedPageWide);
    }

    /** UM 6.3.1: address of the TSB entry for the faulting page; {@code wide} in the half for 64 KB pages. */
    long pointer(boolean wide) {
        int sizeBits = (int) storageBuffer & 7;
        boolean split = (storageBuffer & 1 << 12) != 0;
        int entryBits = 9 + sizeBits;
        long page = tagAccess >>> (wide ? 16 : 13) & (1L << entryBits) - 1;
        long start = storageBuffer & -1L << 13 + sizeBits + (split ? 1 : 0);
        return start | (split && wide ? 1L << 13 + sizeBits : 0) | page << 4;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(status);
        out.putLong(address);
        out.putLong(tagAccess);
        out.putLong(storageBuffer);
        out.putBoolean(isProtectedPageWide);
    }

    @Override
    public void load(SnapshotReader in) {
        status = in.getLong();
        address = in.getLong();
        tagAccess = in.getLong();
        storageBuffer = in.getLong();
        isProtectedPageWide = in.getBoolean();
    }
}
