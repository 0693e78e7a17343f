package dev.lamarck.hardware.translate;

/** What a region is translated to: a hidden class of which this is the supertype. */
abstract class Code {
    /** Executes from one of the region's entries on. Returns the number of the {@link Exit} it took. */
    abstract int run(ProcessorPort port, int entry);

    /** In place of an entry: returns at once. */
    static final int NOWHERE = -1;

    /** So many calls make the JVM compile a method that it has interpreted until now. */
    private static final int ENOUGH_CALLS = 300;
    /** No call lasts that long but one that waits for the JVM's compiler, as with the launcher's flags the last one does. */
    private static final long COMPILING_NANOS = 200_000;

    /**
     * Has the JVM compile it: calls it until that is done, or at least asked for. More calls than that would tell the compiler that it usually
     * returns at once.
     */
    final void warmUp() {
        long taken = 0;
        for (int call = 0; call < ENOUGH_CALLS && taken < COMPILING_NANOS; call++) {
            long begun = System.nanoTime();
            run(null, NOWHERE);
            taken = System.nanoTime() - begun;
        }
    }
}
