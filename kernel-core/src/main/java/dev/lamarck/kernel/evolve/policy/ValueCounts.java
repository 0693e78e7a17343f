package dev.lamarck.kernel.evolve.policy;

import dev.lamarck.instrumentation.code.Refusal;

/** How often the calls of one function, since it is looked at, passed which values in an argument. */
public interface ValueCounts {
    /** Why the function cannot be looked at; null if it is. */
    Refusal refusal();

    /** How many values have a count of their own; from then on new ones are counted together. */
    int values();

    long value(int i);

    long count(int i);

    /** The count of the values that have none of their own. */
    long others();

    /** Takes the counter out of the text; last of all. */
    void stop();
}
