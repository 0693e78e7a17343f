package dev.lamarck.kernel.evolve.policy;

/**
 * Replaces {@code kill_proc}, for a process that sends one other the same signal again and again, by what is left of it when sender, target
 * and signal are known. Builds on {@link SignalCache}: what the cache remembers is what is known.
 */
final class SignalPath implements Policy {
    /** Of all ticks, in sending: one in so many. */
    private static final int LEAST_SHARE = 50;
    private static final long PRICE_OF_GUARDS = 20_000_000;

    private final NamedFunction search = new NamedFunction("kill_proc");

    @Override
    public String name() {
        return "signal-path";
    }

    @Override
    public String intent() {
        return "kill_proc for a sender, target and signal that repeat, guarded; once kill_proc remembers targets";
    }

    @Override
    public int candidate(Evidence evidence, Attempts attempts, Workbench workbench) {
        int sending = search.number(workbench);
        boolean isHot = evidence.group(sending) * LEAST_SHARE >= evidence.ticks();
        return isHot && workbench.isReplaced(sending) && !attempts.isTried(sending, evidence) ? sending : -1;
    }

    /** Every function that writes what the residual assumes is analysed, to be guarded. */
    @Override
    public long price(int function, Workbench workbench) {
        return PRICE_OF_GUARDS;
    }

    /** The cache has saved the search already, and only one sender is served. */
    @Override
    public int savedPart() {
        return 20;
    }

    /** Its caller: the residual has other ends. */
    @Override
    public int timed(int function, Workbench workbench) {
        return workbench.function("sys_kill");
    }

    @Override
    public Change propose(int function, Evidence evidence, Workbench workbench) {
        return workbench.signalPath(function);
    }
}
