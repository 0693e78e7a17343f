package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.BitSet;

/**
 * The physical pages whose accesses somebody wants to know of. The soft TLB never holds them, so that their loads and stores take the
 * slow path, which tells {@link #listener}; accesses to all other pages cost what they always do.
 */
final class DataWatch {
    /** Told in the middle of an instruction, before a load and after a store. */
    interface Listener {
        void accessed(int pa, int length, boolean isStore);
    }

    private final BitSet pages = new BitSet();
    private Listener listener;

    /** A null listener ends all watching. */
    void watch(BitSet watchedPages, Listener told) {
        pages.clear();
        pages.or(watchedPages);
        listener = told;
    }

    boolean isOn() {
        return listener != null;
    }

    boolean covers(long pa) {
        return listener != null && pages.get((int) (pa / PhysicalMemory.PAGE_BYTES));
    }

    void loaded(int pa, int length) {
        if (covers(pa)) {
            listener.accessed(pa, length, false);
        }
    }

    void stored(int pa, int length) {
        if (covers(pa)) {
            listener.accessed(pa, length, true);
        }
    }
}
