package dev.lamarck.hardware.mmu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/**
 * The two data watchpoints: a doubleword by its virtual address and one by its physical address, of which a mask chooses bytes. They are switched on
 * by bits of the LSU control register (UM A.5.1, A.6).
 */
public final class Watchpoints implements Stateful {
    /** Bits of the LSU control register that are the watchpoints'. */
    static final long CONTROL = 0x1FF_FFE0_0000L;

    private static final int VIRTUAL_WRITES = 21;
    private static final int VIRTUAL_READS = 22;
    private static final int PHYSICAL_WRITES = 23;
    private static final int PHYSICAL_READS = 24;
    private static final int VIRTUAL_MASK = 25;
    private static final int PHYSICAL_MASK = 33;
    private static final long VIRTUAL_DOUBLEWORD = 0xFFF_FFFF_FFF8L;
    private static final long PHYSICAL_DOUBLEWORD = 0x1FF_FFFF_FFF8L;

    long virtual;
    long physical;
    private long control;

    void setControl(long lsuControl) {
        control = lsuControl & CONTROL;
    }

    /** Whether any access can hit one. */
    public boolean areOn() {
        return control != 0;
    }

    /** Whether a load, a store or both of these bytes is watched. */
    public boolean hitVirtual(long va, int size, boolean loads, boolean stores) {
        return (loads && is(VIRTUAL_READS) || stores && is(VIRTUAL_WRITES))
                && ((va ^ virtual) & VIRTUAL_DOUBLEWORD) == 0 && covers(VIRTUAL_MASK, va, size);
    }

    public boolean hitPhysical(long pa, int size, boolean stores) {
        return is(stores ? PHYSICAL_WRITES : PHYSICAL_READS)
                && ((pa ^ physical) & PHYSICAL_DOUBLEWORD) == 0 && covers(PHYSICAL_MASK, pa, size);
    }

    private boolean is(int bit) {
        return (control >>> bit & 1) != 0;
    }

    /** Bit n of the mask is the byte at offset n. */
    private boolean covers(int mask, long address, int size) {
        return (control >>> mask & (1L << size) - 1 << (address & 7) & 0xff) != 0;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(virtual);
        out.putLong(physical);
    }

    @Override
    public void load(SnapshotReader in) {
        virtual = in.getLong();
        physical = in.getLong();
    }
}
