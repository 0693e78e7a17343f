package dev.lamarck.kernel.evolve.policy;

/** One way of looking for a better kernel. It names candidates and makes proposals; whether one is kept is not its business. */
public interface Policy {
    /** Of an attempt that analyses one function and writes a few words. */
    long PRICE = 1_000_000;

    /** By which it is asked for. */
    String name();

    /** In one sentence, what it changes and why that should gain. */
    String intent();

    /**
     * Whether it is there to be found out: a control is not among the policies that evolve a kernel for its good, and what it tries need not be
     * worth its price.
     */
    default boolean isControl() {
        return false;
    }

    /** The linked function to change next, by what cheap counters say and has not been tried; −1 if there is none. */
    int candidate(Evidence evidence, Attempts attempts, Workbench workbench);

    /** Cycles that making and trying the change will cost, about. */
    default long price(int function, Workbench workbench) {
        return PRICE;
    }

    /** Of the time that the function takes, a good change saves about one part in so many. */
    default int savedPart() {
        return 4;
    }

    /**
     * The function whose calls a trial times: it does the same work with the change and without, and what the change is about happens in it.
     * The candidate itself, unless the change's code has no ends that correspond to the candidate's.
     */
    default int timed(int function, Workbench workbench) {
        return function;
    }

    /** Makes the change that it has in mind for a candidate, ready to be installed; or says in it why that cannot be. */
    Change propose(int function, Evidence evidence, Workbench workbench);
}
