package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Structures;

/** Builds an ordered tree of a thousand objects: pointers followed, every turn decided by a comparison. */
public final class Trees {
    private static final int BRANCHES = 1_000;

    private Trees() {
    }

    public static void main(String[] args) {
        Structures.Branch[] branches = new Structures.Branch[BRANCHES];
        Randoms randoms = new Randoms(1);
        for (int i = 0; i < BRANCHES; i++) {
            branches[i] = new Structures.Branch();
            branches[i].key = randoms.next();
        }
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            for (int i = 0; i < BRANCHES; i++) {
                branches[i].less = null;
                branches[i].more = null;
            }
            Structures.Branch root = Structures.insert(branches);
            sum += root.less.more.key;
        }
        Rounds.report(sum);
    }
}
