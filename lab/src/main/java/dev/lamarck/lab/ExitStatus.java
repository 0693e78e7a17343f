package dev.lamarck.lab;

/** What the process says when it ends; {@code run} and {@code boot -c} give the guest's status instead of {@link #OK}. */
public final class ExitStatus {
    public static final int OK = 0;
    /** A test, regression, conformance check or claim of an experiment. */
    public static final int CLAIM_FAILED = 1;
    public static final int BAD_INPUT = 2;
    public static final int KERNEL_PANIC = 3;
    public static final int BUDGET_USED_UP = 4;
    /** By a verifier. */
    public static final int REFUSED = 5;
    public static final int OUR_OWN_BUG = 70;
    public static final int INTERRUPTED = 130;
    /** Added to the number of the signal that ended the guest's program. */
    public static final int SIGNAL = 128;

    private ExitStatus() {
    }
}
