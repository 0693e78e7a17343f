package dev.lamarck.workloads.equivalence;

import java.util.Random;

/**
 * Arguments near recorded ones: each is kept, or becomes a neighbour, a value at an edge, or bits at random. Most calls then still get
 * somewhere, some fail a check, and some go wild.
 */
public final class ArgumentVariations {
    private static final long[] EDGES = {0, 1, -1, 2, 7, 8, 63, 64, 127, 128, 255, 256, 4095, 4096, 8191, 8192, 65536,
        Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int NEAR = 16;

    private final Random random;

    public ArgumentVariations(long seed) {
        random = new Random(seed);
    }

    /** One variation of the first so many arguments. */
    public long[] of(long[] recorded, int count) {
        long[] varied = recorded.clone();
        for (int i = 0; i < count; i++) {
            varied[i] = switch (random.nextInt(5)) {
                case 0 -> recorded[i] + random.nextInt(-NEAR, NEAR + 1);
                case 1 -> EDGES[random.nextInt(EDGES.length)];
                case 2 -> random.nextInt();
                default -> recorded[i];
            };
        }
        return varied;
    }
}
