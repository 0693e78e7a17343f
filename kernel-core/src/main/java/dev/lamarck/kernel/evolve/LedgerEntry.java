package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.snippet.Snippet;

/**
 * One change of this kernel: a snippet at a point, a version for a function, or a whole whose parts such entries are. A whole is entered before
 * anything is done about it, and settled when all of it is.
 */
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
    /** Of a whole: a successor of the manager's thread lets it be. What is not settled it undoes. */
    boolean isSettled;
    LedgerEntry next;

    /** The lab is yet to be told of its state; the next entry of which that is so. */
    boolean isUntold;
    LedgerEntry nextUntold;

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
