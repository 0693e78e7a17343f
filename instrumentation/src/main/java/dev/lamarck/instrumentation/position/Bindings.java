package dev.lamarck.instrumentation.position;

/** Entries of functions, and the entries of the versions that calls of them are bound to. */
public final class Bindings {
    private static final int MAX_BINDINGS = 64;

    private final long[] from = new long[MAX_BINDINGS];
    private final long[] to = new long[MAX_BINDINGS];
    private int count;

    public void clear() {
        count = 0;
    }

    /** Binds calls of a function to other code; false if the table is full. */
    public boolean bind(long entry, long code) {
        if (count == MAX_BINDINGS) {
            return false;
        }
        from[count] = entry;
        to[count] = code;
        count++;
        return true;
    }

    /** What a call of an address goes to. */
    public long target(long address) {
        for (int i = 0; i < count; i++) {
            if (from[i] == address) {
                return to[i];
            }
        }
        return address;
    }
}
