package dev.lamarck.kernel.evolve.policy;

/** Places anew what is hot and waits for instructions: functions of some size that, with what they call, take much of the time. */
final class Positions implements Policy {
    private static final int LEAST_TICKS = 3;
    /** A smaller function without callees has nothing to be moved apart. */
    private static final int LEAST_BYTES = 256;
    /** Of the kernel's cycles, without an instruction to dispatch: one in so many. */
    private static final int LEAST_STALL = 50;

    @Override
    public String name() {
        return "position";
    }

    @Override
    public String intent() {
        return "places the hot paths of a function and its callees in a row, where the kernel waits for the I-cache";
    }

    @Override
    public int candidate(Evidence evidence, Attempts attempts, Workbench workbench) {
        if (evidence.kernelStall() * LEAST_STALL < evidence.kernelCycles()) {
            return -1;
        }
        int best = -1;
        for (int i = 0; i < evidence.seen(); i++) {
            int function = evidence.seen(i);
            boolean isCandidate = evidence.group(function) >= LEAST_TICKS && workbench.bytes(function) >= LEAST_BYTES
                    && !attempts.isTried(function, evidence);
            if (isCandidate && (best < 0 || promisesMore(function, best, evidence, workbench))) {
                best = function;
            }
        }
        return best;
    }

    /** For its price. */
    private boolean promisesMore(int function, int other, Evidence evidence, Workbench workbench) {
        return evidence.group(function) * price(other, workbench) > evidence.group(other) * price(function, workbench);
    }

    /** Each member is analysed, profiled block by block, laid out and checked, each step analysing it again. */
    @Override
    public long price(int function, Workbench workbench) {
        return workbench.priceOfPosition(function);
    }

    /** The part of its stalls that another order saves. */
    @Override
    public int savedPart() {
        return 6;
    }

    @Override
    public Change propose(int function, Evidence evidence, Workbench workbench) {
        return workbench.positioned(function);
    }
}
