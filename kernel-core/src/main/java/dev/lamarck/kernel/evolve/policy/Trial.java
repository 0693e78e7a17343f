package dev.lamarck.kernel.evolve.policy;

/**
 * A change measured against what it changes, on the running load: windows of equal work, so many calls of one function, of which the
 * figure is the cycles that threads ran in a call. First three windows without the change: their spread is what chance alone does. Then windows
 * with and without in turn, two of each. The change gains if its windows are better by more than that spread and by more than
 * what keeping it will cost yet, spread over the calls of a second. What making and trying it has cost is spent either way: {@link Budget} decided
 * on that before, and here it is only told. A change that is clearly worse in its first window is not measured further.
 */
public final class Trial {
    public static final int UNEVOLVED = 4;
    public static final int EVOLVED = 2;
    /** Figures are cycles in a thousand calls. */
    public static final int CALLS = 1000;

    private static final int WINDOW_CALLS = 200;
    private static final int PATIENCE_TICKS = 40;
    private static final int SPREAD_WINDOWS = 3;
    private static final long NOT_MEASURED = -1;

    private final Workbench workbench;
    private Stopwatch watch;
    private long spentBefore;
    private final long[] unevolved = new long[UNEVOLVED];
    private final long[] evolved = new long[EVOLVED];
    private int unevolvedCount;
    private int evolvedCount;
    private long windowCalls;
    private long windowCycles;
    private long cost;
    private long spent;
    private long callsASecond;
    private boolean isComplete;

    Trial(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Begins anew. @param spentBefore what the manager had run when it began to think of the change */
    void begin(Stopwatch watch, long spentBefore) {
        this.watch = watch;
        this.spentBefore = spentBefore;
        unevolvedCount = 0;
        evolvedCount = 0;
        for (int i = 0; i < UNEVOLVED; i++) {
            unevolved[i] = 0;
        }
        for (int i = 0; i < EVOLVED; i++) {
            evolved[i] = 0;
        }
        cost = 0;
        spent = 0;
        callsASecond = 0;
        isComplete = false;
    }

    /** Measures a change, which is not in force; whether it gains. If so it is in force, else it is not. */
    boolean gains(Change change) {
        boolean goesOn = true;
        for (int i = 0; i < SPREAD_WINDOWS && goesOn; i++) {
            goesOn = measure(false);
        }
        goesOn = goesOn && change.install() == null;
        boolean inForce = goesOn;
        goesOn = goesOn && measure(true) && !isClearlyWorse();
        if (goesOn) {
            inForce = change.withdraw() != null;
            goesOn = !inForce && measure(false) && change.install() == null;
            inForce |= goesOn;
        }
        isComplete = goesOn && measure(true);
        spent = workbench.spentCycles() - spentBefore;
        callsASecond = windowCalls * workbench.cyclesASecond() / Math.max(1, windowCycles);
        cost = change.dues() * CALLS / Math.max(1, callsASecond);
        boolean gains = isComplete && gain() > spread() && gain() > cost;
        while (inForce && !gains && change.withdraw() != null) {
            workbench.pass();
        }
        return gains;
    }

    private boolean measure(boolean withChange) {
        long figure = window();
        if (figure == NOT_MEASURED) {
            return false;
        }
        if (withChange) {
            evolved[evolvedCount++] = figure;
        } else {
            unevolved[unevolvedCount++] = figure;
        }
        return true;
    }

    /** Waits for a window's calls; NOT_MEASURED if they do not come. */
    private long window() {
        long calls = watch.calls();
        long cycles = watch.cycles();
        long began = workbench.now();
        for (int tick = 0; tick < PATIENCE_TICKS && watch.calls() - calls < WINDOW_CALLS && !workbench.isCalledOff(); tick++) {
            workbench.pass();
        }
        windowCalls = watch.calls() - calls;
        windowCycles = workbench.now() - began;
        return windowCalls < WINDOW_CALLS ? NOT_MEASURED : (watch.cycles() - cycles) * CALLS / windowCalls;
    }

    private boolean isClearlyWorse() {
        return evolved[0] > greatest() + spread();
    }

    private long greatest() {
        long greatest = unevolved[0];
        for (int i = 1; i < SPREAD_WINDOWS; i++) {
            greatest = Math.max(greatest, unevolved[i]);
        }
        return greatest;
    }

    /** Between the first three windows, in cycles of a thousand calls. */
    public long spread() {
        long least = unevolved[0];
        for (int i = 1; i < SPREAD_WINDOWS; i++) {
            least = Math.min(least, unevolved[i]);
        }
        return greatest() - least;
    }

    /** Of the two windows with the change against the two without that alternate with them; 0 if not all were measured. */
    public long gain() {
        return isComplete ? (unevolved[2] + unevolved[3] - evolved[0] - evolved[1]) / 2 : 0;
    }

    /** What keeping the change costs the manager yet, in cycles of a thousand calls of a second. */
    public long cost() {
        return cost;
    }

    /** Cycles that the manager ran for the attempt up to the verdict. */
    public long spent() {
        return spent;
    }

    /** At the rate of the last window: by this, gain and spent, it is known when the attempt will have paid. */
    public long callsASecond() {
        return callsASecond;
    }

    /** The figures in the order of their windows; how many there are. */
    public int unevolvedCount() {
        return unevolvedCount;
    }

    public long unevolved(int i) {
        return unevolved[i];
    }

    public int evolvedCount() {
        return evolvedCount;
    }

    public long evolved(int i) {
        return evolved[i];
    }
}
