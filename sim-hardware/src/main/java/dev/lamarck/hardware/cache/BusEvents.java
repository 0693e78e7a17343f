package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/** What an E-cache has had to do with memory and the other E-caches, as the performance counters tell it (UM appendix B). */
public final class BusEvents implements Stateful {
    long readMisses;
    long upgrades;
    long writeBacks;
    long invalidations;
    long copyBacks;

    /** D-cache misses that missed here too. */
    public long readMisses() {
        return readMisses;
    }

    /** Stores to lines that were here, but shared. */
    public long upgrades() {
        return upgrades;
    }

    /** Modified lines that had to go. */
    public long writeBacks() {
        return writeBacks;
    }

    /** Lines that went because another wrote to them. */
    public long invalidations() {
        return invalidations;
    }

    /** Modified lines that another asked for. */
    public long copyBacks() {
        return copyBacks;
    }

    @Override
    public void save(SnapshotWriter out) {
        for (long count : new long[] {readMisses, upgrades, writeBacks, invalidations, copyBacks}) {
            out.putLong(count);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        readMisses = in.getLong();
        upgrades = in.getLong();
        writeBacks = in.getLong();
        invalidations = in.getLong();
        copyBacks = in.getLong();
    }
}
