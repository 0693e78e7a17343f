package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;

/**
 * What positioning a group costs, all told, from the first counter to the trial's end: so much an attempt and so much an instruction of
 * its members, measured (docs/evolving/policies.md, "What an attempt costs"). A group that has never been profiled is taken to be its root and all that this calls directly: some
 * of these will turn out cold, and what the others call will belong to it too.
 */
final class GroupPrices {
    private static final long CYCLES_OF_AN_ATTEMPT = 420_000;
    private static final long CYCLES_OF_A_WORD = 15_000;
    private static final int MOST_CALLEES = 64;
    private static final int KNOWN = 64;
    private static final int CALL_FORMAT = 1;
    private static final int FORMAT_SHIFT = 30;

    private final int[] members = new int[MOST_CALLEES];
    /** The roots thought of last, and the instructions that their groups have, as far as that has been seen. */
    private final int[] roots = new int[KNOWN];
    private final int[] words = new int[KNOWN];
    private int known;

    /** In cycles. */
    long of(int root) {
        if (indexOf(root) == Math.min(known, KNOWN)) {
            learn(root, estimatedWords(root));
        }
        return ofWords(words[indexOf(root)]);
    }

    static long ofWords(int words) {
        return CYCLES_OF_AN_ATTEMPT + words * CYCLES_OF_A_WORD;
    }

    static int words(int function) {
        return KernelSymbols.bytes(function) / Integer.BYTES;
    }

    /** A root's group was seen to have so many instructions. */
    void learn(int root, int groupWords) {
        int at = indexOf(root);
        if (at == Math.min(known, KNOWN)) {
            at = known++ % KNOWN;
        }
        roots[at] = root;
        words[at] = groupWords;
    }

    /** Behind all if it is not known. */
    private int indexOf(int root) {
        int at = 0;
        while (at < Math.min(known, KNOWN) && roots[at] != root) {
            at++;
        }
        return at;
    }

    private int estimatedWords(int root) {
        int count = 0;
        int sum = words(root);
        long start = KernelSymbols.start(root);
        for (long at = start; at < start + KernelSymbols.bytes(root); at += Integer.BYTES) {
            int word = KernelText.word(at);
            int callee = word >>> FORMAT_SHIFT == CALL_FORMAT ? KernelSymbols.startingAt(Flow.target(word, at)) : -1;
            if (callee >= 0 && count < MOST_CALLEES && !isAmong(callee, count)) {
                members[count++] = callee;
                sum += words(callee);
            }
        }
        return sum;
    }

    private boolean isAmong(int function, int count) {
        int at = 0;
        while (at < count && members[at] != function) {
            at++;
        }
        return at < count;
    }
}
