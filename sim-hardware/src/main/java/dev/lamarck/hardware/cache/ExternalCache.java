package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/** Direct-mapped, physically indexed, unified. */
final class ExternalCache implements Stateful {
    static final int LINE_BYTES = 64;
    private static final int LINE_BITS = 6;

    private final int mask;
    /** Physical address over line size, −1 for invalid. */
    private final int[] tag;

    ExternalCache(int bytes) {
        tag = new int[bytes / LINE_BYTES];
        mask = tag.length - 1;
        clear();
    }

    boolean holds(int pa) {
        int line = pa >>> LINE_BITS;
        return tag[line & mask] == line;
    }

    /** The address of the line that had to go, or −1. */
    int fill(int pa) {
        int line = pa >>> LINE_BITS;
        int evicted = tag[line & mask];
        tag[line & mask] = line;
        return evicted < 0 ? -1 : evicted << LINE_BITS;
    }

    void drop(int pa) {
        int line = pa >>> LINE_BITS;
        if (tag[line & mask] == line) {
            tag[line & mask] = -1;
        }
    }

    void clear() {
        Arrays.fill(tag, -1);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInts(tag);
    }

    @Override
    public void load(SnapshotReader in) {
        in.getInts(tag);
    }
}
