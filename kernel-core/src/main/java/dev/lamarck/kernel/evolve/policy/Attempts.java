package dev.lamarck.kernel.evolve.policy;

/**
 * What one policy has tried, and on what evidence. What was kept stays tried; what was refused may be tried again once the function
 * takes twice the share of time.
 */
public final class Attempts {
    private static final int MOST = 64;
    private static final int PER_MILLE = 1000;

    private final int[] function = new int[MOST];
    private final int[] share = new int[MOST];
    private final boolean[] kept = new boolean[MOST];
    private int count;

    /** Whether it is not worth trying on this evidence. With a full memory nothing is. */
    public boolean isTried(int candidate, Evidence evidence) {
        boolean tried = count == MOST;
        for (int i = 0; i < count; i++) {
            tried |= function[i] == candidate && (kept[i] || shareOf(candidate, evidence) < 2 * share[i]);
        }
        return tried;
    }

    void remember(int candidate, Evidence evidence, boolean isKept) {
        function[count] = candidate;
        share[count] = shareOf(candidate, evidence);
        kept[count] = isKept;
        count++;
    }

    void forget() {
        count = 0;
    }

    private static int shareOf(int candidate, Evidence evidence) {
        return PER_MILLE * evidence.group(candidate) / Math.max(1, evidence.ticks());
    }
}
