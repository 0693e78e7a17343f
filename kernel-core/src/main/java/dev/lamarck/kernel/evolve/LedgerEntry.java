package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.snippet.Snippet;

/** One change of this kernel: a snippet at a point, a version for a function, or a whole whose parts such entries are. */
final class LedgerEntry {
    final int id;
    final int parent;
    final long cause;
    final int kind;
    final int function;
    /** The word changed; 0 in an entry that only has parts. */
    final long address;
    final Snippet snippet;

    int state;
    long cycle;
    int wordBefore;
    int wordAfter;
    /** The splicer's number of the change that took the snippet out. */
    int removal;
    /** The version that the word leads to, null if it does not lead to one. */
    CodeVersion version;
    LedgerEntry next;

    LedgerEntry(int id, int parent, long cause, int kind, int function, long address, Snippet snippet) {
        this.id = id;
        this.parent = parent;
        this.cause = cause;
        this.kind = kind;
        this.function = function;
        this.address = address;
        this.snippet = snippet;
    }
}
