package dev.lamarck.instrumentation.flow;

import dev.lamarck.instrumentation.code.Target;

/**
 * Which argument registers functions read before they write them. {@link #learn} analyses the callees of a function that are not known
 * yet; their own callees count with what is known by then, else as reading every argument. An answer may name too many registers,
 * never too few.
 */
public final class CalleeSummaries {
    private static final int ENTRIES = 1024;
    /** Functions begin on multiples of 32 bytes. */
    private static final int ALIGNMENT_BITS = 5;
    private static final int MOST_PROBES = 16;

    private final Target target;
    private final FlowParser parser;
    private final FlowGraph graph = new FlowGraph();
    private final Liveness liveness;
    /** At the entry's hash or one of the places behind it: the entry, 0 if the place is free, and the registers. */
    private final long[] entry = new long[ENTRIES];
    private final long[] read = new long[ENTRIES];

    public CalleeSummaries(Target target) {
        this.target = target;
        parser = new FlowParser(target);
        liveness = new Liveness(target, this);
    }

    /** Forgets all: code at some entry is no longer what it was. */
    public void clear() {
        for (int i = 0; i < ENTRIES; i++) {
            entry[i] = 0;
        }
    }

    /** Analyses the functions that a parsed function calls, so that its own analysis knows what they read. */
    public void learn(FlowGraph caller) {
        for (int call = 0; call < caller.calls(); call++) {
            long callee = caller.callTarget(call);
            int place = callee == 0 ? -1 : place(callee);
            if (place >= 0 && entry[place] != callee) {
                entry[place] = callee;
                read[place] = Liveness.ARGUMENTS;
                read[place] = analyse(callee);
            }
        }
    }

    /** The argument registers that a function may read, by its entry; all of them if it is not known. */
    long argumentsRead(long callee) {
        int place = place(callee);
        return place >= 0 && entry[place] == callee ? read[place] : Liveness.ARGUMENTS;
    }

    private long analyse(long callee) {
        int function = target.startingAt(callee);
        if (function < 0 || !target.changeable(function) || parser.parse(function, graph) != null) {
            return Liveness.ARGUMENTS;
        }
        liveness.analyse(graph);
        return liveness.liveBefore(0) & Liveness.ARGUMENTS;
    }

    /** Where an entry is, or the free place for it; -1 if there is none near its hash. */
    private int place(long callee) {
        int first = (int) (callee >>> ALIGNMENT_BITS);
        for (int i = first; i < first + MOST_PROBES; i++) {
            int place = i & ENTRIES - 1;
            if (entry[place] == callee || entry[place] == 0) {
                return place;
            }
        }
        return -1;
    }
}
