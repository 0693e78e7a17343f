package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.SeededRandom;

/** Lets frames arrive twice. */
public final class Duplication extends Chance {
    public Duplication(long perMille, SeededRandom random, Carrier next) {
        super(perMille, random, next);
    }

    @Override
    void happen(long cycle, byte[] frame) {
        next.carry(cycle, frame.clone());
        next.carry(cycle, frame);
    }
}
