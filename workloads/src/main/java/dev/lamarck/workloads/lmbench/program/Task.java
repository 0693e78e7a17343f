package dev.lamarck.workloads.lmbench.program;

/** One thing that is measured. Whatever fails ends the program, for a figure of something else would be worth nothing. */
public abstract class Task {
    /** Its name on the command line and in results: {@code nullCall}. */
    public abstract String name();

    /** What a round is, for people. */
    public abstract String round();

    /** Rounds of a lap. */
    public abstract int rounds();

    /** Bytes that a round moves, where that is the point; 0 elsewhere. */
    public long bytes() {
        return 0;
    }

    /** Before a lap, not measured. */
    void prepare() {}

    abstract void run(int rounds);

    /** After a lap, not measured; leaves nothing behind. */
    void clear() {}
}
