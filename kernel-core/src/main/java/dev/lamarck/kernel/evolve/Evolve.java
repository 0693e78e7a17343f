package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;

/** The evolution of this kernel, as the rest of it sees it. */
public final class Evolve {
    private static final EvolutionThread THREAD = new EvolutionThread();

    private Evolve() {}

    /**
     * Starts the evolution manager; threads, clock and interrupts work. It runs when it has something to do; while it waits for
     * the lab after each change, and for threads to leave what it removed, all others go on.
     */
    public static void start() {
        THREAD.prepare();
        Sched.startThread("evolve", THREAD, KThread.KERNEL_PRIORITY, 0);
    }

    /** The launch site whose patch holds an address of the patch heap; 0 if none does. For a panic's backtrace. */
    public static long originalOf(long patchAddress) {
        return THREAD.splicer().siteOf(patchAddress);
    }

    /** The number of the latest ledger entry of a launch site; 0 if there is none. */
    public static int ledgerEntryAt(long site) {
        LedgerEntry entry = THREAD.ledger().latest();
        while (entry != null && entry.address != site) {
            entry = entry.next;
        }
        return entry == null ? 0 : entry.id;
    }
}
