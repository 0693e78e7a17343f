package dev.lamarck.hardware.mmu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * Fully associative; replacement by used bits (UM 6.9.3): the first invalid entry, else the first that is neither locked nor
 * used; if there is none, all used bits are cleared first. An entry counts as used from its insertion.
 */
final class Tlb implements Stateful {
    static final int NONE = -1;

    private static final long CONTEXT = 0x1FFF;

    /** Told which virtual addresses stop being translated as before. */
    interface Listener {
        void dropped(long va, long length);

        void droppedAll();
    }

    private final Listener listener;
    /** Tag: virtual page address and context, as in the tag access register. */
    private final long[] tag;
    private final long[] data;
    private final boolean[] used;

    Tlb(int entries, Listener listener) {
        this.listener = listener;
        tag = new long[entries];
        data = new long[entries];
        used = new boolean[entries];
    }

    int entries() {
        return data.length;
    }

    long tag(int entry) {
        return tag[entry];
    }

    long data(int entry) {
        return data[entry];
    }

    /** The entry that translates the address, without marking it used. */
    int find(long va, int context) {
        for (int entry = 0; entry < data.length; entry++) {
            if (data[entry] < 0 && matches(entry, va, context)) {
                return entry;
            }
        }
        return NONE;
    }

    private boolean matches(int entry, long va, int context) {
        long tte = data[entry];
        return ((va ^ tag[entry]) & ~Tte.offsetMask(tte)) == 0
                && ((tte & Tte.GLOBAL) != 0 || (tag[entry] & CONTEXT) == context);
    }

    void markUsed(int entry) {
        used[entry] = true;
    }

    void insert(long newTag, long newData) {
        set(victim(), newTag, newData);
    }

    void set(int entry, long newTag, long newData) {
        drop(entry);
        tag[entry] = newTag;
        data[entry] = newData;
        used[entry] = newData < 0;
    }

    private int victim() {
        int free = firstReplaceable();
        if (free == NONE) {
            Arrays.fill(used, false);
            listener.droppedAll();
            free = firstReplaceable();
        }
        return free == NONE ? data.length - 1 : free;
    }

    private int firstReplaceable() {
        for (int entry = 0; entry < data.length; entry++) {
            if (data[entry] >= 0) {
                return entry;
            }
        }
        for (int entry = 0; entry < data.length; entry++) {
            if (!used[entry] && (data[entry] & Tte.LOCKED) == 0) {
                return entry;
            }
        }
        return NONE;
    }

    private void drop(int entry) {
        if (data[entry] < 0) {
            long offset = Tte.offsetMask(data[entry]);
            listener.dropped(tag[entry] & ~offset, offset + 1);
        }
        data[entry] = 0;
        used[entry] = false;
    }

    void demapPage(long va, int context) {
        int entry = find(va, context);
        if (entry != NONE) {
            drop(entry);
        }
    }

    /** All entries of the context that are not global. */
    void demapContext(int context) {
        for (int entry = 0; entry < data.length; entry++) {
            if (data[entry] < 0 && (data[entry] & Tte.GLOBAL) == 0 && (tag[entry] & CONTEXT) == context) {
                drop(entry);
            }
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLongs(tag);
        out.putLongs(data);
        for (boolean bit : used) {
            out.putBoolean(bit);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        in.getLongs(tag);
        in.getLongs(data);
        for (int entry = 0; entry < used.length; entry++) {
            used[entry] = in.getBoolean();
        }
        listener.droppedAll();
    }
}
