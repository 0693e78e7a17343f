package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/**
 * Makes {@code kmem_alloc} for the size that is asked for most, where one size is asked for much more often than others: the size class and
 * its cache are known then, and calls that pass the size as a constant go there without a test.
 */
final class AllocationSizes implements Policy {
    private static final int SIZE = 0;
    /** Of all ticks, in allocation: one in so many. */
    private static final int LEAST_SHARE = 50;
    /** Of all calls, for the size: one in so many. */
    private static final int LEAST_CALLS_SHARE = 5;
    private static final int LEAST_CALLS = 100;
    private static final int WINDOW_TICKS = 3;
    private static final int NONE = -1;

    private final NamedFunction allocator = new NamedFunction("kmem_alloc");

    @Override
    public String name() {
        return "allocation-sizes";
    }

    @Override
    public String intent() {
        return "a kmem_alloc for the size that is asked for most, its cache known; calls that pass the size as a constant are bound to it";
    }

    @Override
    public int candidate(Evidence evidence, Attempts attempts, Workbench workbench) {
        int allocation = allocator.number(workbench);
        return evidence.group(allocation) * LEAST_SHARE < evidence.ticks() || attempts.isTried(allocation, evidence) ? NONE : allocation;
    }

    /** Most of a call is the cache's, whatever the size. */
    @Override
    public int savedPart() {
        return 20;
    }

    @Override
    public Change propose(int function, Evidence evidence, Workbench workbench) {
        ValueCounts sizes = workbench.count(function, SIZE);
        Refusal refusal = sizes.refusal();
        if (refusal != null) {
            return workbench.refused(refusal);
        }
        for (int i = 0; i < WINDOW_TICKS; i++) {
            workbench.pass();
        }
        int hottest = hottest(sizes);
        long size = hottest == NONE ? 0 : sizes.value(hottest);
        sizes.stop();
        return hottest == NONE ? workbench.refused(Refusal.NOTHING_HOT) : workbench.specialized(function, SIZE, size);
    }

    private static int hottest(ValueCounts sizes) {
        int best = NONE;
        long calls = sizes.others();
        for (int i = 0; i < sizes.values(); i++) {
            calls += sizes.count(i);
            if (best == NONE || sizes.count(i) > sizes.count(best)) {
                best = i;
            }
        }
        return calls < LEAST_CALLS || sizes.count(best) * LEAST_CALLS_SHARE < calls ? NONE : best;
    }
}
