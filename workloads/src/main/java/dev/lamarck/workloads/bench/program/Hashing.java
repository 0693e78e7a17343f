package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Texts;

/** Words counted in a table with open addressing: a hash of each, then probes that hit anywhere in 64 KB. */
public final class Hashing {
    private static final int WORDS = 512;
    private static final int LOOKUPS = 2_000;
    private static final int SLOTS = 1 << 13;

    private Hashing() {
    }

    public static void main(String[] args) {
        Randoms randoms = new Randoms(1);
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[3 + randoms.below(12)];
            randoms.fill(words[i]);
        }
        byte[][] keys = new byte[SLOTS][];
        int[] counts = new int[SLOTS];
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            Randoms choice = new Randoms(1);
            for (int i = 0; i < LOOKUPS; i++) {
                sum += count(keys, counts, words[choice.below(WORDS)]);
            }
        }
        Rounds.report(sum);
    }

    /** One more of a word. @return the slot that it is in */
    private static int count(byte[][] keys, int[] counts, byte[] word) {
        int slot = Texts.hash(word) & SLOTS - 1;
        while (keys[slot] != null && Texts.compare(keys[slot], word) != 0) {
            slot = slot + 1 & SLOTS - 1;
        }
        keys[slot] = word;
        counts[slot]++;
        return slot;
    }
}
