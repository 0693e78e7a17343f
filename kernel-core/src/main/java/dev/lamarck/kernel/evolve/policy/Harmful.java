package dev.lamarck.kernel.evolve.policy;

/**
 * The control: makes the busiest functions slower, on purpose and correctly. A loop that measures reverts all it does; one that trusts its
 * policies does not.
 */
final class Harmful implements Policy {
    private static final int LEAST_TICKS = 2;
    private static final int TURNS = 200;

    @Override
    public String name() {
        return "harmful";
    }

    @Override
    public String intent() {
        return "control: a version of the busiest function that waits before it does the same";
    }

    @Override
    public boolean isControl() {
        return true;
    }

    @Override
    public int candidate(Evidence evidence, Attempts attempts, Workbench workbench) {
        return evidence.hottest(attempts, LEAST_TICKS);
    }

    @Override
    public Change propose(int function, Evidence evidence, Workbench workbench) {
        return workbench.delayed(function, TURNS);
    }
}
