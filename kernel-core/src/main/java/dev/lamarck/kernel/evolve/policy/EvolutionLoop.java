package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/** The closed loop: look, choose, propose, try, keep or revert, remember; one attempt at a time. */
public final class EvolutionLoop {
    private static final int MOST_POLICIES = 16;
    private static final int LOOK_TICKS = 12;
    /** Of a kernel that has been looked at so long without a change, what was seen first is out of date. */
    private static final int MEMORY_TICKS = 1024;
    private static final int NOBODY = -1;

    private final Workbench workbench;
    private final Evidence evidence;
    private final Policy[] policies = new Policy[MOST_POLICIES];
    private final Attempts[] attempts = new Attempts[MOST_POLICIES];
    private final long[] requests = new long[MOST_POLICIES];
    private int count;
    private int nextLook = LOOK_TICKS;
    private long request;
    private final Budget budget;
    private final Trial trial;
    /** The policy whose attempt is under way, −1 if none is, and at what. */
    private int attempting = NOBODY;
    private int candidate;
    /** What the attempt may cost. */
    private long allowance;
    /** What promises most of all that was considered, −1 for nothing. */
    private int best;
    private int bestCandidate;
    private long bestPrice;
    private long bestWorth;

    public EvolutionLoop(Workbench workbench, Evidence evidence) {
        this.workbench = workbench;
        this.evidence = evidence;
        budget = new Budget(workbench);
        trial = new Trial(workbench);
        for (int i = 0; i < MOST_POLICIES; i++) {
            attempts[i] = new Attempts();
        }
    }

    /** The budget runs from now on: so many cycles to begin with, 0 for the default. */
    public void start(long grant) {
        budget.start(grant);
    }

    /** Lets a policy take part; false if there are too many. */
    public boolean add(Policy policy, long asRequested) {
        if (count == MOST_POLICIES) {
            return false;
        }
        policies[count] = policy;
        requests[count++] = asRequested;
        return true;
    }

    /** No policy takes part any more, and what was seen and tried is forgotten. */
    public void stop() {
        for (int i = 0; i < count; i++) {
            attempts[i].forget();
        }
        count = 0;
        evidence.forget();
        nextLook = LOOK_TICKS;
    }

    public boolean isIdle() {
        return count == 0;
    }

    /** The request for the policy whose turn it is: the cause of what is changed meanwhile. */
    public long request() {
        return request;
    }

    /** Cycles that the attempt under way may cost. */
    public long allowance() {
        return allowance;
    }

    /**
     * One turn, if it is time to look: of the attempts that are worth their price and can be afforded, the one that promises most for it. If there
     * is none, the next look is some ticks later, on more evidence.
     */
    public void turn() {
        if (evidence.ticks() < nextLook) {
            return;
        }
        best = NOBODY;
        for (int policy = 0; policy < count; policy++) {
            consider(policy);
        }
        if (best != NOBODY) {
            attempt(best, bestCandidate);
            return;
        }
        if (evidence.ticks() >= MEMORY_TICKS) {
            evidence.forget();
        }
        nextLook = evidence.ticks() + LOOK_TICKS;
    }

    /** What a control tries promises nothing, and need not. */
    private void consider(int index) {
        Policy policy = policies[index];
        int function = policy.candidate(evidence, attempts[index], workbench);
        if (function < 0) {
            return;
        }
        long price = policy.price(function, workbench);
        long worth = policy.isControl() ? 0 : budget.worth(policy.savedPart(), function, evidence);
        boolean isPossible = price <= budget.left() && (policy.isControl() || price <= worth);
        if (isPossible && (best == NOBODY || worth * bestPrice > bestWorth * price)) {
            best = index;
            bestCandidate = function;
            bestPrice = price;
            bestWorth = worth;
        }
    }

    private void attempt(int index, int function) {
        Policy policy = policies[index];
        allowance = policy.isControl() ? budget.left() : Math.min(budget.left(), bestWorth);
        request = requests[index];
        candidate = function;
        attempting = index;
        long spent = workbench.spentCycles();
        Change change = policy.propose(function, evidence, workbench);
        boolean isKept = false;
        workbench.saw(evidence, function, change);
        if (change.refusal() == null) {
            isKept = isKept(change, policy.timed(function, workbench), spent);
        }
        if (change.refusal() != Refusal.TOO_DEAR) {
            attempts[index].remember(function, evidence, isKept);
        }
        attempting = NOBODY;
        workbench.over();
    }

    /** After the manager's thread was killed, what was tried meanwhile being undone: the attempt counts as refused, and the loop looks anew. */
    public void recover() {
        if (attempting != NOBODY && !attempts[attempting].isTried(candidate, evidence)) {
            attempts[attempting].remember(candidate, evidence, false);
        }
        attempting = NOBODY;
        evidence.forget();
        nextLook = LOOK_TICKS;
    }

    private boolean isKept(Change change, int function, long spent) {
        Stopwatch watch = workbench.time(function);
        trial.begin(watch, spent);
        boolean isKept = watch.refusal() == null && trial.gains(change);
        change.judge(isKept, trial);
        if (isKept) {
            change.settle();
        } else {
            change.discard();
        }
        watch.stop();
        return isKept;
    }
}
