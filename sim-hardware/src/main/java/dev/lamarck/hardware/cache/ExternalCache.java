package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/** Direct-mapped, physically indexed, unified. A line is shared with other processors' caches, exclusive, or modified, which is exclusive too. */
final class ExternalCache implements Stateful {
    static final int LINE_BYTES = 64;
    private static final int LINE_BITS = 6;

    private final int mask;
    /** Physical address over line size, −1 for invalid. */
    private final int[] tag;
    /** The same of lines that are modified. */
    private final int[] modified;
    private final boolean[] shared;

    ExternalCache(int bytes) {
        tag = new int[bytes / LINE_BYTES];
        modified = new int[tag.length];
        shared = new boolean[tag.length];
        mask = tag.length - 1;
        clear();
    }

    boolean holds(int pa) {
        int line = pa >>> LINE_BITS;
        return tag[line & mask] == line;
    }

    boolean isModified(int pa) {
        int line = pa >>> LINE_BITS;
        return modified[line & mask] == line;
    }

    /** Of a line that is here. */
    boolean isShared(int pa) {
        return shared[pa >>> LINE_BITS & mask];
    }

    /** A line that is here becomes shared. */
    void share(int pa) {
        int at = pa >>> LINE_BITS & mask;
        shared[at] = true;
        modified[at] = -1;
    }

    /** A line that is here and nowhere else is written. */
    void modify(int pa) {
        int line = pa >>> LINE_BITS;
        shared[line & mask] = false;
        modified[line & mask] = line;
    }

    /** Whether filling the line of an address, which is not here, drives out a modified one. */
    boolean evictsModified(int pa) {
        return modified[pa >>> LINE_BITS & mask] >= 0;
    }

    /** The address of the line that had to go, or −1. */
    int fill(int pa) {
        int line = pa >>> LINE_BITS;
        int at = line & mask;
        int evicted = tag[at];
        tag[at] = line;
        modified[at] = -1;
        shared[at] = false;
        return evicted < 0 ? -1 : evicted << LINE_BITS;
    }

    void drop(int pa) {
        int line = pa >>> LINE_BITS;
        if (tag[line & mask] == line) {
            tag[line & mask] = -1;
            modified[line & mask] = -1;
        }
    }

    /** By line: which is there. */
    int[] tags() {
        return tag;
    }

    /** By line: which is modified there. */
    int[] modifiedTags() {
        return modified;
    }

    void clear() {
        Arrays.fill(tag, -1);
        Arrays.fill(modified, -1);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInts(tag);
        out.putInts(modified);
        for (boolean each : shared) {
            out.putBoolean(each);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        in.getInts(tag);
        in.getInts(modified);
        for (int at = 0; at < shared.length; at++) {
            shared[at] = in.getBoolean();
        }
    }
}
