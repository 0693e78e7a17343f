package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** A measurement of one function's calls: its counters, its words in the threads, and the ledger entry of which its splices are parts. */
@Magic
final class Annotation {
    private static final int LATENCY = 0;
    private static final int CALLS = 8;

    final LedgerEntry entry;
    /** The number of its timer in the threads, -1 if it has none. */
    final int timer;
    private final long counters;
    /** Its snippets are being taken out, as far as they can be. */
    boolean isEnding;
    /** When what has been started need no longer be waited for, in cycles. */
    long patience;
    Annotation next;

    /** With so many bytes of counters, at least 16. */
    Annotation(LedgerEntry entry, int timer, int counterBytes) {
        this.entry = entry;
        this.timer = timer;
        counters = Kmem.allocZeroed(counterBytes);
    }

    /** Where counters begin that are not those of calls. */
    long counters() {
        return counters;
    }

    /** Where the latency accumulates; the number of calls follows it. */
    long latencyCounter() {
        return counters + LATENCY;
    }

    long callCounter() {
        return counters + CALLS;
    }

    long latency() {
        return Memory.load64(latencyCounter());
    }

    long calls() {
        return Memory.load64(callCounter());
    }

    /** Gives it up with its counters, which nothing in any patch points to any more. */
    void free() {
        Kmem.free(counters);
        Kmem.free(this);
    }
}
