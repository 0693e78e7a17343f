package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Stores of one processor that have been executed and that nobody else sees yet. They reach memory in their order (V9 8.4.4: TSO), each some
 * cycles after it was executed, which the seed picks, or earlier when the processor has to wait for it. Own loads see them at once.
 */
final class StoreBuffer implements Stateful {
    /** Where a store goes when its time has come. */
    interface Memory {
        void store(long va, int pa, int size, long value);
    }

    /** A store of {@code size} bytes; {@code va} decides where the D-cache looks. */
    private record Pending(long va, int pa, int size, long value, long due) {
        boolean overlaps(int from, int length) {
            return pa < from + length && from < pa + size;
        }

        boolean covers(int from, int length) {
            return pa <= from && from + length <= pa + size;
        }

        /** Bytes of it, in the lowest bits. */
        long read(int from, int length) {
            long shifted = value >>> Byte.SIZE * (pa + size - from - length);
            return length == Long.BYTES ? shifted : shifted & (1L << Byte.SIZE * length) - 1;
        }
    }

    /** UM 1: the store buffer holds eight stores. */
    private static final int CAPACITY = 8;

    private final EventQueue events;
    private final int processor;
    private final SeededRandom random;
    private final long longestDelay;
    private final Memory memory;
    private final Deque<Pending> stores = new ArrayDeque<>();

    /** A store is delayed by 1 … {@code longestDelay} cycles, and until those before it have gone. */
    StoreBuffer(EventQueue events, int processor, SeededRandom random, long longestDelay, Memory memory) {
        this.events = events;
        this.processor = processor;
        this.random = random;
        this.longestDelay = longestDelay;
        this.memory = memory;
        events.setAction(EventQueue.Kind.STORE, processor, this::drainDue);
    }

    /** Takes a store that is executed now. */
    void add(long va, int pa, int size, long value) {
        if (stores.size() == CAPACITY) {
            drainFirst();
        }
        long due = events.now() + 1 + random.nextBelow(longestDelay);
        stores.addLast(new Pending(va, pa, size, value, stores.isEmpty() ? due : Math.max(due, stores.getLast().due)));
        schedule();
    }

    /**
     * Whether a load can take its bytes from the buffer, with {@link #read}. If not, none of them is in it afterwards: where the youngest store to
     * them is not to all of them, memory has to have it first.
     */
    boolean forwards(int pa, int size) {
        Pending youngest = youngest(pa, size);
        if (youngest == null) {
            return false;
        }
        if (!youngest.covers(pa, size)) {
            drain();
            return false;
        }
        return true;
    }

    long read(int pa, int size) {
        return youngest(pa, size).read(pa, size);
    }

    private Pending youngest(int pa, int size) {
        for (Iterator<Pending> each = stores.descendingIterator(); each.hasNext(); ) {
            Pending store = each.next();
            if (store.overlaps(pa, size)) {
                return store;
            }
        }
        return null;
    }

    /** Everything reaches memory, now. */
    void drain() {
        while (!stores.isEmpty()) {
            drainFirst();
        }
        schedule();
    }

    private void drainDue() {
        while (!stores.isEmpty() && stores.getFirst().due <= events.now()) {
            drainFirst();
        }
        schedule();
    }

    private void drainFirst() {
        Pending store = stores.removeFirst();
        memory.store(store.va, store.pa, store.size, store.value);
    }

    private void schedule() {
        events.schedule(EventQueue.Kind.STORE, processor, stores.isEmpty() ? EventQueue.NEVER : stores.getFirst().due);
    }

    @Override
    public void save(SnapshotWriter out) {
        random.save(out);
        out.putInt(stores.size());
        for (Pending store : stores) {
            out.putLong(store.va);
            out.putInt(store.pa);
            out.putInt(store.size);
            out.putLong(store.value);
            out.putLong(store.due);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        random.load(in);
        stores.clear();
        for (int left = in.getInt(); left > 0; left--) {
            stores.addLast(new Pending(in.getLong(), in.getInt(), in.getInt(), in.getLong(), in.getLong()));
        }
    }
}
