package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.fs.proc.ProcRoot;
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
        ProcRoot.add(new LedgerFile(THREAD.ledger()));
        ProcRoot.add(new SymbolFile());
        OwnMemory.start();
        Sched.startThread("evolve", THREAD, KThread.KERNEL_PRIORITY, 0);
    }

    /**
     * The linked instruction that an address of the patch heap stands for: that of the launch site whose patch holds the address, or
     * from which the version's word there was made; 0 if it is in no code of ours. For a panic's backtrace.
     */
    public static long originalOf(long address) {
        long site = THREAD.splicer().siteOf(address);
        long at = site == 0 ? address : site;
        CodeVersion version = THREAD.versions().holding(at);
        while (version != null) {
            at = version.nearestOrigin(version.indexOf(at));
            version = THREAD.versions().holding(at);
        }
        return at == address ? 0 : at;
    }

    /**
     * The number of the next older ledger entry than {@code before} that changed a linked function, by its start, or a version of it; 0 if
     * there is none.
     */
    public static int ledgerEntryOf(long function, int before) {
        LedgerEntry entry = THREAD.ledger().latest();
        while (entry != null && (entry.id >= before || entry.address == 0 && entry.version == null
                || KernelSymbols.start(entry.function) != function)) {
            entry = entry.next;
        }
        return entry == null ? 0 : entry.id;
    }

    /** The number of the latest ledger entry whose code holds an address of the patch heap; 0 if there is none. */
    public static int ledgerEntryAt(long address) {
        long site = THREAD.splicer().siteOf(address);
        CodeVersion version = THREAD.versions().holding(address);
        LedgerEntry entry = THREAD.ledger().latest();
        while (entry != null && (site != 0 ? entry.address != site : entry.version == null || entry.version != version)) {
            entry = entry.next;
        }
        return entry == null ? 0 : entry.id;
    }
}
