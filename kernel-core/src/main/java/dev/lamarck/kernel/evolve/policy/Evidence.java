package dev.lamarck.kernel.evolve.policy;

/**
 * What the clock's ticks found running since {@link #forget}: a profile by time, as cheap as counters get. A tick in the kernel
 * counts for the function that ran and for the one that had called it; the stalls for instructions of the time since the tick before
 * are charged to both.
 */
public final class Evidence {
    private final int[] own;
    private final int[] group;
    private final long[] stall;
    /** The functions with a tick, in the order in which they had the first. */
    private final int[] seen;
    private int seenCount;
    private int ticks;
    private int kernelTicks;
    private long kernelCycles;
    private long kernelStall;

    public Evidence(int functions) {
        own = new int[functions];
        group = new int[functions];
        stall = new long[functions];
        seen = new int[functions];
    }

    /** A tick in user mode, in an idle processor or in the manager itself. */
    public void elsewhere() {
        ticks++;
    }

    /**
     * A tick in the kernel.
     *
     * @param caller −1 if it is not known
     * @param stalled cycles of the kernel's since the last tick, of {@code cycles}, in which it waited for instructions
     */
    public void in(int function, int caller, long stalled, long cycles) {
        ticks++;
        kernelTicks++;
        kernelCycles += cycles;
        kernelStall += stalled;
        own[function]++;
        charge(function, stalled);
        if (caller >= 0 && caller != function) {
            charge(caller, stalled);
        }
    }

    private void charge(int function, long stalled) {
        if (group[function] == 0) {
            seen[seenCount++] = function;
        }
        group[function]++;
        stall[function] += stalled;
    }

    public void forget() {
        for (int i = 0; i < seenCount; i++) {
            own[seen[i]] = 0;
            group[seen[i]] = 0;
            stall[seen[i]] = 0;
        }
        seenCount = 0;
        ticks = 0;
        kernelTicks = 0;
        kernelCycles = 0;
        kernelStall = 0;
    }

    /** How many functions had a tick, and which: to look at all that there are takes longer than to sample them. */
    public int seen() {
        return seenCount;
    }

    public int seen(int i) {
        return seen[i];
    }

    public int ticks() {
        return ticks;
    }

    public int kernelTicks() {
        return kernelTicks;
    }

    /** Cycles of the kernel's between the ticks in the kernel, and those of them in which it waited for instructions. */
    public long kernelCycles() {
        return kernelCycles;
    }

    public long kernelStall() {
        return kernelStall;
    }

    /** Ticks in which a function ran itself. */
    public int own(int function) {
        return own[function];
    }

    /** Ticks in which a function or one that it had called ran. */
    public int group(int function) {
        return group[function];
    }

    /** Cycles of waiting for instructions between the ticks of {@link #group} and those before them. */
    public long stall(int function) {
        return stall[function];
    }

    /** The untried function with the most ticks of its group, at least {@code least}; of equals the one seen first. −1 if there is none. */
    public int hottest(Attempts attempts, int least) {
        int best = -1;
        for (int i = 0; i < seenCount; i++) {
            int function = seen[i];
            if (group[function] >= least && (best < 0 || group[function] > group[best]) && !attempts.isTried(function, this)) {
                best = function;
            }
        }
        return best;
    }
}
