package dev.lamarck.kernel.evolve.policy;

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
    private int turn;
    private int idleTurns;
    private int nextLook = LOOK_TICKS;
    private long request;
    private final Budget budget;
    private final Trial trial;
    /** The policy whose attempt is under way, −1 if none is, and at what. */
    private int attempting = NOBODY;
    private int candidate;

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

    public boolean isIdle() {
        return count == 0;
    }

    /** The request for the policy whose turn it is: the cause of what is changed meanwhile. */
    public long request() {
        return request;
    }

    /** One turn, if it is time to look: if no policy found anything to try, that is some ticks later, on more evidence. */
    public void turn() {
        if (evidence.ticks() < nextLook) {
            return;
        }
        idleTurns = attempt(turn) ? 0 : idleTurns + 1;
        turn = (turn + 1) % count;
        if (idleTurns >= count) {
            idleTurns = 0;
            if (evidence.ticks() >= MEMORY_TICKS) {
                evidence.forget();
            }
            nextLook = evidence.ticks() + LOOK_TICKS;
        }
    }

    /** Whether a policy had something to try that the budget affords. */
    private boolean attempt(int index) {
        Policy policy = policies[index];
        int function = policy.candidate(evidence, attempts[index], workbench);
        if (function < 0) {
            return false;
        }
        long price = policy.price(function, workbench);
        boolean isWorthIt = policy.isControl() || budget.isWorth(price, policy.savedPart(), function, evidence);
        if (!isWorthIt || !budget.affords(price)) {
            return false;
        }
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
        attempts[index].remember(function, evidence, isKept);
        attempting = NOBODY;
        workbench.over();
        return true;
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
