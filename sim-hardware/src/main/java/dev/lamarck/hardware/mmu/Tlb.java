package dev.lamarck.hardware.mmu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * Fully associative; replacement by used bits (UM 6.9.3): the first invalid entry, else the first that is neither locked nor
 * used; if there is none, all used bits are cleared first. An entry counts as used from its insertion.
 *
 * <p>Sets of entries are the bits of a {@code long}. Entries of small pages are found by a few bits of the page's number, the few others are always looked at.
 */
final class Tlb implements Stateful {
    static final int NONE = -1;

    private static final long CONTEXT = 0x1FFF;
    private static final int SMALL_PAGE_BITS = 13;
    private static final int BUCKETS = 256;

    /** Told which virtual addresses stop being translated as before. */
    interface Listener {
        void dropped(long va, long length);

        void droppedAll();
    }

    private final Listener listener;
    /** Tag: virtual page address and context, as in the tag access register. */
    private final long[] tag;
    private final long[] data;
    private final long all;
    private long valid;
    private long locked;
    private long used;
    /** Valid entries of 8 KB pages, by the lowest bits of their numbers; and those of larger pages. */
    private final long[] small = new long[BUCKETS];
    private long large;

    /** At most 64 entries. */
    Tlb(int entries, Listener listener) {
        this.listener = listener;
        tag = new long[entries];
        data = new long[entries];
        all = -1L >>> Long.SIZE - entries;
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
        for (long left = small[bucket(va)] | large; left != 0; left &= left - 1) {
            int entry = Long.numberOfTrailingZeros(left);
            if (matches(entry, va, context)) {
                return entry;
            }
        }
        return NONE;
    }

    private static int bucket(long va) {
        return (int) (va >>> SMALL_PAGE_BITS) & BUCKETS - 1;
    }

    private boolean matches(int entry, long va, int context) {
        long tte = data[entry];
        return ((va ^ tag[entry]) & ~Tte.offsetMask(tte)) == 0
                && ((tte & Tte.GLOBAL) != 0 || (tag[entry] & CONTEXT) == context);
    }

    boolean isUsed(int entry) {
        return (used >>> entry & 1) != 0;
    }

    void markUsed(int entry) {
        used |= 1L << entry;
    }

    void insert(long newTag, long newData) {
        set(victim(), newTag, newData);
    }

    void set(int entry, long newTag, long newData) {
        drop(entry);
        tag[entry] = newTag;
        data[entry] = newData;
        if (newData < 0) {
            enlist(entry);
            used |= 1L << entry;
        }
    }

    /** In the sets of valid entries. */
    private void enlist(int entry) {
        long bit = 1L << entry;
        valid |= bit;
        if ((data[entry] & Tte.LOCKED) != 0) {
            locked |= bit;
        }
        if (Tte.isSmall(data[entry])) {
            small[bucket(tag[entry])] |= bit;
        } else {
            large |= bit;
        }
    }

    private int victim() {
        int free = firstReplaceable();
        if (free == NONE) {
            used = 0;
            listener.droppedAll();
            free = firstReplaceable();
        }
        return free == NONE ? data.length - 1 : free;
    }

    private int firstReplaceable() {
        long replaceable = valid != all ? all & ~valid : all & ~used & ~locked;
        return replaceable == 0 ? NONE : Long.numberOfTrailingZeros(replaceable);
    }

    private void drop(int entry) {
        if (data[entry] < 0) {
            long offset = Tte.offsetMask(data[entry]);
            long others = ~(1L << entry);
            small[bucket(tag[entry])] &= others;
            large &= others;
            valid &= others;
            locked &= others;
            used &= others;
            listener.dropped(tag[entry] & ~offset, offset + 1);
        }
        data[entry] = 0;
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
        for (int entry = 0; entry < data.length; entry++) {
            out.putBoolean((used >>> entry & 1) != 0);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        in.getLongs(tag);
        in.getLongs(data);
        Arrays.fill(small, 0);
        large = 0;
        valid = 0;
        locked = 0;
        used = 0;
        for (int entry = 0; entry < data.length; entry++) {
            if (data[entry] < 0) {
                enlist(entry);
            }
            used |= (in.getBoolean() ? 1L : 0) << entry;
        }
        listener.droppedAll();
    }
}
