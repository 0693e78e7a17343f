package dev.lamarck.kernel.evolve.policy;

/**
 * Lets {@code kill_proc} remember, for each sender, whom it signalled last: where the same pairs signal each other again and again, the list of
 * processes need not be searched. What is remembered is forgotten when a process leaves.
 */
final class SignalCache implements Policy {
    /** Of all ticks, in the search: one in so many. */
    private static final int LEAST_SHARE = 50;

    private final NamedFunction search = new NamedFunction("kill_proc");

    @Override
    public String name() {
        return "signal-cache";
    }

    @Override
    public String intent() {
        return "kill_proc remembers each sender's last target, where pairs of processes signal each other repeatedly";
    }

    @Override
    public int candidate(Evidence evidence, Attempts attempts, Workbench workbench) {
        int sending = search.number(workbench);
        return evidence.group(sending) * LEAST_SHARE < evidence.ticks() || attempts.isTried(sending, evidence) ? -1 : sending;
    }

    /** Its caller: the alternative has other ends. */
    @Override
    public int timed(int function, Workbench workbench) {
        return workbench.function("sys_kill");
    }

    @Override
    public Change propose(int function, Evidence evidence, Workbench workbench) {
        return workbench.alternatives("_cached");
    }
}
