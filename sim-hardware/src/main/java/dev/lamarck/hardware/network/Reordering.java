package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.SeededRandom;

/** Holds frames up, so that later ones overtake them. */
public final class Reordering extends Chance {
    private final long longest;

    /** @param longest the most cycles that a frame is held up, above 0 */
    public Reordering(long perMille, long longest, SeededRandom random, Carrier next) {
        super(perMille, random, next);
        this.longest = longest;
    }

    @Override
    void happen(long cycle, byte[] frame) {
        next.carry(cycle + 1 + random.nextBelow(longest), frame);
    }
}
