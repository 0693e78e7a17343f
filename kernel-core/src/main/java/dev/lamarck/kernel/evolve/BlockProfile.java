package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Counters of how often each block of one function runs, and the ledger entry of which their splices are parts. */
@Magic
final class BlockProfile {
    private static final int COUNTER = 8;

    final LedgerEntry entry;
    final int blocks;
    private final long[] address;
    private final long counters;
    /** The counters are being taken out. */
    boolean isEnding;
    BlockProfile next;

    /** For a function just parsed; counts nothing yet. */
    BlockProfile(LedgerEntry entry, FlowGraph graph) {
        this.entry = entry;
        blocks = graph.blocks();
        address = new long[blocks];
        counters = Kmem.allocZeroed((long) COUNTER * blocks);
        for (int block = 0; block < blocks; block++) {
            address[block] = graph.address(graph.first(block));
        }
    }

    /** Where a block begins. */
    long address(int block) {
        return address[block];
    }

    long counter(int block) {
        return counters + (long) COUNTER * block;
    }

    long count(int block) {
        return Memory.load64(counter(block));
    }

    void copyTo(long[] counts) {
        for (int block = 0; block < blocks; block++) {
            counts[block] = count(block);
        }
    }

    /** Gives up the counters, which nothing in any patch points to any more. */
    void free() {
        Kmem.free(counters);
        Kmem.free(address);
        Kmem.free(this);
    }
}
